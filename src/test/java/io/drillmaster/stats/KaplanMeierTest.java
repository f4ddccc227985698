package io.drillmaster.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.drillmaster.stats.KaplanMeier.Observation;
import io.drillmaster.stats.KaplanMeier.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KaplanMeierTest {

  private static Observation event(double time) {
    return new Observation(time, true);
  }

  private static Observation censored(double time) {
    return new Observation(time, false);
  }

  @Test
  void followsTheLeukaemiaExampleOfTheTextbooks() {
    // Freireich et al. 1963, 6-MP arm, remission in weeks: the worked example of Cox and Oakes.
    KaplanMeier curve =
        KaplanMeier.of(
            List.of(
                event(6),
                event(6),
                event(6),
                censored(6),
                event(7),
                censored(9),
                event(10),
                censored(10),
                censored(11),
                event(13),
                event(16),
                censored(17),
                censored(19),
                censored(20),
                event(22),
                event(23),
                censored(25),
                censored(32),
                censored(32),
                censored(34),
                censored(35)));
    assertThat(curve.steps().stream().map(Step::time))
        .containsExactly(6.0, 7.0, 10.0, 13.0, 16.0, 22.0, 23.0);
    assertThat(curve.steps().stream().map(Step::atRisk)).containsExactly(21, 17, 15, 12, 11, 7, 6);
    double[] published = {0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448};
    for (int i = 0; i < published.length; i++) {
      assertThat(curve.steps().get(i).share()).isCloseTo(published[i], within(5e-4));
    }
    assertThat(curve.quantile(0.5)).hasValue(23);
    assertThat(curve.quantile(0.95)).isEmpty();
    assertThat(curve.censored()).isEqualTo(12);
    assertThat(curve.lastTime()).isEqualTo(35);
  }

  @Test
  void countsWhoIsCensoredAtAnEventTimeAsStillWatched() {
    KaplanMeier curve = KaplanMeier.of(List.of(event(1), censored(1)));
    assertThat(curve.steps()).containsExactly(new Step(1, 0.5, 2, 1));
  }

  @Test
  void reachesExactlyTheShareThatHadItsEvent() {
    List<Observation> twenty = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      twenty.add(event(i));
    }
    KaplanMeier curve = KaplanMeier.of(twenty);
    assertThat(curve.quantile(0.95)).hasValue(19);
    assertThat(curve.quantile(1)).hasValue(20);
    assertThat(curve.quantile(0.5)).hasValue(10);
    assertThat(curve.share(19.5)).isCloseTo(0.05, within(1e-12));
    assertThat(curve.atRisk(19)).isEqualTo(2);
    assertThat(curve.atRisk(21)).isZero();
  }

  @Test
  void ofNobodyHasNoSteps() {
    KaplanMeier nobody = KaplanMeier.of(List.of());
    assertThat(nobody.steps()).isEmpty();
    assertThat(nobody.quantile(0.5)).isEmpty();
    assertThat(nobody.share(1)).isEqualTo(1);
    assertThat(nobody.lastTime()).isZero();
    assertThat(nobody.population()).isZero();
    assertThat(nobody.atRisk(0)).isZero();
  }

  @Test
  void equalsTheEmpiricalDistributionWithoutCensoring() {
    Random random = new Random(11);
    List<Observation> sample = new ArrayList<>();
    double[] values = new double[200];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(50);
      sample.add(event(values[i]));
    }
    KaplanMeier curve = KaplanMeier.of(sample);
    for (double share : new double[] {0.01, 0.1, 0.5, 0.9, 0.95, 0.99, 1}) {
      assertThat(curve.quantile(share)).isEqualTo(Quantiles.of(values, share));
    }
  }

  @Test
  void refusesTimesBeforeTheBeginning() {
    assertThatThrownBy(() -> event(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("time: -1.0 is not allowed; use 0 or more");
    assertThatThrownBy(() -> censored(Double.POSITIVE_INFINITY))
        .hasMessage("time: Infinity is not allowed; use 0 or more");
    assertThatThrownBy(() -> censored(Double.NaN)).hasMessageStartingWith("time: NaN");
  }

  @Test
  void refusesSharesThatAreNone() {
    KaplanMeier curve = KaplanMeier.of(List.of(event(1)));
    for (double share : new double[] {0, -0.1, 1.001, Double.NaN}) {
      assertThatThrownBy(() -> curve.quantile(share))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("share: " + share + " is not allowed; use above 0 to 1");
    }
  }

  @Test
  void isZeroOnceAllThatWereWatchedHadTheirEvent() {
    KaplanMeier curve = KaplanMeier.of(List.of(event(1), censored(2), event(3), event(3)));
    assertThat(curve.steps()).containsExactly(new Step(1, 0.75, 4, 1), new Step(3, 0, 2, 2));
    assertThat(curve.share(0.5)).isEqualTo(1);
    assertThat(curve.share(1)).isEqualTo(0.75);
    assertThat(curve.share(3)).isZero();
    assertThat(curve.population()).isEqualTo(4);
    assertThat(curve.censored()).isEqualTo(1);
  }
}
