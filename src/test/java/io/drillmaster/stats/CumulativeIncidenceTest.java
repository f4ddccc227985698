package io.drillmaster.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drillmaster.stats.CumulativeIncidence.Observation;
import io.drillmaster.stats.CumulativeIncidence.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CumulativeIncidenceTest {

  @Test
  void matchesTheValuesWorkedOutByHand() {
    // n 5: t1 cause 0; t2 censored; t3 cause 1; t4 cause 0; t5 censored.
    // S: 1, 4/5, 4/5, 8/15, 4/15. F0: 1/5, then 8/15 / 2 = 4/15 more; F1: 4/5 / 3 = 4/15.
    List<List<Step>> curves =
        CumulativeIncidence.of(
            List.of(
                new Observation(1, 0),
                new Observation(2, CumulativeIncidence.CENSORED),
                new Observation(3, 1),
                new Observation(4, 0),
                new Observation(5, CumulativeIncidence.CENSORED)),
            2);
    assertThat(curves.get(0)).hasSize(2);
    assertThat(curves.get(0).get(0)).isEqualTo(new Step(1, 0.2));
    assertThat(curves.get(0).get(1).time()).isEqualTo(4);
    assertThat(curves.get(0).get(1).share()).isCloseTo(7 / 15.0, within(1e-12));
    assertThat(curves.get(1).get(0).share()).isCloseTo(4 / 15.0, within(1e-12));
  }

  @Test
  void sumsToOneWithTheSurvivalCurveOfAllCauses() {
    Random random = new Random(5);
    List<Observation> competing = new ArrayList<>();
    List<KaplanMeier.Observation> together = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double time = random.nextInt(40);
      int cause = random.nextInt(4) - 1;
      competing.add(new Observation(time, cause));
      together.add(new KaplanMeier.Observation(time, cause >= 0));
    }
    KaplanMeier all = KaplanMeier.of(together);
    List<List<Step>> curves = CumulativeIncidence.of(competing, 3);
    for (double time = 0; time < 40; time++) {
      double sum = all.share(time);
      for (List<Step> curve : curves) {
        sum += shareAt(curve, time);
      }
      assertThat(sum).isCloseTo(1, within(1e-9));
    }
  }

  private static double shareAt(List<Step> curve, double time) {
    double share = 0;
    for (Step step : curve) {
      share = step.time() <= time ? step.share() : share;
    }
    return share;
  }

  @Test
  void hasAnEmptyCurveForACauseThatNeverOccurred() {
    assertThat(CumulativeIncidence.of(List.of(new Observation(1, 0)), 2))
        .containsExactly(List.of(new Step(1, 1)), List.of());
  }
}
