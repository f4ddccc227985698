package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.OperationEvent.Kind;
import org.junit.jupiter.api.Test;

class CapacityRestoredTest {

  private static final String ALL_UP = "UP: a UP, b UP, c UP";

  /** m1 crashes at zero and is out of rotation at two seconds. */
  static Histories crash() {
    Histories histories = new Histories().cluster();
    for (int i = 1; i <= 3; i++) {
      histories.rotation(-50, "b1", "m" + i, true);
    }
    return histories
        .crash(0, "m1")
        .gone(0.05, "m1")
        .unreached(1, "b1", "m1")
        .rotation(2, "b1", "m1", false);
  }

  /** m4 is there at six seconds. */
  static Histories replaced(Histories histories) {
    return histories
        .seen(6, "m4", Role.MASTER, "", "master_4")
        .healthOf(6.5, "m4")
        .rotation(7, "b1", "m4", true)
        .healed(7, "crash-1", "m1");
  }

  static Histories serving(Histories histories) {
    return histories
        .open(8, "p1", "s1", "m4", false)
        .rest(9, "p2", "s2", Kind.CREATE_SESSION, 200)
        .owns(10, "m4", "s2", 100);
  }

  static Histories healthy(Histories histories) {
    for (int second = 8; second < 20; second++) {
      histories.clusterHealth(second, true, ALL_UP);
    }
    return histories.phase(60, Phase.LEAVE);
  }

  private static Verdict judged(Histories histories) {
    return histories.verdict(Checks.CAPACITY_RESTORED);
  }

  private static String counterexample(Histories histories) {
    assertThat(judged(histories).result()).isEqualTo(Result.FAIL);
    return judged(histories).counterexample().orElseThrow().sentence();
  }

  @Test
  void passesWhenTheReplacementServesAndOwns() {
    Verdict verdict = judged(healthy(serving(replaced(crash()))));
    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("crash-1: replaced by m4 (+7.000 s, 1 sockets, owns)");
    assertThat(verdict.evidence()).isEqualTo("health good 12 times in a row");
  }

  @Test
  void failsWhenABalancerKeepsTheDead() {
    Histories histories =
        healthy(serving(replaced(crash()))).unreached(9, "b2", "m1").unreached(12, "b2", "m1");
    assertThat(counterexample(histories))
        .isEqualTo(
            "by balancer b2, 2 of 2 attempts told were sent to m1, which crash-1 (crash m1) took, from +9.000"
                + " s on; T_eject and margin are 5.0 s");
  }

  @Test
  void failsWhenNobodyComes() {
    assertThat(counterexample(crash().phase(60, Phase.LEAVE)))
        .isEqualTo(
            "crash-1 (crash m1): 1 of 1 nodes were not replaced by +31.300 s; no new node was seen");
  }

  @Test
  void failsWhenTheNewNodeNeverEntersRotation() {
    assertThat(
            counterexample(
                crash().seen(6, "m4", Role.MASTER, "", "master_4").phase(60, Phase.LEAVE)))
        .endsWith("not replaced by +31.300 s; m4 was seen, but does not serve");
  }

  /** m4 comes for m1, and is taken itself before it serves. */
  private static Histories takenInItsTurn(double at) {
    return crash()
        .seen(6, "m4", Role.MASTER, "", "master_4")
        .fault(at, "crash-2", FaultKind.CRASH, Role.MASTER, "m4", Signature.CUT)
        .gone(at, "m4");
  }

  private static Histories servedByTheNext(Histories histories, double at) {
    return healthy(
        histories
            .seen(at, "m5", Role.MASTER, "", "master_5")
            .healthOf(at, "m5")
            .rotation(at, "b1", "m5", true)
            .healed(at, "crash-2", "m4")
            .open(at + 1, "p1", "s1", "m5", false)
            .rest(at + 1, "p2", "s2", Kind.CREATE_SESSION, 200)
            .owns(at + 1.5, "m5", "s2", 100));
  }

  @Test
  void aReplacementThatAnotherFaultTookIsThatFaultsToReplace() {
    assertThat(judged(servedByTheNext(takenInItsTurn(6.5), 7)).result()).isEqualTo(Result.PASS);
    assertThat(counterexample(healthy(takenInItsTurn(6.5)).phase(70, Phase.LEAVE)))
        .isEqualTo(
            "crash-2 (crash m4): 1 of 1 nodes were not replaced by +37.800 s; no new node was seen");
  }

  @Test
  void butNotOneThatHadHadAllItsTime() {
    assertThat(counterexample(servedByTheNext(takenInItsTurn(32), 40)))
        .contains("crash-1 (crash m1): 1 of 1 nodes were not replaced by +31.300 s");
  }

  private static Histories heldUp(
      Histories begun, String fault, FaultKind kind, Role role, String node) {
    return begun.fault(20, fault, kind, role, node, Signature.SILENT);
  }

  @Test
  void theTimeOfAReplacementBeginsAnewWhenWhatHeldItUpEnds() {
    Histories begun = crash().seen(6, "m4", Role.MASTER, "", "master_4");
    Histories paused = heldUp(begun, "freeze-1", FaultKind.FREEZE, Role.MASTER, "m4");
    assertThat(reason(paused.phase(60, Phase.LEAVE))).contains("1 of 1 nodes were not replaced");
    assertThat(reason(paused.healed(62, "freeze-1", "m4").phase(93, Phase.LEAVE)))
        .contains("1 of 1 nodes were not replaced");
    assertThat(counterexample(paused.phase(94, Phase.LEAVE)))
        .contains("crash-1 (crash m1): 1 of 1 nodes were not replaced by +93.300 s");
  }

  @Test
  void aFrozenStoreOrBalancerHoldsUpEverybody() {
    for (Role role : new Role[] {Role.STORE, Role.BALANCER}) {
      Histories frozen = heldUp(crash(), "freeze-1", FaultKind.FREEZE, role, "r1");
      assertThat(reason(frozen.phase(60, Phase.LEAVE))).contains("1 of 1 nodes were not replaced");
    }
    Histories other = heldUp(crash(), "freeze-1", FaultKind.FREEZE, Role.MASTER, "m2");
    assertThat(counterexample(other.phase(60, Phase.LEAVE)))
        .contains("crash-1 (crash m1): 1 of 1 nodes were not replaced by +31.300 s");
  }

  @Test
  void aReplacementMayBeInRotationAMomentBeforeItIsSeen() {
    Histories histories =
        crash()
            .rotation(5.999, "b1", "m4", true)
            .seen(6, "m4", Role.MASTER, "", "master_4")
            .healthOf(6.5, "m4")
            .healed(7, "crash-1", "m1");
    assertThat(judged(healthy(serving(histories))).figure())
        .isEqualTo("crash-1: replaced by m4 (+5.999 s, 1 sockets, owns)");
  }

  @Test
  void failsWhenTheReplacementNeverOwnsASession() {
    Histories histories = healthy(replaced(crash())).open(8, "p1", "s1", "m4", false);
    for (int i = 0; i < 40; i++) {
      histories.rest(9 + i * 0.1, "n" + i, "new" + i, Kind.CREATE_SESSION, 200);
    }
    assertThat(counterexample(histories))
        .isEqualTo(
            "m4 has been in rotation since +7.000 s and got none of 40 new sessions (by chance: (1"
                + " - 1/3)^40 = 9.0e-08)");
  }

  @Test
  void failsWhenTheReplacementNeverGetsASocket() {
    Histories histories = healthy(serving(replaced(crash())));
    Histories without = healthy(replaced(crash())).owns(10, "m4", "s2", 100);
    for (int i = 0; i < 40; i++) {
      without.open(9 + i * 0.1, "n" + i, "door", "m2", false);
    }
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
    assertThat(counterexample(without)).contains("got none of 40 new sockets");
  }

  @Test
  void isUnknownWhileChanceExplainsWhyItOwnsNothing() {
    Histories histories =
        healthy(replaced(crash()))
            .open(8, "p1", "s1", "m4", false)
            .rest(9, "n1", "new", Kind.CREATE_SESSION, 200);
    assertThat(judged(histories).reason())
        .isEqualTo(
            "m4 got none of 1 new sessions since it is in rotation, which chance explains ((1 -"
                + " 1/3)^1 = 0.67); let more come then");
  }

  @Test
  void failsWhenTheClusterNeverCallsItselfWhole() {
    Histories histories = serving(replaced(crash()));
    for (int second = 8; second < 28; second++) {
      histories.clusterHealth(second, second % 4 != 0, ALL_UP);
    }
    assertThat(counterexample(histories.phase(60, Phase.LEAVE)))
        .isEqualTo(
            "crash-1 (crash m1): everything is back, but of 20 reads the cluster's health was good"
                + " at most 3 times in a row; at +24.000 s it said 200 UP: a UP, b UP, c UP");
  }

  @Test
  void healthThatLeavesOutANodeIsNotWhole() {
    Histories histories = serving(replaced(crash()));
    for (int second = 8; second < 28; second++) {
      histories.clusterHealth(second, true, "UP: a UP, b UP");
    }
    assertThat(counterexample(histories.phase(60, Phase.LEAVE)))
        .endsWith("at most 0 times in a row; at +27.000 s it said 200 UP: a UP, b UP");
  }

  @Test
  void aPauseNeedsNoReplacement() {
    Histories histories =
        new Histories()
            .cluster()
            .rotation(-50, "b1", "m1", true)
            .fault(0, "freeze-1", FaultKind.FREEZE, Role.MASTER, "m1", Signature.SILENT)
            .healed(6, "freeze-1", "m1")
            .open(12, "p1", "s1", "m1", false);
    Verdict verdict = judged(healthy(histories));
    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("freeze-1: a pause, nothing to replace");
  }

  /** m1 is parted from a part of the cluster for ten seconds, and given a client meanwhile. */
  private static Histories parted(Role from) {
    return healthy(
        new Histories()
            .cluster()
            .rotation(-50, "b1", "m1", true)
            .cutOff(0, "cut-off-1", "m1", from)
            .open(7, "p1", "s1", "m1", false)
            .healed(10, "cut-off-1", "m1"));
  }

  @Test
  void whoIsCutOffFromTheStoreAloneIsInRotationByRight() {
    assertThat(judged(parted(Role.STORE)).result()).isEqualTo(Result.PASS);
    assertThat(judged(parted(Role.STORE)).figure())
        .isEqualTo("cut-off-1: a pause, nothing to replace");
  }

  @Test
  void whoIsCutOffFromTheBalancerMustLeaveItsRotation() {
    assertThat(counterexample(parted(Role.BALANCER)))
        .contains("1 of 1 attempts told were sent to m1, which cut-off-1 (cut-off m1) took");
  }

  @Test
  void aMediaNodeIsReplacedWhenTheNewOneRunsAndHostsASession() {
    Histories histories =
        new Histories()
            .cluster()
            .rotation(-50, "b1", "m1", true)
            .fault(0, "crash-k", FaultKind.CRASH, Role.MEDIA_NODE, "k1", Signature.CUT)
            .seen(6, "k3", Role.MEDIA_NODE, "192.0.2.3", "media_3")
            .mediaNodes(8, "media_3", "s1");
    assertThat(judged(healthy(histories)).figure())
        .isEqualTo("crash-k: replaced by k3 (+8.000 s, 0 sockets, owns)");
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void isUnknownWhenTheRunEndsTooSoon() {
    assertThat(judged(crash().phase(8, Phase.LEAVE)).reason())
        .startsWith(
            "1 of 1 nodes were not replaced when the run ended, 31.3 s are allowed; let it run"
                + " longer");
  }

  /** All is back at ten seconds; the cluster's health is not read yet. */
  private static Histories unread() {
    return serving(replaced(crash())).phase(60, Phase.LEAVE);
  }

  /** So many reads of the cluster's health, one a second. */
  private static Histories reads(Histories histories, double from, int count, boolean good) {
    for (int i = 0; i < count; i++) {
      histories.clusterHealth(from + i, good, ALL_UP);
    }
    return histories;
  }

  private static String reason(Histories histories) {
    assertThat(judged(histories).result()).isEqualTo(Result.UNKNOWN);
    return judged(histories).reason();
  }

  @Test
  void twiceAsManyGoodReadsInARowAsMastersAreEnough() {
    assertThat(judged(reads(unread(), 8, 6, true)).result()).isEqualTo(Result.PASS);
    assertThat(reason(reads(unread(), 8, 5, true)))
        .isEqualTo(
            "health was good in 5 reads in a row after the fault, 6 are needed; end with steady:"
                + " settled");
  }

  @Test
  void tooFewReadsAreTooFewOnAnUnfitHostAsWell() {
    assertThat(reason(reads(unread(), 8, 5, true).busy(7.5)))
        .startsWith("health was good in 5 reads in a row after the fault, 6 are needed");
  }

  @Test
  void failsWhenTwiceAsManyReadsAsAreNeededWereNotGood() {
    assertThat(counterexample(reads(unread(), 8, 12, false)))
        .contains("of 12 reads the cluster's health was good at most 0 times in a row");
    assertThat(reason(reads(unread(), 8, 11, false))).startsWith("health was good in 0 reads");
  }

  @Test
  void isUnknownWhenOneReadTooManyFellIntoAnUnfitTime() {
    assertThat(reason(reads(unread(), 8, 12, false).busy(3.5)))
        .startsWith("1 sign of missing capacity fell into a time in which no clock is sure");
  }

  @Test
  void aBadReadInAnUnfitTimeDoesNotBreakARowThatIsLongEnough() {
    Histories histories = reads(reads(unread(), 8, 1, false), 9, 1, true);
    reads(reads(histories, 9.5, 1, true), 10, 1, true);
    double unfitAt = 12;
    reads(histories.busy(unfitAt - 0.5), unfitAt, 1, false);
    reads(reads(histories, 17, 3, true), 20, 1, false);
    reads(reads(histories, 21, 4, true), 25, 1, false);
    assertThat(reason(histories)).startsWith("1 sign of missing capacity");
  }

  @Test
  void aMasterLostToAnUnfitHostIsMissedUntilItCanHaveBeenReplaced() {
    Histories meanwhile = reads(unread().busy(7).fenced(8, "m2"), 9, 30, false);
    assertThat(reason(meanwhile)).contains("m2 was lost at +8.000 s without a fault");
    assertThat(judged(reads(meanwhile, 40, 10, false)).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void isUnknownOnAnEmptyHistory() {
    assertThat(judged(new Histories()).reason())
        .isEqualTo("nothing was taken from the cluster; inject a fault");
  }
}
