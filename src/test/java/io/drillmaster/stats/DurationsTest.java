package io.drillmaster.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void givesQuantilesWithinATenthOfAPercent() {
    Durations durations = new Durations();
    for (int millis = 1; millis <= 1000; millis++) {
      durations.record(millis * 1_000_000L);
    }
    assertThat(durations.count()).isEqualTo(1000);
    assertThat(durations.quantileSeconds(0.5).orElseThrow()).isCloseTo(0.5, within(0.0005));
    assertThat(durations.quantileSeconds(0.99).orElseThrow()).isCloseTo(0.99, within(0.001));
    assertThat(durations.quantileSeconds(1).orElseThrow()).isCloseTo(1.0, within(0.001));
  }

  @Test
  void countsWhatIsLongerThanADayAsADay() {
    Durations durations = new Durations();
    durations.record(30L * 3600 * 1_000_000_000);
    assertThat(durations.quantileSeconds(1).orElseThrow()).isCloseTo(86_400, within(90.0));
  }

  @Test
  void saysNothingOfQuantilesThatTheSampleIsTooSmallFor() {
    Durations durations = new Durations();
    durations.record(-5);
    assertThat(durations.quantileSeconds(0.5)).hasValue(0);
    assertThat(durations.quantileSeconds(0.95)).isEmpty();
  }
}
