package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.Objective.Comparison;
import io.drillmaster.drill.Objective.Metric;
import io.drillmaster.history.HarnessEvent.Phase;
import org.junit.jupiter.api.Test;

class ObjectivesTest {

  /** Participants in rooms of one, all entered by m1 and owned by m2; m1 crashes at zero. */
  static Histories crashed(int people) {
    Histories histories = new Histories().cluster();
    for (int i = 1; i <= people; i++) {
      String who = "p" + i;
      String session = "s" + i;
      histories
          .join(-20, who, session, "c" + i, 1, "m1")
          .owns(-18, "m2", session, 100 + i)
          .list(-17, Histories.view(session, 100 + i, "media_1", "c" + i))
          .proof(-3, who, session, "c" + i, 1);
    }
    histories.crash(0, "m1");
    for (int i = 1; i <= people; i++) {
      histories.lost(0.1, "p" + i, "s" + i);
    }
    return histories.phase(60, Phase.LEAVE);
  }

  static Histories back(Histories histories, int from, int to, double at) {
    for (int i = from; i <= to; i++) {
      histories
          .resume(at, "p" + i, "s" + i, "c" + i, 1, "m3")
          .proof(at + 0.1, "p" + i, "s" + i, "c" + i, 1);
    }
    return histories;
  }

  static Histories rto(Histories histories, int percentile, double seconds) {
    return histories.objective(
        Metric.RTO,
        percentile,
        Comparison.AT_MOST,
        seconds,
        "rto p" + percentile + " <= " + (long) seconds + "s");
  }

  private static Verdict judged(Histories histories) {
    return histories.verdict(Checks.OBJECTIVES);
  }

  @Test
  void passWhenEveryNumberHolds() {
    Histories histories =
        rto(back(crashed(20), 1, 20, 4), 95, 9)
            .objective(Metric.BACK, 0, Comparison.AT_LEAST, 100, "back >= 100 %")
            .objective(Metric.UNEXPLAINED_LOSSES, 0, Comparison.EQUAL, 0, "unexplained losses = 0");
    Verdict verdict = judged(histories);
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("3 of 3");
    assertThat(verdict.evidence())
        .isEqualTo(
            "rto p95 <= 9s: 4.1 s, back >= 100 %: 20 of 20, 100.0 %, unexplained losses = 0: 0");
  }

  @Test
  void failARecoveryTimeThatIsTooLong() {
    Histories histories = rto(back(back(crashed(20), 1, 18, 4), 19, 20, 12), 95, 9);
    Verdict verdict = judged(histories);
    assertThat(verdict.result()).isEqualTo(Result.FAIL);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "objective \"rto p95 <= 9s\" does not hold: 12.1 s (population 20: outages that a"
                + " fault explains, from the fault or the last proof before it, Kaplan-Meier,"
                + " censored at the end of the load); longest p19 of session s19");
  }

  @Test
  void failAPercentileThatTheCurveCannotReachInTimeAnyMore() {
    Histories histories = rto(back(crashed(20), 1, 10, 4), 95, 9);
    assertThat(judged(histories).result()).isEqualTo(Result.FAIL);
    assertThat(judged(histories).evidence()).isEqualTo("rto p95 <= 9s: more than 60.0 s");
  }

  @Test
  void failAPercentileOnceTheBoundItselfHasPassed() {
    Histories histories = rto(back(crashed(20), 1, 10, 4), 95, 9).phase(9, Phase.LEAVE);
    assertThat(judged(histories).result()).isEqualTo(Result.FAIL);
    assertThat(judged(histories).evidence()).isEqualTo("rto p95 <= 9s: more than 9.0 s");
  }

  @Test
  void areUnknownWhileThoseStillOutMayComeBackInTime() {
    Verdict verdict =
        judged(
            back(crashed(20), 1, 17, 4)
                .phase(20, Phase.LEAVE)
                .objective(Metric.BACK, 0, Comparison.AT_LEAST, 90, "back >= 90 %"));
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.evidence()).isEqualTo("back >= 90 %: 17 of 20, 85.0 %");
    assertThat(verdict.reason())
        .isEqualTo(
            "back >= 90 %: the run ended, or clocks were not sure, before the LIMIT of some that"
                + " were still out; let it run longer on a quiet machine");
  }

  @Test
  void areUnknownWhenTheFaultHitNobody() {
    Histories histories =
        new Histories()
            .cluster()
            .crash(0, "m1")
            .objective(Metric.BACK, 0, Comparison.AT_LEAST, 100, "back >= 100 %");
    assertThat(judged(histories).reason()).isEqualTo("back >= 100 %: no fault hit anybody");
  }

  @Test
  void doNotAskForThoseHitWhereNothingIsBroken() {
    Verdict verdict =
        judged(
            new Histories()
                .cluster()
                .join(-20, "p1", "s1", "c1", 1, "m1")
                .objective(Metric.BACK, 0, Comparison.AT_LEAST, 100, "back >= 100 %")
                .objective(Metric.JOIN, 50, Comparison.AT_MOST, 1, "join p50 <= 1s"));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("1 of 2");
    assertThat(verdict.evidence()).isEqualTo("back >= 100 %: nobody hit, join p50 <= 1s: 0.060 s");
  }

  @Test
  void holdWhateverWasTheFateOfOneOfUnknownPlace() {
    Histories histories =
        rto(back(crashed(22), 1, 22, 4), 95, 9)
            .join(-20, "x", "sx", "cx", 1, "")
            .proof(-3, "x", "sx", "cx", 1)
            .lost(0.1, "x", "sx")
            .resume(14, "x", "sx", "cx", 1, "")
            .proof(14.1, "x", "sx", "cx", 1);
    assertThat(judged(histories).reason()).isEmpty();
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void areUnknownWhenFewWereAffected() {
    Verdict verdict = judged(rto(back(crashed(19), 1, 19, 4), 50, 9));
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo("rto p50 <= 9s: 19 affected, 20 are needed; use more participants");
  }

  @Test
  void failOfFewAllTheSame() {
    assertThat(judged(rto(back(crashed(5), 1, 5, 20), 50, 9)).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void areUnknownWhereTheHarnessWasUnfitForAsLong() {
    Histories histories =
        rto(back(crashed(20), 1, 20, 10), 95, 9)
            .fitness(4, "worker-1", 5, 0)
            .fitness(5, "worker-1", 900, 0);
    assertThat(judged(histories).reason())
        .isEqualTo(
            "rto p95 <= 9s: the harness was unfit for as long as it is too late; use a quieter or"
                + " larger machine");
  }

  @Test
  void countLossesThatNoFaultExplains() {
    Histories histories =
        back(crashed(20), 1, 20, 4)
            .join(-20, "x", "sx", "cx", 1, "m3")
            .owns(-18, "m2", "sx", 999)
            .list(-17, Histories.view("sx", 999, "media_1", "cx"))
            .proof(-3, "x", "sx", "cx", 1)
            .lost(5, "x", "sx")
            .objective(Metric.UNEXPLAINED_LOSSES, 0, Comparison.EQUAL, 0, "unexplained losses = 0");
    Verdict verdict = judged(histories);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "objective \"unexplained losses = 0\" does not hold: 1 (population 21: outages that no"
                + " fault explains though places are known); first x of session sx");

    Verdict damaged = judged(histories.damaged("harness", "its file is missing"));
    assertThat(damaged.result()).isEqualTo(Result.UNKNOWN);
    assertThat(damaged.reason())
        .isEqualTo(
            "unexplained losses = 0: the harness's file is damaged, and with it the record of"
                + " faults");
  }

  @Test
  void doNotCallALossUnexplainedWherePlacesAreUnknown() {
    Histories histories =
        back(crashed(20), 1, 20, 4)
            .join(-20, "x", "sx", "cx", 1, "")
            .join(-20, "y", "sy", "cy", 1, "")
            .proof(-3, "x", "sx", "cx", 1)
            .proof(-3, "y", "sy", "cy", 1)
            .lost(5, "x", "sx")
            .lost(5, "y", "sy")
            .objective(Metric.UNEXPLAINED_LOSSES, 0, Comparison.EQUAL, 0, "unexplained losses = 0");
    Verdict verdict = judged(histories);
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo(
            "unexplained losses = 0: 2 outages have no evidence of entry or owner; give the target"
                + " a source of it");
  }

  @Test
  void mayAllowFewerLossesThanThereWouldBeIfPlacesWereKnown() {
    Histories histories =
        back(crashed(20), 1, 20, 4)
            .join(-20, "x", "sx", "cx", 1, "")
            .join(-20, "y", "sy", "cy", 1, "")
            .proof(-3, "x", "sx", "cx", 1)
            .proof(-3, "y", "sy", "cy", 1)
            .lost(5, "x", "sx")
            .lost(5, "y", "sy")
            .objective(
                Metric.UNEXPLAINED_LOSSES, 0, Comparison.AT_MOST, 1, "unexplained losses <= 1");
    assertThat(judged(histories).reason())
        .startsWith("unexplained losses <= 1: 2 outages have no evidence of entry or owner");
  }

  @Test
  void tellHowManyMoreWereLostWhileTheHarnessWasUnfit() {
    Histories histories =
        back(crashed(20), 1, 20, 4)
            .join(-20, "x", "sx", "cx", 1, "m3")
            .owns(-18, "m2", "sx", 999)
            .list(-17, Histories.view("sx", 999, "media_1", "cx"))
            .proof(-3, "x", "sx", "cx", 1)
            .lost(5, "x", "sx")
            .busy(5)
            .objective(
                Metric.UNEXPLAINED_LOSSES, 0, Comparison.AT_MOST, 0, "unexplained losses <= 0");
    assertThat(histories.judged().figures().objectives())
        .containsExactly(
            new Figures.ObjectiveFigure(
                "unexplained losses <= 0",
                Result.UNKNOWN,
                "0, and 1 more while unfit",
                21,
                "1 loss fell into a time in which no clock is sure (other programs had 60 % of a"
                    + " busy host's CPU, +4.000 s to +5.000 s); use a quieter or larger machine"));
  }

  @Test
  void measureJoins() {
    Histories histories =
        back(crashed(20), 1, 20, 4)
            .objective(Metric.JOIN, 95, Comparison.AT_MOST, 1, "join p95 <= 1s");
    assertThat(judged(histories).evidence()).isEqualTo("join p95 <= 1s: 0.060 s");
  }

  @Test
  void areUnknownOnAnEmptyHistory() {
    Verdict verdict = judged(rto(new Histories(), 95, 9));
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(judged(new Histories()).reason()).isEqualTo("the drill states no objective");
  }
}
