package io.drillmaster.twin;

import static io.drillmaster.twin.LooseCluster.BUSY;
import static io.drillmaster.twin.LooseCluster.assertHalts;
import static io.drillmaster.twin.LooseCluster.freeze;
import static io.drillmaster.twin.LooseCluster.wake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drillmaster.time.Ticker;
import io.drillmaster.twin.LooseCluster.Master;
import io.drillmaster.twin.wire.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The store is lost to one master, to all, or with everything in it (checks.md 6). Clocks are the
 * real ones: a shorter lease would not outlast the stalls of a busy machine.
 */
@Timeout(120)
class LostStoreIT {

  private static final int REAL = 1;

  private final Transport transport = Transport.open("clients");

  @TempDir private Path folder;

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void anOwnerWithoutStoreServesWhileItsLeaseLastsAndHaltsBeforeAnybodySealsIt() throws Exception {
    try (LooseCluster cluster = LooseCluster.start(folder, transport, REAL)) {
      List<Master> masters = cluster.boot("m1", "m2");
      Master entry = masters.get(0);
      Master owner = masters.get(1);
      assertThat(cluster.create(owner, "room")).isEqualTo(200);
      LooseMember far = cluster.join(entry, "room");
      LooseMember near = cluster.join(owner, "room");
      CompletableFuture<Long> haltedAt =
          owner.process().onEnd().thenApply(ended -> Ticker.system().nanos());

      cluster.mute(owner);
      near.prove("without store");
      far.client().await("masterNodeCrashedNotification", cluster.sealed());
      long toldAt = Ticker.system().nanos();

      assertHalts(owner, BUSY);
      assertThat(haltedAt.join()).as("halted before anybody was told").isLessThan(toldAt);
      assertThat(near.client().awaitEnd(BUSY)).isEqualTo("1006 ");
      assertThat(cluster.create(entry, "room")).isEqualTo(200);
      assertThat(cluster.join(entry, "room").life()).isNotEqualTo(far.life());
    }
  }

  @Test
  void aStoreThatFallsSilentHaltsEverybodyAndGivesTheirSessionsBackToBeRebuilt() throws Exception {
    try (LooseCluster cluster = LooseCluster.start(folder, transport, REAL)) {
      List<Master> masters = cluster.boot("m1", "m2");
      assertThat(cluster.create(masters.get(1), "room")).isEqualTo(200);
      LooseMember far = cluster.join(masters.get(0), "room");

      freeze(cluster.store());
      for (Master master : masters) {
        assertHalts(master, cluster.clocks().lease().plus(BUSY));
      }
      assertThat(far.client().awaitEnd(BUSY)).isEqualTo("1006 ");
      assertThat(far.client().heard())
          .as("nobody could seal anybody")
          .noneMatch(frame -> frame.contains("masterNodeCrashedNotification"));
      wake(cluster.store());

      List<Master> again = cluster.boot("m1", "m2");
      Master other = again.get(0);
      await()
          .atMost(cluster.sealed())
          .pollInterval(Duration.ofMillis(50))
          .until(() -> cluster.create(other, "room") == 200);
      LooseMember rebuilt = cluster.join(again.get(1), "room");
      assertThat(rebuilt.life()).isNotEqualTo(far.life());
      rebuilt.prove("back");
    }
  }

  @Test
  void aStoreRestartedEmptyHaltsEverybodyAndRefusesCreationForALease() throws Exception {
    try (LooseCluster cluster = LooseCluster.start(folder, transport, REAL)) {
      List<Master> masters = cluster.boot("m1", "m2");
      assertThat(cluster.create(masters.get(1), "room")).isEqualTo(200);
      LooseMember before = cluster.join(masters.get(0), "room");

      cluster.restartStore();
      for (Master master : masters) {
        assertHalts(master, cluster.clocks().lease().plus(BUSY));
      }

      long bornAfter = Ticker.system().nanos();
      List<Master> again = cluster.boot("m1", "m2");
      List<Integer> answers = new ArrayList<>();
      await()
          .atMost(cluster.clocks().lease().plus(BUSY))
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                answers.add(cluster.create(again.get(0), "room"));
                return answers.get(answers.size() - 1) == 200;
              });
      Duration refused = Duration.ofNanos(Ticker.system().nanos() - bornAfter);

      assertThat(answers.subList(0, answers.size() - 1)).isNotEmpty().containsOnly(503);
      assertThat(refused).isGreaterThanOrEqualTo(cluster.clocks().lease());
      LooseMember one = cluster.join(again.get(0), "room");
      LooseMember other = cluster.join(again.get(1), "room");
      assertThat(one.life()).isEqualTo(other.life()).isNotEqualTo(before.life());
    }
  }
}
