package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.OperationEvent.Kind;
import org.junit.jupiter.api.Test;

class BalancedTest {

  static Histories rotating(String... masters) {
    Histories histories = new Histories().cluster();
    for (String master : masters) {
      histories.rotation(-50, "b1", master, true);
    }
    return histories;
  }

  /** So many sockets to a master, one every 10 ms. */
  static Histories sockets(Histories histories, double from, int count, String entry) {
    for (int i = 0; i < count; i++) {
      histories.open(from + i * 0.01, entry + "-" + from + "-" + i, "door", entry, false);
    }
    return histories;
  }

  /** So many sockets, one every 10 ms, to each of these in turn. */
  private static Histories inTurn(Histories histories, double from, int count, String... entries) {
    for (int i = 0; i < count; i++) {
      histories.open(
          from + i * 0.01, "turn-" + from + "-" + i, "door", entries[i % entries.length], false);
    }
    return histories;
  }

  /** A fault that takes no master: whoever could get a placement still can. */
  private static Histories mediaNodeCrashed(Histories histories) {
    return histories.fault(0, "crash-1", FaultKind.CRASH, Role.MEDIA_NODE, "k1", Signature.CLOSED);
  }

  private static Histories sessions(Histories histories, double from, int count, String owner) {
    for (int i = 0; i < count; i++) {
      String session = owner + "-" + from + "-" + i;
      double at = from + i * 0.02;
      histories
          .rest(at, "p-" + session, session, Kind.CREATE_SESSION, 200)
          .join(at + 0.1, "p-" + session, session, "c-" + session, 1, owner)
          .owns(at + 1, owner, session, 100);
    }
    return histories;
  }

  private static Verdict judged(Histories histories) {
    return histories.verdict(Checks.BALANCED);
  }

  @Test
  void passesWhenEveryMasterInRotationGetsItsShare() {
    Histories histories = rotating("m1", "m2", "m3");
    sockets(histories, -5, 200, "m1");
    histories.crash(0, "m1").gone(0.05, "m1");
    sockets(histories, 1, 50, "m2");
    sockets(histories, 2, 45, "m3");
    Verdict verdict = judged(histories);
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("sockets: m2 50 of 48, m3 45 of 48; sessions: none");
    assertThat(verdict.evidence())
        .isEqualTo("95 placements, at most 0.5 deviations from equal shares");
    assertThat(verdict.findings())
        .containsExactly("owners not judged: fewer than 30 new sessions expected on any master");
  }

  @Test
  void failsWhenAMasterGetsFarTooMuchAfterTheFault() {
    Histories histories = rotating("m1", "m2", "m3").crash(0, "m1").gone(0.05, "m1");
    sockets(histories, 1, 90, "m2");
    sockets(histories, 2, 10, "m3");
    Verdict verdict = judged(histories);
    assertThat(verdict.result()).isEqualTo(Result.FAIL);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "m2 got 90 of 100 sockets placed from +0.000 s on, where 50 are its equal share (8.0"
                + " standard deviations; m2 90 of 50, m3 10 of 50)");
  }

  @Test
  void failsWhenNewSessionsGoToOneMasterOnly() {
    Histories histories = rotating("m2", "m3");
    sessions(histories, 1, 80, "m2");
    sockets(histories, 4, 80, "m3");
    Verdict verdict = judged(histories);
    assertThat(verdict.result()).isEqualTo(Result.FAIL);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .contains("got 80 of 80 sessions to own");
  }

  @Test
  void doesNotMindStockThatWasPlacedBeforeTheReplacementCame() {
    Histories histories = rotating("m1", "m2", "m3").crash(0, "m1").gone(0.05, "m1");
    sockets(histories, 1, 100, "m2");
    sockets(histories, 1.005, 100, "m3");
    histories.rotation(5, "b1", "m4", true);
    sockets(histories, 6, 34, "m2");
    sockets(histories, 7, 34, "m3");
    sockets(histories, 8, 34, "m4");
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
    assertThat(judged(histories).figure())
        .startsWith("sockets: m2 134 of 134, m3 134 of 134, m4 34 of 34");
  }

  @Test
  void leavesOutSocketsDuringWhichTheRotationChanged() {
    Histories histories = rotating("m1", "m2");
    sockets(histories, 1, 40, "m1");
    sockets(histories, 1.5, 40, "m2");
    for (int i = 0; i < 40; i++) {
      double at = 10 + i;
      histories.open(at, "x" + i, "door", "m1", false).rotation(at + 0.01, "b1", "m3", i % 2 == 0);
    }
    assertThat(judged(histories).figure()).startsWith("sockets: m1 40 of 40, m2 40 of 40;");
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void saysNothingWhereBalancersDisagree() {
    Histories histories = rotating("m1", "m2").rotation(-50, "b2", "m1", true);
    sockets(histories, 1, 80, "m1");
    assertThat(judged(histories).counterexamples()).isEmpty();
    assertThat(judged(histories).result()).isEqualTo(Result.UNKNOWN);
  }

  @Test
  void isUnknownWithFewPlacementsOnAMaster() {
    Histories histories = rotating("m1", "m2");
    sockets(histories, 1, 20, "m1");
    sockets(histories, 2, 20, "m2");
    assertThat(judged(histories).result()).isEqualTo(Result.UNKNOWN);
    assertThat(judged(histories).reason())
        .isEqualTo(
            "fewer than 30 sockets could be expected on m1, m2; let more participants come back, or"
                + " come anew");
  }

  @Test
  void isUnknownWithoutEntries() {
    Histories histories = rotating("m1", "m2");
    sockets(histories, 1, 70, "");
    assertThat(judged(histories).reason())
        .isEqualTo(
            "of 70 new sockets no entry is known among masters in rotation; let the target's"
                + " balancer tell entries and rotation");
  }

  @Test
  void passesWhenNewSessionsAreSharedToo() {
    Histories histories = rotating("m1", "m2", "m3");
    sessions(histories, 1, 40, "m1");
    sessions(histories, 3, 40, "m2");
    sessions(histories, 5, 40, "m3");
    Verdict verdict = judged(histories);
    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure())
        .isEqualTo(
            "sockets: m1 40 of 40, m2 40 of 40, m3 40 of 40;"
                + " sessions: m1 40 of 40, m2 40 of 40, m3 40 of 40");
    assertThat(verdict.evidence())
        .isEqualTo("240 placements, at most 0.0 deviations from equal shares");
    assertThat(verdict.findings()).isEmpty();
  }

  @Test
  void tellsOfWhichMastersTooFewSessionsShowTheShare() {
    Histories histories = rotating("m1", "m2");
    sessions(histories, 1, 20, "m1");
    sessions(histories, 3, 20, "m2");
    assertThat(judged(histories).findings())
        .containsExactly("owners not judged: fewer than 30 new sessions expected on m1, m2");
  }

  @Test
  void countsWhatIsPlacedFromTheMomentOfTheFaultOn() {
    Histories histories = mediaNodeCrashed(rotating("m1", "m2", "m3"));
    histories.open(-0.03, "before", "door", "m3", false);
    histories.open(-0.02, "opened-at-zero", "door", "m1", false);
    sessions(histories, -0.02, 1, "m3");
    sessions(histories, 0, 1, "m2");
    assertThat(judged(histories).figure())
        .isEqualTo(
            "sockets: m1 1 of 1, m2 1 of 1, m3 1 of 1; sessions: m1 0 of 0, m2 1 of 0, m3 0 of 0");
  }

  @Test
  void anOwnerThatIsToldLateIsThatOfTheCreationItNames() {
    Histories histories =
        mediaNodeCrashed(rotating("m1", "m2", "m3"))
            .rest(-10, "p1", "s1", Kind.CREATE_SESSION, 200)
            .join(-9.9, "p1", "s1", "c1", 1, "m1")
            .rest(5, "p1", "s1", Kind.CREATE_SESSION, 200)
            .owns(6, "m2", "s1", 200)
            .owns(7, "m1", "s1", 100);
    assertThat(judged(histories).figure()).endsWith("; sessions: m1 0 of 0, m2 1 of 0, m3 0 of 0");
  }

  @Test
  void showsTheEventsAroundTheFaultAndTheLastPlacement() {
    Histories histories = rotating("m1", "m2", "m3").crash(0, "m1").gone(0.05, "m1");
    sockets(histories, 1, 90, "m2");
    sockets(histories, 2, 10, "m3");
    Verdict verdict = judged(histories.phase(60, Phase.LEAVE));
    assertThat(verdict.counterexample().orElseThrow().events())
        .containsExactly("Injecting", "Injected", "EffectSeen", "SignatureSeen");
  }

  /** Fair sockets, and so many sessions created from zero on whose owner nobody tells. */
  private static Histories ownersUntold(int count) {
    Histories histories = mediaNodeCrashed(rotating("m1", "m2", "m3"));
    inTurn(histories, 1, 120, "m1", "m2", "m3");
    for (int i = -5; i < count; i++) {
      histories.rest(i * 0.02, "w" + i, "new" + i, Kind.CREATE_SESSION, 200);
    }
    return histories;
  }

  @Test
  void isUnknownWhenNobodyTellsTheOwnersOfEnoughNewSessions() {
    assertThat(judged(ownersUntold(90)).reason())
        .isEqualTo("nobody tells who owns 90 new sessions; let the target tell owners");
    assertThat(judged(ownersUntold(89)).result()).isEqualTo(Result.PASS);
  }

  @Test
  void isUnknownWhenNeitherRotationIsToldNorEnoughEntries() {
    Histories histories = mediaNodeCrashed(new Histories().cluster());
    inTurn(histories, -10, 50, "");
    histories.open(-0.02, "opened-at-zero", "door", "", false);
    inTurn(histories, 1, 9, "");
    inTurn(histories, 2, 90, "m1", "m2", "m3");
    assertThat(judged(histories).reason())
        .isEqualTo(
            "of 10 of 100 new sockets the entry is not known; let the target's balancer tell entries"
                + " and rotation");
  }

  @Test
  void aFewUnknownEntriesLeaveTheOthersJudgedThoughNoRotationIsTold() {
    Histories histories = inTurn(new Histories().cluster(), 1, 4, "");
    Verdict verdict = judged(inTurn(histories, 2, 99, "m1", "m2", "m3"));
    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.figure())
        .isEqualTo("sockets: m1 32 of 32, m2 32 of 32, m3 32 of 32; sessions: none");
  }

  @Test
  void isUnknownWhenOneBalancerMayHaveLeftAMasterOutOfAnUntoldRotation() {
    Histories histories = new Histories().cluster();
    for (int i = 0; i < 99; i++) {
      histories.openBy(1 + i * 0.01, "x" + i, "door", "b1", "m" + (1 + i % 3));
      histories.openBy(1 + i * 0.01, "y" + i, "door", "b2", "m" + (1 + i % 2));
    }
    assertThat(judged(histories).reason())
        .isEqualTo(
            "m3 was left out for longer than chance explains, and whether it was in rotation is not"
                + " known; let the target's balancer tell rotation");
  }

  @Test
  void leavesOutWhatFellToTheOthersWhileAMasterInRotationTookNothing() {
    Histories histories = mediaNodeCrashed(rotating("m1", "m2"));
    histories.open(0.5, "last", "door", "m2", false);
    sockets(histories, 1, 80, "m1").unreached(1.4, "b1", "m2");
    inTurn(histories, 3, 100, "m2", "m1");
    Verdict verdict = judged(histories);
    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.figure()).startsWith("sockets: m1 50 of 51, m2 51 of 51;");
    assertThat(verdict.findings())
        .contains("left out: 80 sockets placed while a master in rotation took none");
  }

  @Test
  void aMasterThatABalancerSeeksInVainDoesNotExcuseTheOthers() {
    Histories histories = rotating("m1", "m2", "m3").crash(0, "m1").gone(0.05, "m1");
    histories.unreached(0.9, "b1", "m1").unreached(2.5, "b1", "m1");
    sockets(histories, 1, 90, "m2");
    sockets(histories, 2, 10, "m3");
    assertThat(judged(histories).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void whatOneBalancerSeeksInVainDoesNotExcuseAnother() {
    Histories histories = rotating("m1", "m2").rotation(-50, "b2", "m1", true);
    histories.rotation(-50, "b2", "m2", true).unreached(1, "b1", "m2");
    for (int i = 0; i < 100; i++) {
      histories.openBy(1 + i * 0.01, "x" + i, "door", "b2", i % 10 == 0 ? "m2" : "m1");
    }
    assertThat(judged(histories).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void isUnknownWhenAMasterInRotationNeverTookAnything() {
    Histories histories = mediaNodeCrashed(rotating("m1", "m2"));
    sockets(histories, 1, 80, "m1").unreached(1.4, "b1", "m2");
    assertThat(judged(histories).reason())
        .isEqualTo(
            "every socket was placed while a master in rotation took none; let more participants"
                + " come back, or come anew");
  }

  @Test
  void isUnknownOnAnEmptyHistory() {
    assertThat(judged(new Histories()).result()).isEqualTo(Result.UNKNOWN);
  }
}
