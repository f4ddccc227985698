package io.drillmaster.twin;

import static io.drillmaster.twin.LooseCluster.BUSY;
import static io.drillmaster.twin.LooseCluster.assertHalts;
import static io.drillmaster.twin.LooseCluster.freeze;
import static io.drillmaster.twin.LooseCluster.wake;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import io.drillmaster.twin.LooseCluster.Master;
import io.drillmaster.twin.wire.Transport;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * An owner that the operating system stops for 3, 6 and 60 s (checks.md 6): shorter than its lease,
 * longer, and longer than every timer it had running.
 */
@Timeout(120)
class FrozenOwnerIT {

  /** The captured clocks: a lease of 5 s, renewed each second. */
  private static final int REAL = 1;

  /**
   * A minute takes 6 s: window, watchdog, eviction and close run ten times as fast. The lease does
   * not: it is 2.5 s, so that the freeze lasts three of them.
   */
  private static final int TENFOLD = 10;

  private static final Duration A_MINUTE_TENFOLD = Duration.ofMillis(7_500);

  private final Transport transport = Transport.open("clients");

  @TempDir private Path folder;

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void threeSecondsGoUnnoticedAndWhatWaitedIsServed() throws Exception {
    try (LooseCluster cluster = LooseCluster.start(folder, transport, REAL)) {
      List<Master> masters = cluster.boot("m1", "m2");
      Master entry = masters.get(0);
      Master owner = masters.get(1);
      assertThat(cluster.create(owner, "room")).isEqualTo(200);
      LooseMember far = cluster.join(entry, "room");
      LooseMember near = cluster.join(owner, "room");

      freeze(owner.id());
      far.beginToProve("waited");
      Pause.of(Duration.ofSeconds(3));
      wake(owner.id());

      far.awaitProof("waited");
      near.prove("after");
      assertThat(cluster.isSealed(owner)).isFalse();
      assertThat(cluster.join(entry, "room").life()).isEqualTo(far.life()).isEqualTo(near.life());
      for (LooseMember member : List.of(far, near)) {
        assertThat(member.client().heard())
            .noneMatch(frame -> frame.contains("participantLeft"))
            .noneMatch(frame -> frame.contains("participantEvicted"))
            .noneMatch(frame -> frame.contains("masterNodeCrashedNotification"));
      }
    }
  }

  @Test
  void sixSecondsEndTheLifeAndTheWokenOwnerServesNothingThatWaited() throws Exception {
    losesItsSessionsAndHaltsWhenItWakes(REAL, Duration.ofSeconds(6));
  }

  @Test
  void aMinuteEndsTheLifeAndTheWokenOwnerServesNothingThatWaited() throws Exception {
    losesItsSessionsAndHaltsWhenItWakes(TENFOLD, A_MINUTE_TENFOLD);
  }

  private void losesItsSessionsAndHaltsWhenItWakes(int divisor, Duration freeze) throws Exception {
    try (LooseCluster cluster = LooseCluster.start(folder, transport, divisor)) {
      List<Master> masters = cluster.boot("m1", "m2");
      Master entry = masters.get(0);
      Master owner = masters.get(1);
      assertThat(cluster.create(owner, "room")).isEqualTo(200);
      LooseMember far = cluster.join(entry, "room");
      LooseMember near = cluster.join(owner, "room");
      near.prove("before");
      List<String> heardBefore = near.client().heard();

      long frozenAt = Ticker.system().nanos();
      freeze(owner.id());
      near.beginToProve("waited");
      CompletableFuture<HttpResponse<String>> waiting =
          cluster.rest(owner, "POST", "/room/connection", "{}");
      far.client().await("masterNodeCrashedNotification", cluster.sealed());
      assertThat(since(frozenAt))
          .as("sealed no earlier than its lease can have run out, one renewal being late")
          .isGreaterThan(
              cluster.clocks().lease().minus(cluster.clocks().renewEvery().multipliedBy(2)));
      LooseMember rebuilt = rebuild(cluster, entry, far);
      Pause.of(freeze.minus(since(frozenAt)));
      wake(owner.id());

      assertHalts(owner, BUSY);
      assertThat(near.client().awaitEnd(BUSY)).isEqualTo("1006 ");
      assertThat(near.client().heard()).isEqualTo(heardBefore);
      assertThat(waiting).failsWithin(BUSY);
      rebuilt.prove("after");
      assertIsAlone(cluster.session(entry, "room"), rebuilt);
    }
  }

  private static LooseMember rebuild(LooseCluster cluster, Master entry, LooseMember before)
      throws Exception {
    assertThat(cluster.create(entry, "room")).isEqualTo(200);
    LooseMember rebuilt = cluster.join(entry, "room");
    assertThat(rebuilt.life()).isNotEqualTo(before.life());
    assertThat(rebuilt.joined().get("value")).isEmpty();
    return rebuilt;
  }

  /** The woken owner has added nobody to the new life, and has not ended it. */
  private static void assertIsAlone(JsonNode session, LooseMember member) {
    assertThat(session.get("connections").get("content"))
        .extracting(connection -> connection.get("connectionId").asString())
        .containsExactly(member.con());
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(Ticker.system().nanos() - nanos);
  }
}
