package io.drillmaster.twin.role;

import io.drillmaster.twin.role.SimulatedCluster.Setup;
import io.drillmaster.twin.role.SimulatedCluster.Weather;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Runs three masters through one seeded schedule of freezes, delays, store losses and restarts in
 * fake time and says which lives of a session were in service at once. The same seed is the same
 * run.
 */
final class Explorer {

  private static final Duration LENGTH = Duration.ofSeconds(30);
  private static final int ROOMS = 2;
  private static final int USERS_PER_ROOM = 2;
  private static final List<String> NODES = List.of("m1", "m2", "m3");

  /**
   * What one schedule came to.
   *
   * @param violations lives in service at once, in words; empty is good
   * @param proofs served proofs
   * @param lives lives that served somebody
   * @param fenced masters that halted because they were not valid any more
   * @param sealedWhileValid incarnations that could still act when they were sealed; 0 is good
   */
  record Outcome(
      long seed,
      List<String> violations,
      int proofs,
      int lives,
      int fenced,
      int sealedWhileValid) {}

  private final Random random;
  private final SimulatedCluster cluster;
  private final ServedLives served = new ServedLives();
  private int fenced;

  private Explorer(long seed, Lease.Rule rule) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.cluster =
        new SimulatedCluster(
            new Setup(seed, "cluster", RoleClocks.real(), Set.of(), rule, new Rough()));
  }

  /** Explores one schedule. */
  static Outcome explore(long seed, Lease.Rule rule) {
    Explorer explorer = new Explorer(seed, rule);
    explorer.run();
    return new Outcome(
        seed,
        explorer.served.violations(),
        explorer.served.proofs(),
        explorer.served.lives(),
        explorer.fenced,
        explorer.cluster.sealedWhileValid);
  }

  private void run() {
    cluster.startMedia("media_a", "192.0.2.1");
    NODES.forEach(this::start);
    cluster.run(Duration.ofMillis(500));
    for (int i = 0; i < ROOMS; i++) {
      for (int j = 0; j < USERS_PER_ROOM; j++) {
        new SimulatedUser(cluster, served, "user" + i + j, "room" + i).start();
      }
      new SimulatedUser(cluster, served, "visitor" + i, "room" + i).start();
    }
    cluster.after(seconds(2, 5), this::misfortune);
    cluster.run(LENGTH);
  }

  private void start(String node) {
    watch(node, cluster.startMaster(node));
  }

  /** A supervisor starts a new boot of a node that halted or was killed. */
  private void watch(String node, SimulatedMaster master) {
    cluster.after(
        Duration.ofMillis(500).toNanos(),
        () -> {
          if (master.isAlive) {
            watch(node, master);
          } else {
            if (master.haltedBecause.contains("valid") || master.haltedBecause.contains("fenced")) {
              fenced++;
            }
            cluster.after(seconds(0, 3), () -> start(node));
          }
        });
  }

  private long seconds(int from, int to) {
    long nanos = Duration.ofSeconds(1).toNanos();
    return from * nanos + (long) (random.nextDouble() * (to - from) * nanos);
  }

  private SimulatedMaster anyMaster() {
    return cluster.master(NODES.get(random.nextInt(NODES.size())));
  }

  private void misfortune() {
    SimulatedMaster victim = anyMaster();
    int dice = random.nextInt(20);
    if (dice < 7) {
      victim.stopFor(Duration.ofNanos(seconds(0, 9)));
    } else if (dice < 9) {
      victim.kill();
    } else if (dice < 11) {
      cutFromStore(victim, random.nextBoolean());
    } else if (dice < 16) {
      victim.storeAnswerLagNanos = seconds(1, 4) * 9 / 10;
      cluster.after(seconds(2, 4), () -> cutFromStore(victim, false));
    } else if (dice < 18) {
      loseStore(dice == 16);
    } else {
      victim.stopFor(Duration.ofNanos(seconds(3, 5)));
      anyMaster().stopFor(Duration.ofNanos(seconds(3, 9)));
    }
    cluster.after(seconds(3, 9), this::misfortune);
  }

  /** Its questions are lost; answers that are under way still arrive, unless it is deaf too. */
  private void cutFromStore(SimulatedMaster victim, boolean isDeaf) {
    victim.isCutFromStore = true;
    victim.isDeafToStore = isDeaf;
    cluster.after(
        seconds(4, 10),
        () -> {
          victim.isCutFromStore = false;
          victim.isDeafToStore = false;
          victim.storeAnswerLagNanos = 0;
        });
  }

  private void loseStore(boolean comesBackEmpty) {
    cluster.isStoreDown = true;
    cluster.after(
        seconds(0, comesBackEmpty ? 3 : 8),
        () -> {
          cluster.isStoreDown = false;
          if (comesBackEmpty) {
            cluster.store.empty();
            cluster.startMedia("media_a", "192.0.2.1");
          }
        });
  }

  /** Messages of some tenths of a millisecond, now and then seconds; stops at the worst moments. */
  private static final class Rough implements Weather {
    @Override
    public long delayNanos(Random random) {
      long micros = 50L + random.nextInt(500);
      int dice = random.nextInt(1000);
      if (dice < 3) {
        micros += random.nextInt(1_900_000);
      } else if (dice < 20) {
        micros += random.nextInt(50_000);
      }
      return micros * 1_000;
    }

    @Override
    public long stopNanos(Random random, boolean isBetweenCheckAndWrite) {
      int odds = isBetweenCheckAndWrite ? 20_000 : 100_000;
      return random.nextInt(odds) == 0
          ? Duration.ofMillis(100L + random.nextInt(8_900)).toNanos()
          : 0;
    }
  }
}
