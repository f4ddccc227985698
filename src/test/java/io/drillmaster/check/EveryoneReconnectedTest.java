package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.SocketEvent;
import org.junit.jupiter.api.Test;

class EveryoneReconnectedTest {

  /** Two members of a session owned by m2; p1 entered by m1, p2 by m3. */
  static Histories room() {
    return new Histories()
        .cluster()
        .join(-20, "p1", "s1", "c1", 3, "m1")
        .join(-19, "p2", "s1", "c2", 3, "m3", "c1")
        .owns(-18, "m2", "s1", 100)
        .list(-17, Histories.view("s1", 100, "media_1", "c1", "c2"))
        .proofs(-18, -3, 5, "p1", "s1", "c1", 3)
        .proofs(-18, -3, 5, "p2", "s1", "c2", 3);
  }

  /** That room when m1 crashed at zero and cut p1 off. */
  static Histories p1CutOff() {
    return room().crash(0, "m1").lost(0.1, "p1", "s1");
  }

  /** Of a load told to leave at the end; p2 was served until then. */
  private static Verdict judgedAt(double end, Histories histories) {
    return judged(histories.proofs(2, end, 5, "p2", "s1", "c2", 3).phase(end, Phase.LEAVE));
  }

  private static Verdict judged(Histories histories) {
    return histories.verdict(Checks.EVERYONE_RECONNECTED);
  }

  @Test
  void passesWhenTheOnlyOneHitResumesInTimeAndHolds() {
    Verdict verdict =
        judgedAt(
            30,
            p1CutOff()
                .refused(0.2, "p1", "s1", 502)
                .resume(3.2, "p1", "s1", "c1", 3, "m3")
                .proofs(3.3, 30, 5, "p1", "s1", "c1", 3));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("1 of 1 hit are back");
    assertThat(verdict.evidence()).isEqualTo("1 resumed, 0 rejoined, 0 rebuilt");
  }

  @Test
  void tellsTheThreeWaysBackApart() {
    Histories histories =
        room()
            .join(-18, "p3", "s1", "c5", 3, "m2", "c1", "c2")
            .proof(-3, "p3", "s1", "c5", 3)
            .crash(0, "m2")
            .lost(0.1, "p3", "s1")
            .told(5, "p1", "s1", "c1", 3, MemberEvent.Verdict.NODE_CRASHED)
            .enter(5.2, "p1", "s1", "c6", 4, "m1")
            .proofs(5.3, 40, 5, "p1", "s1", "c6", 4)
            .resume(5.4, "p2", "s1", "c2", 3, "m3")
            .proof(5.5, "p2", "s1", "c2", 3)
            .proofs(10, 40, 5, "p2", "s1", "c2", 3)
            .told(6, "p3", "s1", "c5", 3, MemberEvent.Verdict.NETWORK_DISCONNECT)
            .enter(6.2, "p3", "s1", "c7", 3, "m3")
            .proofs(6.3, 40, 5, "p3", "s1", "c7", 3)
            .phase(40, Phase.LEAVE);
    assertThat(judged(histories).evidence()).isEqualTo("1 resumed, 1 rejoined, 1 rebuilt");
  }

  @Test
  void doesNotTakeConnectOrTheUpgradeForService() {
    Verdict verdict = judgedAt(60, p1CutOff().resume(0.2, "p1", "s1", "c1", 3, "m3"));
    assertThat(verdict.result()).isEqualTo(Result.FAIL);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p1 lost its socket at +0.100 s, last served at -2.998 s; hollow: not"
                + " served by +60.000 s, 60.0 s after the outage began (LIMIT 30.0 s)");
  }

  @Test
  void failsWhoNeverComesBack() {
    Verdict verdict = judgedAt(60, p1CutOff());
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p1 lost its socket at +0.100 s, last served at -2.998 s; stuck, never"
                + " told, never served: not served by +60.000 s, 60.0 s after the outage began"
                + " (LIMIT 30.0 s)");
    assertThat(verdict.counterexampleCount()).isEqualTo(1);
  }

  @Test
  void failsWhoComesBackTooLate() {
    Verdict verdict =
        judgedAt(
            60,
            p1CutOff()
                .resume(31, "p1", "s1", "c1", 3, "m3")
                .proofs(31.1, 60, 5, "p1", "s1", "c1", 3));
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p1 lost its socket at +0.100 s, last served at -2.998 s; late: served"
                + " again only at +31.102 s, 31.1 s after the outage began (LIMIT 30.0 s)");
  }

  @Test
  void seesTheSessionThatDiedBehindALiveSocket() {
    Histories histories = room().crash(0, "m2");
    for (int i = 0; i < 12; i++) {
      histories.unanswered(2 + 5 * i, "p1", "s1", "c1", 3);
    }
    Verdict verdict = judgedAt(60, histories);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .startsWith(
            "session s1: p1 got no proof back at +17.000 s, last served at -2.998 s; stuck");
  }

  @Test
  void aRoomMateToldOfTheCrashOpensTheObligationOfTheSilentOne() {
    Verdict verdict =
        judged(
            room()
                .crash(0, "m2")
                .told(5, "p1", "s1", "c1", 3, MemberEvent.Verdict.NODE_CRASHED)
                .enter(5.2, "p1", "s1", "c6", 4, "m1")
                .proofs(5.3, 60, 5, "p1", "s1", "c6", 4)
                .phase(60, Phase.LEAVE));
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .startsWith("session s1: p2 had its room told of a crash at +5.000 s");
  }

  @Test
  void aRelapseWithinHoldIsTheSameObligation() {
    Histories histories =
        p1CutOff()
            .resume(1, "p1", "s1", "c1", 3, "m3")
            .proof(1.1, "p1", "s1", "c1", 3)
            .lost(10, "p1", "s1");
    assertThat(judgedAt(60, histories).counterexample().orElseThrow().sentence())
        .contains("60.0 s after the outage began");
  }

  @Test
  void namesWhoFlapsAndTheOthersWhoDoNotComeBack() {
    Histories histories =
        p1CutOff()
            .resume(1, "p1", "s1", "c1", 3, "m3")
            .proof(1.1, "p1", "s1", "c1", 3)
            .lost(10, "p1", "s1")
            .resume(11, "p1", "s1", "c1", 3, "m3");
    Verdict verdict = judgedAt(60, histories);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .contains("flapping: not served by +60.000 s");
    assertThat(verdict.findings())
        .contains(
            "not back: 1 flapping",
            "flapping: 1 were back, lost service again and came back again");
  }

  @Test
  void aLossAfterHoldIsANewObligation() {
    Histories histories =
        p1CutOff()
            .resume(1, "p1", "s1", "c1", 3, "m3")
            .proofs(1.1, 17.2, 4, "p1", "s1", "c1", 3)
            .lost(20, "p1", "s1")
            .resume(21, "p1", "s1", "c1", 3, "m3")
            .proofs(21.1, 60, 5, "p1", "s1", "c1", 3);
    assertThat(judgedAt(60, histories).figure()).isEqualTo("2 of 2 hit are back");
  }

  @Test
  void aLossWithinHoldOfAnotherFaultIsANewObligation() {
    Histories histories =
        p1CutOff()
            .resume(1, "p1", "s1", "c1", 3, "m3")
            .proof(1.1, "p1", "s1", "c1", 3)
            .fault(5, "crash-2", FaultKind.CRASH, Role.MASTER, "m3", Signature.CUT)
            .lost(5.1, "p1", "s1")
            .resume(6, "p1", "s1", "c1", 3, "m2")
            .proofs(6.1, 60, 5, "p1", "s1", "c1", 3);
    Verdict verdict = judgedAt(60, histories);
    assertThat(verdict.figure()).isEqualTo("2 of 2 hit are back");
    assertThat(verdict.findings()).isEmpty();
  }

  @Test
  void isUnknownWhenNothingProvesThatItHeld() {
    Histories histories =
        p1CutOff().resume(1, "p1", "s1", "c1", 3, "m3").proof(1.1, "p1", "s1", "c1", 3);
    histories.unanswered(6.1, "p1", "s1", "c1", 3);
    Verdict verdict = judgedAt(20, histories);
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo(
            "1 were back for less than 16.0 s when the run ended (p1); end with steady: settled");
  }

  @Test
  void isUnknownWhenTheRunEndsBeforeTheLimit() {
    Verdict verdict = judgedAt(20, p1CutOff());
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo(
            "1 still out when the run ended before their LIMIT of 30.0 s (p1); let it run longer");
  }

  @Test
  void isUnknownWhenTheRunEndsBeforeItHeld() {
    Verdict verdict =
        judged(
            p1CutOff()
                .resume(1, "p1", "s1", "c1", 3, "m3")
                .proof(1.1, "p1", "s1", "c1", 3)
                .proof(9, "p1", "s1", "c1", 3)
                .phase(10, Phase.LEAVE));
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason()).startsWith("1 were back for less than 16.0 s");
  }

  @Test
  void holdsWhenWatchedForHoldAndProvenAProofIntervalBeforeItsEnd() {
    Histories histories =
        p1CutOff()
            .resume(1, "p1", "s1", "c1", 3, "m3")
            .proof(1.1, "p1", "s1", "c1", 3)
            .proof(6, "p1", "s1", "c1", 3)
            .proof(10.6, "p1", "s1", "c1", 3);
    assertThat(judgedAt(1.102 + 16, histories).reason()).isEmpty();
  }

  @Test
  void tellsWhoLeftByItsPolicyAfterItWasTold() {
    Verdict verdict =
        judgedAt(
            60,
            p1CutOff()
                .told(10.5, "p1", "s1", "c1", 3, MemberEvent.Verdict.NETWORK_DISCONNECT)
                .leave(11, "p1", "s1"));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("0 of 1 hit are back");
    assertThat(verdict.findings()).containsExactly("gone: 1 left by their policy after being told");
  }

  @Test
  void countsServiceableTimeOnly() {
    assertThat(
            judged(
                    room()
                        .fault(0, "store", FaultKind.CRASH, Role.STORE, "r1", Signature.CUT)
                        .lost(0.1, "p1", "s1")
                        .lost(0.1, "p2", "s1")
                        .healed(25, "store", "r1")
                        .resume(45, "p1", "s1", "c1", 3, "m3")
                        .resume(45, "p2", "s1", "c2", 3, "m3")
                        .proofs(45.1, 70, 5, "p1", "s1", "c1", 3)
                        .proofs(45.1, 70, 5, "p2", "s1", "c2", 3)
                        .phase(70, Phase.LEAVE))
                .result())
        .isEqualTo(Result.PASS);
  }

  @Test
  void isUnknownWhereItIsLateByNoMoreThanTheHarnessWasUnfit() {
    Histories late =
        p1CutOff()
            .resume(31, "p1", "s1", "c1", 3, "m3")
            .proofs(31.1, 60, 5, "p1", "s1", "c1", 3)
            .fitness(5, "worker-1", 5, 0)
            .fitness(6, "worker-1", 900, 0);
    assertThat(judgedAt(60, late).reason())
        .isEqualTo(
            "1 late recovery fell into a time in which no clock is sure (event loop 900 ms late,"
                + " +5.000 s to +6.000 s); use a quieter or larger machine");
    Histories later =
        p1CutOff()
            .resume(40, "p1", "s1", "c1", 3, "m3")
            .proofs(40.1, 60, 5, "p1", "s1", "c1", 3)
            .fitness(5, "worker-1", 5, 0)
            .fitness(6, "worker-1", 900, 0);
    assertThat(judgedAt(60, later).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void tellsWhoNeverJoined() {
    Histories histories =
        room()
            .add(
                new MemberEvent.Intends(
                    Histories.nanos(-10), "p9", "s1", MemberEvent.Intention.JOIN))
            .crash(0, "m3")
            .phase(60, Phase.LEAVE);
    assertThat(judged(histories).findings())
        .containsExactly("never joined: 1 meant to be in and were never served");
  }

  @Test
  void doesNotCountWhoMeantToLeave() {
    Verdict verdict = judged(room().crash(0, "m3").leave(-1, "p1", "s1").phase(60, Phase.LEAVE));
    assertThat(verdict.figure()).isEqualTo("0 of 0 hit are back");
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
  }

  @Test
  void doesNotBlameTheClusterForPingsThatWeSentLate() {
    Verdict verdict =
        judged(
            room()
                .crash(0, "m3")
                .add(
                    new SocketEvent.Closed(
                        Histories.nanos(1),
                        "p1",
                        "s1",
                        1,
                        SocketEvent.By.PEER,
                        SocketEvent.Ending.FRAME,
                        false,
                        1000,
                        "Close for not receive ping from client",
                        Histories.nanos(0.9),
                        Histories.nanos(-17),
                        Histories.nanos(-16.9),
                        0))
                .phase(60, Phase.LEAVE));
    assertThat(verdict.findings()).contains("not judged: 1 outages of our own making");
    assertThat(verdict.figure()).isEqualTo("0 of 0 hit are back");
    assertThat(verdict.counterexamples()).isEmpty();
  }

  @Test
  void owesNothingOnceTheLoadWasToldToLeave() {
    Verdict verdict = judged(room().crash(0, "m3").phase(10, Phase.LEAVE).lost(10.1, "p1", "s1"));
    assertThat(verdict.figure()).isEqualTo("0 of 0 hit are back");
  }

  @Test
  void isUnknownOnAnEmptyHistory() {
    Verdict verdict = judged(new Histories());
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo("nobody lost service to a fault; inject one that hits somebody");
  }
}
