package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.ProbeEvent;
import org.junit.jupiter.api.Test;

class CleanEndTest {

  /** What {@link #left} says, and enough lists of media nodes. */
  static Histories run() {
    return mediaNodes(left(), 2, 7);
  }

  /** p1 leaves at zero; all three masters are asked. */
  private static Histories left() {
    Histories histories =
        new Histories()
            .cluster()
            .join(-20, "p1", "s1", "c1", 1, "m1")
            .phase(0, Phase.STEADY)
            .phase(0, Phase.LEAVE)
            .leave(0, "p1", "s1");
    for (int i = 1; i <= 3; i++) {
      histories.owns(2, "m" + i);
    }
    return histories;
  }

  static Histories lists(
      Histories histories, double from, int count, ProbeEvent.SessionView... views) {
    for (int i = 0; i < count; i++) {
      histories.list(from + i * 0.1, views);
    }
    return histories;
  }

  static Histories mediaNodes(Histories histories, double from, int count, String... sessions) {
    for (int i = 0; i < count; i++) {
      histories.mediaNodes(from + i * 0.1, "media_1", sessions);
    }
    return histories;
  }

  private static Verdict judged(Histories histories) {
    return histories.verdict(Checks.CLEAN_END);
  }

  private static String counterexample(Histories histories) {
    assertThat(judged(histories).result()).isEqualTo(Result.FAIL);
    return judged(histories).counterexample().orElseThrow().sentence();
  }

  @Test
  void passesWhenNothingIsLeft() {
    Verdict verdict =
        judged(lists(run(), 1, 7).store(3, "ov:life", 1, 1).store(3, "ov:media:node", 2, 0));
    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure())
        .isEqualTo(
            "7 lists after the leave, 7 without a session in a row, 7 of media nodes, and 3 masters"
                + " say so too");
    assertThat(verdict.evidence()).isEqualTo("3 keys in the store");
    assertThat(verdict.findings()).isEmpty();
  }

  @Test
  void aSessionMayStayForAsLongAsASilentMemberWould() {
    Histories histories = lists(run(), 1, 3, Histories.view("s1", 100, "media_1"));
    assertThat(judged(lists(histories, 26, 7)).result()).isEqualTo(Result.PASS);
  }

  @Test
  void aListAskedForInTheLastMomentAllowedMayStillShowIt() {
    Histories histories = lists(run(), 27.03, 1, Histories.view("s1", 100, "media_1"));
    assertThat(judged(lists(histories, 28, 7)).result()).isEqualTo(Result.PASS);
    histories = lists(run(), 27.031, 1, Histories.view("s1", 100, "media_1"));
    assertThat(judged(lists(histories, 28, 7)).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void failsWhenItIsStillThereLongAfterTheHostWasUnfit() {
    Histories histories = lists(run(), 27.2, 1, Histories.view("s1", 100, "media_1")).busy(10);
    assertThat(counterexample(lists(histories, 60, 1, Histories.view("s1", 100, "media_1"))))
        .contains("but at +59.990 s the session list shows it");
  }

  @Test
  void failsWhenTheListKeepsASession() {
    Histories histories = lists(run(), 27.2, 1, Histories.view("s1", 100, "media_1"));
    assertThat(counterexample(histories))
        .isEqualTo(
            "session s1: everybody had left or was gone at +0.020 s, but at +27.190 s the session"
                + " list shows it; 27.0 s are allowed");
  }

  @Test
  void failsWhenAMasterOrAMediaNodeKeepsIt() {
    assertThat(counterexample(lists(run(), 1, 7).owns(30, "m2", "s1", 100)))
        .contains("at +29.990 s m2 says it owns it");
    assertThat(counterexample(lists(run(), 1, 7).mediaNodes(30, "media_1", "s1")))
        .contains("at +29.990 s media_1 still hosts it");
  }

  @Test
  void failsWhenTheStoreKeepsWhatIsNotOfTheRegistry() {
    assertThat(counterexample(lists(run(), 1, 7).store(3, "ov:sess", 2, 0)))
        .isEqualTo(
            "at +3.000 s, when everybody had left, the store kept of its keys ov:sess 2 that should"
                + " be gone, e.g. ov:sess:x");
    assertThat(counterexample(lists(run(), 1, 7).store(3, "ov:life", 5, 4)))
        .contains("ov:life 1 that never expire");
  }

  @Test
  void aSessionThatNobodyJoinedIsTheHarnessesToDelete() {
    Histories histories = lists(run(), 30, 7, Histories.view("s2", 100, "media_1"));
    histories.add(
        new MemberEvent.Intends(Histories.nanos(-3), "p2", "s2", MemberEvent.Intention.JOIN));
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
    assertThat(judged(histories).findings())
        .contains("never joined: 1 sessions were left for the harness to delete, e.g. s2");
  }

  @Test
  void soIsOneThatNobodyJoinedAfterItWasMadeAgain() {
    Histories histories = lists(run(), 30, 7, Histories.view("s1", 100, "media_1"));
    assertThat(judged(histories).result()).isEqualTo(Result.FAIL);
    Histories again = run().rest(-0.5, "p1", "s1", Kind.CREATE_SESSION, 200);
    assertThat(judged(lists(again, 30, 7, Histories.view("s1", 100, "media_1"))).result())
        .isEqualTo(Result.PASS);
  }

  /** A gateway gave up a creation, which another attempt then made; p1 joined that and left. */
  private static Histories createdUnasked() {
    return lists(run(), -10, 1, Histories.view("s1", 100, "media_1", "c1"))
        .rest(-19, "p1", "s1", Kind.CREATE_SESSION, 504);
  }

  @Test
  void soIsOneThatARequestGivenUpMadeAfterAllHadLeft() {
    Histories histories = lists(createdUnasked(), 30, 7, Histories.view("s1", 200, null));
    assertThat(judged(histories.owns(31, "m2", "s1", 200)).result()).isEqualTo(Result.PASS);
    assertThat(judged(histories).findings())
        .contains("never joined: 1 sessions were left for the harness to delete, e.g. s1");
  }

  @Test
  void butNotTheOneThatWasJoinedBeforeThat() {
    Histories histories = lists(createdUnasked(), 30, 7, Histories.view("s1", 100, "media_1"));
    assertThat(counterexample(histories)).contains("but at +29.990 s the session list shows it");
    assertThat(counterexample(lists(createdUnasked(), 1, 7).owns(30, "m2", "s1", 100)))
        .contains("at +29.990 s m2 says it owns it");
    assertThat(counterexample(lists(createdUnasked(), 1, 7).mediaNodes(30, "media_1", "s1")))
        .contains("media_1 still hosts it");
  }

  @Test
  void norOneMadeTwiceWithoutDoubt() {
    assertThat(counterexample(lists(run(), 30, 7, Histories.view("s1", 200, null))))
        .contains("the session list shows it");
  }

  @Test
  void sessionsOfOthersMayGoOn() {
    Histories histories = lists(run(), 30, 7, Histories.view("theirs", 100, "media_1"));
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void isUnknownWithTooFewReads() {
    assertThat(judged(lists(run(), 1, 6)).reason())
        .isEqualTo(
            "after the leave 6 lists of sessions in a row were empty, 7 are needed; let the run end"
                + " by itself");
  }

  @Test
  void failsWhenOneMasterOfTwoStillNamesItOnAMediaNode() {
    Histories histories = run();
    for (int i = 0; i < 7; i++) {
      mediaNodes(mediaNodes(histories, 27.1 + i * 0.2, 1), 27.2 + i * 0.2, 1, "s1");
    }
    assertThat(counterexample(lists(histories, 1, 7)))
        .contains("at +27.190 s media_1 still hosts it");
  }

  @Test
  void isUnknownWhenOneMasterMayStillHaveNamedItOnAMediaNode() {
    Histories histories = lists(left(), 1, 7);
    for (int i = 0; i < 7; i++) {
      mediaNodes(mediaNodes(histories, 2 + i * 0.2, 1), 2.1 + i * 0.2, 1, "s1");
    }
    assertThat(judged(histories).reason())
        .isEqualTo(
            "after the leave 1 lists of media nodes in a row were empty, 7 are needed; let the run"
                + " end by itself");
  }

  @Test
  void isUnknownWhenAMasterWasNotAsked() {
    Histories histories =
        lists(new Histories().cluster().phase(0, Phase.LEAVE).owns(1, "m1"), 1, 7);
    assertThat(judged(mediaNodes(histories, 1, 7)).reason())
        .isEqualTo(
            "m2, m3 did not say what it owns after the leave; let the prober reach every master");
  }

  /** m3 is under a fault from before the leave on; the others say that they own nothing. */
  private static Histories withoutM3(FaultKind kind) {
    Histories histories =
        new Histories()
            .cluster()
            .join(-20, "p1", "s1", "c1", 1, "m1")
            .fault(-10, "fault-1", kind, Role.MASTER, "m3", Signature.SILENT)
            .phase(0, Phase.LEAVE)
            .leave(0, "p1", "s1")
            .owns(2, "m1")
            .owns(2, "m2");
    return mediaNodes(lists(histories, 1, 7), 2, 7);
  }

  @Test
  void aMasterThatVanishedNeedNotBeAsked() {
    Verdict verdict = judged(withoutM3(FaultKind.VANISH));
    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.figure()).endsWith("and 2 masters say so too");
    assertThat(judged(withoutM3(FaultKind.FREEZE)).reason())
        .isEqualTo(
            "m3 did not say what it owns after the leave; let the prober reach every master");
  }

  @Test
  void isUnknownWhenTheRunWasStoppedBeforeAnybodyLeft() {
    Histories histories =
        new Histories()
            .cluster()
            .join(-20, "p1", "s1", "c1", 1, "m1")
            .phase(0, Phase.ABORTED)
            .store(3, "ov:life", 5, 4);
    assertThat(judged(lists(histories, 30, 7, Histories.view("s1", 100, "media_1"))).reason())
        .isEqualTo("nobody left before the run ended; let it end by itself");
  }

  @Test
  void isUnknownOnAnEmptyHistory() {
    assertThat(judged(new Histories()).reason())
        .isEqualTo("nobody left before the run ended; let it end by itself");
  }
}
