package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.MemberEvent.Verdict;
import org.junit.jupiter.api.Test;

/** T7 and the stoic canary: crashes told to those of a life that cannot have crashed. */
class LateNoticesTest {

  /** The owner m2 crashes at zero; both members are told, and rebuild on m3 as life 4. */
  static Histories rebuilt() {
    return new Histories()
        .cluster()
        .join(-20, "p1", "s1", "c1", 3, "m1")
        .join(-19, "p2", "s1", "c2", 3, "m3", "c1")
        .proof(-3, "p1", "s1", "c1", 3)
        .proof(-3, "p2", "s1", "c2", 3)
        .crash(0, "m2")
        .gone(0.02, "m2")
        .told(5, "p1", "s1", "c1", 3, Verdict.NODE_CRASHED)
        .told(5.1, "p2", "s1", "c2", 3, Verdict.NODE_CRASHED)
        .enter(5.3, "p1", "s1", "c3", 4, "m1")
        .enter(5.4, "p2", "s1", "c4", 4, "m3", "c3")
        .proof(6, "p1", "s1", "c3", 4)
        .proof(6, "p2", "s1", "c4", 4);
  }

  static Histories kicked(Histories histories) {
    return histories
        .told(9, "p1", "s1", "c3", 4, Verdict.NODE_CRASHED)
        .told(9.1, "p2", "s1", "c4", 4, Verdict.NODE_CRASHED)
        .enter(9.3, "p1", "s1", "c5", 5, "m1")
        .enter(9.4, "p2", "s1", "c6", 5, "m3", "c5");
  }

  private static io.drillmaster.check.Verdict judged(Histories histories) {
    return histories.verdict(Checks.TOLD_THE_TRUTH);
  }

  @Test
  void failsANoticeToThoseWhoHaveAlreadyRebuilt() {
    io.drillmaster.check.Verdict verdict = judged(kicked(rebuilt()));
    assertThat(verdict.counterexampleCount()).isEqualTo(2);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p1 was told nodeCrashed about life 4 at +9.000 s, but that life began at"
                + " +5.330 s, after the last fault on any master that could own it");
  }

  @Test
  void passesTheFirstNotice() {
    assertThat(judged(rebuilt()).result()).isEqualTo(Result.PASS);
  }

  @Test
  void passesWhenAnotherMasterCrashedMeanwhile() {
    Histories second =
        rebuilt().fault(7, "crash-2", FaultKind.CRASH, Role.MASTER, "m3", Signature.CUT);
    assertThat(judged(kicked(second)).result()).isEqualTo(Result.PASS);
  }

  @Test
  void passesWhenItsOwnerEndedByItself() {
    Histories owned =
        rebuilt()
            .owns(7, "m3", "s1", 200)
            .list(8, Histories.view("s1", 200, "media_1", "c3", "c4"))
            .gone(20, "m3");
    assertThat(judged(kicked(owned)).result()).isEqualTo(Result.PASS);
  }

  @Test
  void isUnknownWhenAMasterEndedByItselfThatMayHaveBeenItsOwner() {
    io.drillmaster.check.Verdict verdict = judged(kicked(rebuilt().gone(20, "m3")));
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo(
            "2 nodeCrashed concern lives of unknown place, while a node ended that may or may not"
                + " have been it; let nodes be probed");
  }

  @Test
  void passesWhenItsMediaNodeEndedByItself() {
    assertThat(judged(kicked(placedOn("media_1"))).result()).isEqualTo(Result.PASS);
  }

  @Test
  void failsWhenAMediaNodeEndedThatTheLifeWasNotOn() {
    assertThat(judged(kicked(placedOn("media_2"))).result()).isEqualTo(Result.FAIL);
  }

  /** The second life is seen on this media node; the other one ends. */
  private static Histories placedOn(String mediaNode) {
    return rebuilt()
        .owns(7, "m3", "s1", 200)
        .list(8, Histories.view("s1", 200, mediaNode, "c3", "c4"))
        .mediaNodeGone(8.5, "k1");
  }

  @Test
  void failsWhenAMasterEndedThatDidNotOwnTheLife() {
    Histories owned =
        rebuilt()
            .owns(7, "m1", "s1", 200)
            .list(8, Histories.view("s1", 200, "media_1", "c3", "c4"))
            .gone(20, "m3");
    assertThat(judged(kicked(owned)).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void passesWhileAnotherNodeIsFrozen() {
    Histories frozen =
        rebuilt().fault(2, "freeze-1", FaultKind.FREEZE, Role.MASTER, "m3", Signature.SILENT);
    assertThat(judged(kicked(frozen)).result()).isEqualTo(Result.PASS);
  }

  @Test
  void saysNothingWhereMastersAreNotKnown() {
    Histories unknown =
        new Histories()
            .join(-20, "p1", "s1", "c1", 3, "")
            .proof(-3, "p1", "s1", "c1", 3)
            .told(5, "p1", "s1", "c1", 3, Verdict.NODE_CRASHED);
    assertThat(judged(unknown).counterexamples()).isEmpty();
  }

  @Test
  void aStoicCanaryBearsWitnessWhenTheWholeRoomWasKicked() {
    Histories histories =
        rebuilt()
            .writer("prober")
            .join(7, "stoic-1", "s1", "c9", 4, "m3", "c3", "c4")
            .proofs(7.1, 20, 5, "stoic-1", "s1", "c9", 4)
            .writer("worker-1");
    assertThat(judged(kicked(histories)).counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p2 was told nodeCrashed about life 4 at +9.100 s, yet stoic-1 was served"
                + " on it by a request begun at +17.100 s");
  }

  @Test
  void nothingIsOwedToAStoicCanary() {
    Histories histories =
        rebuilt()
            .writer("prober")
            .join(-10, "stoic-1", "s1", "c9", 3, "m3", "c1", "c2")
            .proofs(-9, -1, 5, "stoic-1", "s1", "c9", 3);
    for (int i = 0; i < 20; i++) {
      histories.unanswered(1 + i, "stoic-1", "s1", "c9", 3);
    }
    histories
        .told(5.2, "stoic-1", "s1", "c9", 3, Verdict.NODE_CRASHED)
        .lost(25, "stoic-1", "s1")
        .writer("worker-1")
        .proofs(7, 80, 5, "p1", "s1", "c3", 4)
        .proofs(7, 80, 5, "p2", "s1", "c4", 4)
        .phase(80, io.drillmaster.history.HarnessEvent.Phase.LEAVE);
    assertThat(histories.verdict(Checks.EVERYONE_RECONNECTED).figure())
        .isEqualTo("2 of 2 hit are back");
    assertThat(histories.progress().recovered(Histories.nanos(80))).isTrue();
  }
}
