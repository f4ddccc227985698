package io.drillmaster.twin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.store.StoreCommand.Boot;
import io.drillmaster.twin.store.StoreCommand.Create;
import io.drillmaster.twin.store.StoreCommand.Drain;
import io.drillmaster.twin.store.StoreCommand.End;
import io.drillmaster.twin.store.StoreCommand.IsSealed;
import io.drillmaster.twin.store.StoreCommand.Lookup;
import io.drillmaster.twin.store.StoreCommand.MediaForget;
import io.drillmaster.twin.store.StoreCommand.MediaFound;
import io.drillmaster.twin.store.StoreCommand.MediaLost;
import io.drillmaster.twin.store.StoreCommand.MediaNodes;
import io.drillmaster.twin.store.StoreCommand.MediaRegister;
import io.drillmaster.twin.store.StoreCommand.Nodes;
import io.drillmaster.twin.store.StoreCommand.Place;
import io.drillmaster.twin.store.StoreCommand.PresetEpoch;
import io.drillmaster.twin.store.StoreCommand.Renew;
import io.drillmaster.twin.store.StoreCommand.Seal;
import io.drillmaster.twin.store.StoreCommand.Sweep;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same random command sequences on the Java model and on a real Redis: every answer is equal.
 * Time is a number that both are told; leases are long and expire only by an explicit step, so
 * nothing depends on how fast the machine is.
 */
class StoreModelMatchesRedisIT {

  private static final int SEQUENCES = Integer.getInteger("drillmaster.store.sequences", 10_000);
  private static final int STEPS = 24;
  private static final long LEASE_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final long QUARANTINE_MILLIS = 5_000;
  private static final long START_MILLIS = 1_795_378_144_193L;

  @TempDir static Path folder;
  private static RedisProcess redis;
  private static RedisStore store;

  @BeforeAll
  static void startRedis() throws Exception {
    redis = RedisProcess.start(InetAddress.getLoopbackAddress(), 0, "differential-test", folder);
    store = RedisStore.connect(redis.address());
  }

  @AfterAll
  static void stopRedis() {
    store.close();
    redis.close();
  }

  @Test
  void everyAnswerOfTenThousandRandomSequencesIsEqual() throws Exception {
    for (long seed = 0; seed < SEQUENCES; seed++) {
      new Sequence(seed).run();
    }
  }

  /** One seeded sequence: asks are pipelined to Redis, answers compared at the end. */
  private static final class Sequence {
    private final long seed;
    private final Random random;
    private long nowMillis = START_MILLIS;
    private final StoreModel model = new StoreModel(() -> nowMillis);
    private final List<String> incarnations = new ArrayList<>(List.of("m9#1"));
    private final List<Long> lives = new ArrayList<>(List.of(START_MILLIS));
    private final List<String> epochs = new ArrayList<>(List.of("none:0"));
    private final List<Object> expected = new ArrayList<>();
    private final List<java.util.concurrent.CompletionStage<?>> actual = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();

    Sequence(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void run() throws Exception {
      actual.add(store.empty());
      expected.add("OK");
      steps.add("empty");
      if (random.nextBoolean()) {
        step(new PresetEpoch("fresh"));
      }
      step(boot());
      step(new MediaRegister("media_1", "192.0.2.1", "ws://127.0.0.1:1/kurento", "running"));
      for (int i = 0; i < STEPS; i++) {
        nowMillis += random.nextInt(3) * 400L;
        next();
      }
      step(new Nodes());
      step(new MediaNodes());
      step(new Sweep(0));
      for (int i = 0; i < expected.size(); i++) {
        Object answer = actual.get(i).toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(answer)
            .as("seed %d, step %d of %s", seed, i, steps.subList(0, i + 1))
            .isEqualTo(expected.get(i));
      }
    }

    private void next() {
      int dice = random.nextInt(100);
      if (dice < 4) {
        step(boot());
      } else if (dice < 10) {
        expire(any(incarnations));
      } else if (dice == 10) {
        restartEmpty();
      } else if (dice < 34) {
        step(new Create(sid(), any(incarnations), QUARANTINE_MILLIS));
      } else if (dice < 44) {
        step(new Place(sid(), any(incarnations), any(lives), avoid()));
      } else if (dice < 54) {
        step(new End(sid(), any(incarnations), any(lives), any(List.of("left", "closed"))));
      } else if (dice < 64) {
        step(new Seal(any(incarnations), random.nextInt(4) == 0));
      } else if (dice < 70) {
        step(new Renew(any(incarnations), any(epochs), LEASE_MILLIS, random.nextInt(4)));
      } else if (dice < 84) {
        step(new Lookup(sid()));
      } else {
        rest(dice);
      }
    }

    private void rest(int dice) {
      String media = "media_" + random.nextInt(3);
      switch (dice) {
        case 84, 85 -> step(new Sweep(random.nextInt(4)));
        case 86, 87 -> step(new Nodes());
        case 88 -> step(new Drain(any(incarnations)));
        case 89, 90 -> step(new IsSealed(any(incarnations)));
        case 91, 92 -> step(new MediaRegister(media, "192.0.2.9", "ws://x", "running"));
        case 93, 94 -> step(new MediaLost(media, any(incarnations)));
        case 95 -> step(new MediaFound(media, any(incarnations)));
        case 96 -> step(new MediaForget(media));
        case 97 -> step(new PresetEpoch("late"));
        default -> step(new MediaNodes());
      }
    }

    private <A extends StoreAnswer> void step(StoreCommand<A> command) {
      store.fixTime(nowMillis);
      steps.add(command.toString());
      actual.add(store.run(command));
      A answer = model.run(command);
      expected.add(answer);
      if (answer instanceof StoreAnswer.Booted booted) {
        incarnations.add(booted.incarnation());
        epochs.add(booted.epoch());
      } else if (answer instanceof StoreAnswer.Created created) {
        lives.add(created.life());
      }
    }

    private void expire(String incarnation) {
      steps.add("expire " + incarnation);
      boolean had =
          model.run(new Nodes()).nodes().stream()
              .anyMatch(node -> node.incarnation().equals(incarnation) && node.hasLease());
      model.expire(incarnation);
      actual.add(store.drop("ov:lease:" + incarnation));
      expected.add(had ? 1L : 0L);
    }

    private void restartEmpty() {
      steps.add("restart empty");
      model.empty();
      actual.add(store.empty());
      expected.add("OK");
    }

    private Boot boot() {
      String node = "m" + (1 + random.nextInt(3));
      return new Boot(node, "master_" + node, node + ":4443", LEASE_MILLIS, "e" + random.nextInt());
    }

    private String sid() {
      return "room" + random.nextInt(4);
    }

    private Set<String> avoid() {
      return random
          .ints(random.nextInt(3), 0, 3)
          .mapToObj(i -> "media_" + i)
          .collect(Collectors.toSet());
    }

    /** Recent values are more interesting than old ones. */
    private <T> T any(List<T> values) {
      int last = values.size() - 1;
      return values.get(random.nextBoolean() ? last : random.nextInt(values.size()));
    }
  }
}
