package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.Objective.Comparison;
import io.drillmaster.drill.Objective.Metric;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.SignalEvent.Purpose;
import org.junit.jupiter.api.Test;

class BlastRadiusTest {

  /** So many people in rooms of their own, owned by m3 and entered through that master. */
  static Histories people(Histories histories, int first, int last, String entry) {
    for (int i = first; i <= last; i++) {
      String session = "s" + i;
      histories
          .join(-20, "p" + i, session, "c" + i, 1, entry)
          .owns(-15, "m3", session, 100)
          .proofs(-19, 29, 5, "p" + i, session, "c" + i, 1);
    }
    return histories;
  }

  /** m1 crashes at zero; p1 had entered through it, p2 to p13 through m2. */
  static Histories crash() {
    Histories histories = new Histories().cluster();
    histories.join(-20, "p1", "s1", "c1", 1, "m1").owns(-15, "m3", "s1", 100);
    histories.proofs(-19, -1, 5, "p1", "s1", "c1", 1).lost(0.1, "p1", "s1");
    histories.resume(1, "p1", "s1", "c1", 1, "m2").proofs(1.1, 29, 5, "p1", "s1", "c1", 1);
    return people(histories, 2, 13, "m2")
        .crash(0, "m1")
        .healed(6, "crash-1", "m1")
        .phase(30, Phase.LEAVE);
  }

  private static Verdict judged(Histories histories) {
    return histories.verdict(Checks.BLAST_RADIUS);
  }

  @Test
  void passesWhenOnlyThoseNoticeWhoDependedOnTheVictim() {
    Verdict verdict = judged(crash());
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("12 of 13 did not depend on what was broken");
    assertThat(verdict.evidence()).isEqualTo("0 of them noticed, 0 unexplained");
    assertThat(verdict.findings()).isEmpty();
  }

  @Test
  void failsWhenSomebodyElseLosesItsSocketMeanwhile() {
    Verdict verdict = judged(crash().lost(2, "p5", "s5"));
    assertThat(verdict.result()).isEqualTo(Result.FAIL);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s5: p5 (entry m2, owner m3) lost its socket at +2.000 s, and depended on"
                + " nothing that crash-1 (crash m1) took");
    assertThat(verdict.evidence()).isEqualTo("1 of them noticed, 0 unexplained");
  }

  @Test
  void failsWhenSomebodyIsLostAfterEverythingWasHealed() {
    assertThat(judged(crash().lost(20, "p5", "s5")).counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s5: p5 (entry m2, owner m3) lost its socket at +20.000 s, and no fault"
                + " explains it");
  }

  @Test
  void allowsAsManyUnexplainedLossesAsTheDrillStates() {
    Histories histories =
        crash()
            .lost(20, "p5", "s5")
            .objective(
                Metric.UNEXPLAINED_LOSSES, 0, Comparison.AT_MOST, 1, "unexplained losses <= 1");
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
    assertThat(judged(histories).evidence()).isEqualTo("0 of them noticed, 1 unexplained");
    assertThat(judged(histories.lost(21, "p6", "s6")).counterexampleCount()).isEqualTo(2);
  }

  @Test
  void onlyTheNumberOfUnexplainedLossesAllowsSome() {
    Histories histories =
        crash()
            .lost(20, "p5", "s5")
            .objective(Metric.JOIN, 95, Comparison.AT_MOST, 5, "join p95 <= 5s");
    assertThat(judged(histories).result()).isEqualTo(Result.FAIL);
  }

  /** An operation of p5's own that is answered with an error at that time. */
  private static Histories failing(Histories histories, double at) {
    histories.sent(at - 0.1, "p5", "s5", "c5", 1, Purpose.ROOM);
    return histories.acknowledged(at, "p5", Outcome.FAIL);
  }

  @Test
  void anOperationThatDiedWithItsSocketIsTheSameLoss() {
    assertThat(judged(failing(crash(), 28.5).lost(29.5, "p5", "s5")).counterexampleCount())
        .isEqualTo(1);
    assertThat(judged(failing(crash(), 28.4).lost(29.5, "p5", "s5")).counterexampleCount())
        .isEqualTo(2);
  }

  /** p5 is out from two seconds on, and back at 2.602. */
  private static Histories outForAWhile() {
    return crash()
        .lost(2, "p5", "s5")
        .resume(2.5, "p5", "s5", "c5", 1, "m2")
        .proof(2.6, "p5", "s5", "c5", 1);
  }

  @Test
  void anOperationMayHaveBegunWhileItWasOutForAsLongAsItsTimeOut() {
    assertThat(judged(failing(outForAWhile(), 12.602)).evidence())
        .isEqualTo("1 of them noticed, 0 unexplained");
    assertThat(judged(failing(outForAWhile(), 12.603)).evidence())
        .isEqualTo("2 of them noticed, 0 unexplained");
  }

  @Test
  void failsWhenAnOperationOfItsOwnFailsForSomebodyElse() {
    Histories histories = crash();
    histories.sent(3, "p7", "s7", "c7", 1, Purpose.ROOM);
    histories.acknowledged(3.1, "p7", Outcome.FAIL);
    assertThat(judged(histories).counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s7: p7 (entry m2, owner m3) had its own signal answered 803 at +3.100 s, and"
                + " depended on nothing that crash-1 (crash m1) took");
  }

  @Test
  void leavesNewcomersToTheCheckOfSurvivors() {
    Histories histories =
        crash()
            .writer("prober")
            .join(1, "newcomer-1-a", "new", "c99", 1, "m2")
            .proof(1.2, "newcomer-1-a", "new", "c99", 1)
            .owns(1.5, "m3", "new", 100);
    histories.sent(3, "newcomer-1-a", "new", "c99", 1, Purpose.ROOM);
    histories.acknowledged(3.1, "newcomer-1-a", Outcome.FAIL);
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void asksNothingOfAnOperationThatDiedWithASocketOfTheVictim() {
    Histories histories = crash();
    histories.sent(0.05, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories.acknowledged(0.09, "p1", Outcome.INFO);
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void asksNothingOfASubscriptionToSomebodyWhoIsGone() {
    Histories histories = crash().completed(3, 9_001, "p7", Kind.SUBSCRIBE, Outcome.FAIL, 202);
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void whoEverDependedOnTheVictimIsNoBystander() {
    Histories histories = crash().lost(4, "p1", "s1");
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void anUnfitHarnessExcusesWhatItSaw() {
    Histories histories = crash().lost(2, "p5", "s5").fitness(2, "worker-1", 900, 0);
    assertThat(judged(histories).counterexamples()).isEmpty();
  }

  @Test
  void withoutAFaultNobodyMayNoticeAnything() {
    Histories histories = people(new Histories().cluster(), 2, 13, "m2").phase(30, Phase.LEAVE);
    assertThat(judged(histories).figure()).isEqualTo("12 of 12 did not depend on anything broken");
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
    assertThat(judged(histories.lost(2, "p5", "s5")).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void isUnknownWithTooFewBystanders() {
    Histories histories = people(new Histories().cluster(), 2, 4, "m2").crash(0, "m1");
    assertThat(judged(histories).result()).isEqualTo(Result.UNKNOWN);
    assertThat(judged(histories).reason())
        .isEqualTo(
            "only 3 participants depended on nothing that was broken, 10 are needed; use more"
                + " sessions");
    assertThat(judged(people(histories, 5, 11, "m2")).result()).isEqualTo(Result.PASS);
  }

  @Test
  void judgesOnlyTheBoundWherePlacesAreNotKnown() {
    Histories histories =
        people(new Histories().cluster(), 1, 60, "").crash(0, "m1").phase(30, Phase.LEAVE);
    for (int i = 1; i <= 30; i++) {
      histories.lost(0.1, "p" + i, "s" + i);
    }
    assertThat(judged(histories).result()).isEqualTo(Result.UNKNOWN);
    assertThat(judged(histories).reason())
        .isEqualTo(
            "where 60 of 60 participants were is not known, so only the bound was judged (50 % lost"
                + " service to crash-1, up to 81 % are plausible); let the target tell entries and"
                + " owners");
    for (int i = 31; i <= 58; i++) {
      histories.lost(0.1, "p" + i, "s" + i);
    }
    assertThat(judged(histories).result()).isEqualTo(Result.FAIL);
    assertThat(judged(histories).counterexample().orElseThrow().sentence())
        .isEqualTo(
            "crash-1 (crash m1): 58 of 60 participants lost service, more than the 81 % that can"
                + " plausibly have depended on what it took");
  }

  /** In through m2 to a room of its own of which nobody tells the owner; gone before it shows. */
  private static Histories ofUnknownOwner(Histories histories, int from, int to) {
    for (int i = from; i <= to; i++) {
      String session = "s" + i;
      histories
          .join(-20, "p" + i, session, "c" + i, 1, "m2")
          .proofs(-19, 4, 5, "p" + i, session, "c" + i, 1)
          .leave(5, "p" + i, session);
    }
    return histories;
  }

  @Test
  void whoNoticedNothingIsNoCounterexampleWhereverItWas() {
    Verdict verdict = judged(ofUnknownOwner(crash(), 20, 24));
    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure())
        .isEqualTo("12 of 18 did not depend on what was broken, of 5 it is not known");
  }

  @Test
  void whoNoticedSomethingAndMayHaveDependedOnTheVictimLeavesItUnknown() {
    Verdict one = judged(ofUnknownOwner(crash(), 20, 20).lost(2, "p20", "s20"));
    assertThat(one.result()).isEqualTo(Result.UNKNOWN);
    assertThat(one.reason())
        .isEqualTo("1 losses could be a fault's or not; let the target tell entries and owners");
    assertThat(one.findings())
        .containsExactly("places unknown: 1 losses could be a fault's or not");
    Verdict collateral =
        judged(ofUnknownOwner(crash(), 20, 20).lost(2, "p20", "s20").lost(2, "p5", "s5"));
    assertThat(collateral.result()).isEqualTo(Result.FAIL);
    Verdict afterwards = judged(ofUnknownOwner(crash(), 20, 24).lost(20, "p5", "s5"));
    assertThat(afterwards.result()).isEqualTo(Result.FAIL);
  }

  @Test
  void theBoundIsJudgedWhereFewerThanNineInTenHaveAKnownPlace() {
    Histories nine = people(new Histories().cluster(), 1, 9, "m2").crash(0, "m1");
    assertThat(judged(ofUnknownOwner(nine, 20, 20).lost(2, "p20", "s20")).reason())
        .isEqualTo("1 losses could be a fault's or not; let the target tell entries and owners");
    Histories eight = people(new Histories().cluster(), 1, 8, "m2").crash(0, "m1");
    assertThat(judged(ofUnknownOwner(eight, 20, 21).lost(2, "p20", "s20")).reason())
        .startsWith("where 2 of 10 participants were is not known, so only the bound was judged");
  }

  @Test
  void tooFewOfKnownPlaceShowNothingThoughNobodyNoticed() {
    Histories histories = people(new Histories().cluster(), 2, 4, "m2").crash(0, "m1");
    assertThat(judged(ofUnknownOwner(histories, 20, 40)).reason())
        .isEqualTo(
            "of only 3 participants it is known that they depended on nothing that was broken, 10"
                + " are needed; let the target tell entries and owners");
  }

  @Test
  void isUnknownOnAnEmptyHistory() {
    assertThat(judged(new Histories()).result()).isEqualTo(Result.UNKNOWN);
  }
}
