package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.SignalEvent.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurvivorsServeTest {

  /** m1, which owns s1, crashes at zero and is replaced at six seconds. */
  static Histories crash() {
    return broken().healed(6, "crash-1", "m1").phase(40, Phase.LEAVE);
  }

  /** m1, which owns s1, crashes at zero; p2 and p3 of s2 depend on nothing of it. */
  static Histories broken() {
    return new Histories()
        .cluster()
        .rest(-21, "p1", "s1", Kind.CREATE_SESSION, 200)
        .join(-20, "p1", "s1", "c1", 1, "m2")
        .owns(-15, "m1", "s1", 100)
        .proofs(-19, 0, 5, "p1", "s1", "c1", 1)
        .join(-20, "p2", "s2", "c2", 1, "m2")
        .join(-19, "p3", "s2", "c3", 1, "m3", "c2")
        .owns(-15, "m3", "s2", 100)
        .proofs(-18, 29, 5, "p2", "s2", "c2", 1)
        .proofs(-18, 29, 5, "p3", "s2", "c3", 1)
        .crash(0, "m1");
  }

  /** A new session, asked for at one second. */
  static Histories newSession(Histories histories) {
    return histories
        .rest(1, "n1", "new", Kind.CREATE_SESSION, 502)
        .rest(1.5, "n1", "new", Kind.CREATE_SESSION, 200)
        .rest(1.6, "n1", "new", Kind.CREATE_CONNECTION, 200);
  }

  /** The lost session, asked for at one second too. */
  static Histories lostOwner(Histories histories) {
    return histories
        .rest(1, "p1", "s1", Kind.CREATE_CONNECTION, 503)
        .rest(4.9, "p1", "s1", Kind.CREATE_CONNECTION, 404)
        .rest(5, "p1", "s1", Kind.CREATE_SESSION, 200)
        .rest(5.1, "p1", "s1", Kind.CREATE_CONNECTION, 200);
  }

  static Histories reads(Histories histories) {
    return histories.readFailed(1, "GET /sessions", 503).list(6).health(2, true);
  }

  static Histories signal(Histories histories, double at, double receivedAt) {
    long seq = histories.sent(at, "p2", "s2", "c2", 1, Purpose.ROOM);
    return histories.receivedLate(receivedAt, receivedAt - at, "p3", "s2", "c3", "p2", "c2", seq);
  }

  private static Verdict judged(Histories histories) {
    return histories.verdict(Checks.SURVIVORS_SERVE);
  }

  private static String counterexample(Histories histories) {
    assertThat(judged(histories).result()).isEqualTo(Result.FAIL);
    return judged(histories).counterexample().orElseThrow().sentence();
  }

  @Test
  void passesWhenAllFourPopulationsAreServedInTime() {
    Verdict verdict = judged(signal(reads(lostOwner(newSession(crash()))), 2, 2.1));
    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure())
        .isEqualTo(
            "1 new sessions (longest 0.6 s), 1 sessions of a lost owner (longest 4.1 s), 2 reads"
                + " (longest 5.0 s), 1 signals of the untouched (longest 0.1 s)");
    assertThat(verdict.evidence()).isEqualTo("0 late, 0 wedged");
  }

  @Test
  void failsWhenANewSessionIsNotServedInTime() {
    Histories histories =
        crash()
            .rest(1, "n1", "new", Kind.CREATE_SESSION, 502)
            .rest(10.3, "n1", "new", Kind.CREATE_SESSION, 200)
            .rest(10.4, "n1", "new", Kind.CREATE_CONNECTION, 200);
    assertThat(counterexample(histories))
        .isEqualTo(
            "session new, new: a connection was first asked for at +1.000 s and granted only at"
                + " +10.410 s, 9.4 s later; 9.2 s are allowed");
  }

  @Test
  void aSessionOfALostOwnerMayWaitForItsDetectionButNotLonger() {
    Histories inTime =
        crash()
            .rest(1, "p1", "s1", Kind.CREATE_CONNECTION, 503)
            .rest(15, "p1", "s1", Kind.CREATE_CONNECTION, 200);
    assertThat(judged(inTime).counterexamples()).isEmpty();
    Histories never = crash().rest(1, "p1", "s1", Kind.CREATE_CONNECTION, 503);
    assertThat(counterexample(never))
        .isEqualTo(
            "session s1, whose owner crash-1 (crash m1) took: a connection was first asked for at"
                + " +1.000 s and not granted by +40.000 s, 39.0 s later; 14.5 s are allowed");
  }

  @Test
  void aSessionFirstAskedForAsTheFaultStrikesIsServedByAnyMaster() {
    Histories histories =
        crash()
            .rest(0, "n1", "new", Kind.CREATE_SESSION, 502)
            .rest(9.3, "n1", "new", Kind.CREATE_CONNECTION, 200);
    assertThat(counterexample(histories)).endsWith("9.3 s later; 9.2 s are allowed");
  }

  /** All four populations are served, and p6 was in a session whose owner nobody tells. */
  private static Histories ownerUntold() {
    return signal(reads(lostOwner(newSession(crash()))), 2, 2.1)
        .join(-20, "p6", "s6", "c6", 1, "m2")
        .proofs(-19, 0, 5, "p6", "s6", "c6", 1)
        .rest(1, "p6", "s6", Kind.CREATE_CONNECTION, 503);
  }

  @Test
  void isUnknownWhenASessionWhoseOwnerIsNotToldIsEnteredTooLateOrNever() {
    String reason =
        "1 sessions were not entered in time, and whether their owner was lost is not known; let"
            + " the target tell owners";
    assertThat(judged(ownerUntold()).reason()).isEqualTo(reason);
    assertThat(judged(ownerUntold().rest(20, "p6", "s6", Kind.CREATE_CONNECTION, 200)).reason())
        .isEqualTo(reason);
    assertThat(judged(ownerUntold().rest(15, "p6", "s6", Kind.CREATE_CONNECTION, 200)).result())
        .isEqualTo(Result.PASS);
  }

  @Test
  void saysNothingOfAnyOtherSessionThatWasThereBefore() {
    Histories histories =
        crash()
            .rest(-5, "p2", "s2", Kind.CREATE_CONNECTION, 200)
            .rest(1, "p2", "s2", Kind.CREATE_CONNECTION, 503);
    assertThat(judged(histories).counterexamples()).isEmpty();
  }

  @Test
  void failsWhenReadsAreNotAnsweredInTime() {
    assertThat(counterexample(crash().readFailed(1, "GET /sessions", 503).list(16)))
        .isEqualTo(
            "GET /sessions, first tried at +0.990 s, was answered only at +16.000 s after 15.0 s;"
                + " 14.5 s are allowed");
    assertThat(counterexample(crash().readFailed(1, "GET /media-nodes", 503)))
        .isEqualTo(
            "GET /media-nodes, first tried at +0.990 s, was not answered by +40.000 s after 39.0 s;"
                + " 9.2 s are allowed");
    assertThat(
            counterexample(
                crash()
                    .rest(1, "n1", "", Kind.REST_READ, 502)
                    .rest(20, "n2", "", Kind.REST_READ, 200)))
        .isEqualTo(
            "a read by n1, first tried at +1.000 s, was not answered by +40.000 s after 39.0 s;"
                + " 9.2 s are allowed");
  }

  private static String figure(Histories histories) {
    return judged(histories).figure();
  }

  @Test
  void countsWhatWasNotServedInTimeWithoutALength() {
    assertThat(figure(crash().readFailed(1, "GET /media-nodes", 503)))
        .isEqualTo("1 reads (longest 0.0 s)");
    assertThat(figure(signal(crash(), 2, 8)))
        .isEqualTo("1 signals of the untouched (longest 0.0 s)");
    assertThat(figure(crash().rest(1, "n1", "new", Kind.CREATE_SESSION, 502)))
        .isEqualTo("1 new sessions (longest 0.0 s)");
  }

  @Test
  void countsWhatMayHaveBeenLateForWantOfCpuWithItsLength() {
    assertThat(figure(crash().readFailed(1, "GET /sessions", 503).list(16).busy(16.2)))
        .isEqualTo("1 reads (longest 15.0 s)");
    assertThat(figure(signal(crash(), 2, 8).fitness(7, "worker-1", 900, 0)))
        .isEqualTo("1 signals of the untouched (longest 6.0 s)");
  }

  @Test
  void aReadOfAnApplicationIsServedOnceItIsAnswered() {
    Verdict verdict = judged(crash().rest(2, "n1", "", Kind.REST_READ, 200));
    assertThat(verdict.counterexamples()).isEmpty();
    assertThat(verdict.figure()).isEqualTo("1 reads (longest 0.0 s)");
  }

  /** A list takes 10 ms. */
  @Test
  void anOutageLastsUntilItIsHealedAndForTheLimitOfALostOwnerAtLeast() {
    String one = "1 reads (longest 0.0 s)";
    String none = "nobody came in an outage";
    assertThat(figure(broken().list(0.01))).isEqualTo(one);
    assertThat(figure(broken().list(0.009))).isEqualTo(none);
    for (Histories healedBefore : List.of(broken(), broken().healed(6, "crash-1", "m1"))) {
      assertThat(figure(healedBefore.list(14.511))).isEqualTo(none);
      assertThat(figure(healedBefore.list(14.51))).isEqualTo(one);
    }
    assertThat(figure(broken().healed(20, "crash-1", "m1").list(20.01))).isEqualTo(one);
    assertThat(figure(broken().healed(20, "crash-1", "m1").list(20.011))).isEqualTo(none);
    for (Histories going : List.of(broken().list(18), signal(broken(), 18, 18.1))) {
      assertThat(figure(going)).isEqualTo(none);
      assertThat(figure(going.healed(20, "crash-1", "m1"))).startsWith("1 ");
    }
  }

  @Test
  void theOutageIsOverWhenTheLoadLeaves() {
    Histories histories = broken().phase(10, Phase.LEAVE).list(10.01);
    assertThat(figure(signal(histories, 20, 20.1))).isEqualTo("nobody came in an outage");
    assertThat(figure(histories.list(10.009))).isEqualTo("1 reads (longest 0.0 s)");
    assertThat(figure(histories.healed(30, "crash-1", "m1"))).isEqualTo("1 reads (longest 0.0 s)");
  }

  @Test
  void whatIsLateInAnOutageFailsAlsoWhenTheHealingIsToldAfterwards() {
    Histories histories =
        broken().readFailed(16, "GET /media-nodes", 503).mediaNodes(28, "media_1");
    assertThat(judged(histories).counterexamples()).isEmpty();
    assertThat(counterexample(histories.healed(30, "crash-1", "m1")))
        .isEqualTo(
            "GET /media-nodes, first tried at +15.990 s, was answered only at +28.000 s after 12.0"
                + " s; 9.2 s are allowed");
  }

  @Test
  void failsWhenASignalOfTheUntouchedIsLate() {
    assertThat(counterexample(signal(crash(), 2, 8)))
        .isEqualTo(
            "session s2: signal 11 of p2, due at +2.000 s, reached p3 only at +8.000 s, though"
                + " neither depended on crash-1 (crash m1); 5.0 s are allowed");
  }

  @Test
  void anUnfitWorkerExcusesALateSignal() {
    Histories histories = signal(crash(), 2, 8).fitness(7, "worker-1", 900, 0);
    assertThat(judged(histories).counterexamples()).isEmpty();
  }

  @Test
  void failsWhenASessionIsWedged() {
    Histories histories = lostOwner(newSession(crash()));
    for (double at = 8; at < 20; at += 1) {
      histories
          .rest(at, "p4", "s9", Kind.CREATE_SESSION, 409)
          .rest(at + 0.5, "p4", "s9", Kind.CREATE_CONNECTION, 503);
    }
    Verdict verdict = judged(histories);
    assertThat(verdict.evidence()).isEqualTo("1 late, 1 wedged");
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s9 is wedged: it exists for creators (409 at +8.010 s), but every connection"
                + " asked for until +18.510 s was answered 503");
  }

  @Test
  void aConflictBetweenTwoCreatorsIsNoWedge() {
    Histories histories = crash();
    for (double at = 8; at < 20; at += 2) {
      histories
          .rest(at, "p4", "s9", Kind.CREATE_SESSION, 409)
          .rest(at + 0.5, "p4", "s9", Kind.CREATE_CONNECTION, 200);
    }
    assertThat(judged(histories).counterexamples()).isEmpty();
  }

  @Test
  void isUnknownWhenAPopulationIsEmpty() {
    assertThat(judged(signal(reads(crash()), 2, 2.1)).reason())
        .isEqualTo(
            "in the outage there were no new sessions, no sessions of a lost owner; let the load"
                + " begin new sessions, and lose an owner of sessions that go on while the fault is"
                + " at work");
  }

  @Test
  void aMediaNodeHasNoSessionsToOwn() {
    Histories histories =
        new Histories()
            .cluster()
            .fault(0, "crash-k", FaultKind.CRASH, Role.MEDIA_NODE, "k1", Signature.CUT);
    assertThat(judged(reads(newSession(histories))).reason())
        .startsWith("in the outage there were no signals of the untouched; let");
  }

  @Test
  void noOwnerIsLostWithAMediaNodeAlsoWhereOwnersAreNotTold() {
    Histories histories =
        new Histories()
            .cluster()
            .join(-20, "p2", "s2", "c2", 1, "m2")
            .join(-19, "p3", "s2", "c3", 1, "m3", "c2")
            .list(-14, Histories.view("s2", 100, "media_1", "c2", "c3"))
            .proofs(-18, 29, 5, "p2", "s2", "c2", 1)
            .proofs(-18, 29, 5, "p3", "s2", "c3", 1)
            .fault(0, "crash-k", FaultKind.CRASH, Role.MEDIA_NODE, "k2", Signature.CUT)
            .rest(1, "p2", "s2", Kind.CREATE_CONNECTION, 503)
            .phase(40, Phase.LEAVE);
    Verdict verdict = judged(signal(reads(newSession(histories)), 2, 2.1));
    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.result()).isEqualTo(Result.PASS);
  }

  @Test
  void isUnknownOnAnEmptyHistory() {
    assertThat(judged(new Histories()).result()).isEqualTo(Result.UNKNOWN);
    assertThat(judged(new Histories()).reason()).isEqualTo("nothing was broken; inject a fault");
  }
}
