package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.MemberEvent.Change;
import io.drillmaster.history.MemberEvent.Verdict;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.SocketEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** T6: a resume that is acknowledged and not served. */
class HollowResumesTest {

  /** m1, the entry of p1, crashes at zero; p1 resumes at 1.05 and asks for service in vain. */
  static Histories hollow() {
    Histories histories =
        alone().join(-19, "p2", "s1", "c2", 3, "m3", "c1").proofs(-18, 40, 5, "p2", "s1", "c2", 3);
    return unserved(histories);
  }

  private static Histories alone() {
    return new Histories()
        .cluster()
        .join(-20, "p1", "s1", "c1", 3, "m1")
        .owns(-18, "m2", "s1", 100)
        .list(-17, Histories.view("s1", 100, "media_1", "c1"))
        .proofs(-18, -3, 5, "p1", "s1", "c1", 3);
  }

  private static Histories unserved(Histories histories) {
    histories.crash(0, "m1").lost(0.1, "p1", "s1").resume(1, "p1", "s1", "c1", 3, "m3");
    for (int i = 0; i < 9; i++) {
      histories.unanswered(1.1 + i, "p1", "s1", "c1", 3);
    }
    return histories;
  }

  static Histories closed(Histories histories, double at) {
    return histories
        .closed(at, "p1", "s1", SocketEvent.By.PEER, false, "")
        .told(at + 0.3, "p1", "s1", "c1", 3, Verdict.NETWORK_DISCONNECT)
        .enter(at + 0.4, "p1", "s1", "c3", 3, "m3", "c2");
  }

  private static io.drillmaster.check.Verdict judged(Histories histories) {
    return histories.verdict(Checks.TOLD_THE_TRUTH);
  }

  static Histories evicted(Histories histories, double at) {
    return histories.noticed(at, "p2", "s1", "c2", Change.LEFT, "c1", "");
  }

  @Test
  void passesAfterAnEvictionByNotificationThatTheServerEndsByClosing() {
    assertThat(judged(closed(evicted(hollow(), 0.4), 10.4)).result()).isEqualTo(Result.PASS);
  }

  @Test
  void passesAnEvictionThatOnlyAWebhookTells() {
    Histories told =
        hollow()
            .add(
                new ProbeEvent.Webhook(
                    Histories.nanos(0.5),
                    0,
                    "participantLeft",
                    "s1",
                    "",
                    "c1",
                    null,
                    "",
                    "",
                    List.of()));
    assertThat(judged(closed(told, 10.4)).result()).isEqualTo(Result.PASS);
  }

  @Test
  void failsWhenNobodyWasToldOfAnEviction() {
    assertThat(judged(closed(hollow(), 10.4)).counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p1 resumed c1 at +1.050 s, which was acknowledged, but was not served by"
                + " +10.400 s; hollow, closed by the server, and nobody was told that it left");
  }

  /** The entry is frozen before the server closes the socket: the close cannot pass. */
  private static Histories frozenMeanwhile() {
    return evicted(hollow(), 0.4)
        .fault(7, "freeze-2", FaultKind.FREEZE, Role.MASTER, "m3", Signature.SILENT);
  }

  @Test
  void theWaitForTheCloseBeginsAnewAtAFaultThatStrikesMeanwhile() {
    Histories late =
        frozenMeanwhile()
            .closed(16.1, "p1", "s1", SocketEvent.By.SELF, false, "")
            .proof(39, "p2", "s1", "c2", 3);
    assertThat(judged(late).result()).isNotEqualTo(Result.FAIL);
    assertThat(
            judged(frozenMeanwhile().proof(39, "p2", "s1", "c2", 3))
                .counterexample()
                .orElseThrow()
                .sentence())
        .endsWith("was not served by +22.020 s; hollow, nor was the socket closed");
  }

  @Test
  void failsWhenTheServerDoesNotCloseTheSocketOfTheEvicted() {
    assertThat(
            judged(evicted(hollow(), 0.4).proof(39, "p2", "s1", "c2", 3))
                .counterexample()
                .orElseThrow()
                .sentence())
        .isEqualTo(
            "session s1: p1 resumed c1 at +1.050 s, which was acknowledged, but was not served by"
                + " +16.050 s; hollow, nor was the socket closed");
  }

  @Test
  void isNotJudgedWhenNobodyWasLeftToSeeTheEviction() {
    io.drillmaster.check.Verdict verdict = judged(closed(unserved(alone()), 10.4));
    assertThat(verdict.counterexamples()).isEmpty();
    assertThat(verdict.findings())
        .containsExactly(
            "1 hollow resumes without anybody left to see the eviction, not judged; 0 were"
                + " explained");
  }

  @Test
  void passesWhoIsServedAfterAWhile() {
    assertThat(judged(hollow().proofs(15, 40, 5, "p1", "s1", "c1", 3)).counterexamples()).isEmpty();
  }

  @Test
  void passesWhenTheLifeCrashedMeanwhile() {
    assertThat(
            judged(hollow().told(6, "p1", "s1", "c1", 3, Verdict.NETWORK_DISCONNECT))
                .counterexamples())
        .isEmpty();
  }

  @Test
  void isNotJudgedWhileTheHarnessWasUnfit() {
    Histories unfit = hollow().fitness(5, "worker-1", 5, 0).fitness(6, "worker-1", 900, 0);
    assertThat(judged(closed(unfit, 10.4)).counterexamples()).isEmpty();
  }
}
