package io.drillmaster.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuantilesTest {

  @Test
  void areValuesOfTheSample() {
    double[] sample = {15, 20, 35, 40, 50};
    assertThat(Quantiles.of(sample, 0.05)).hasValue(15);
    assertThat(Quantiles.of(sample, 0.30)).hasValue(20);
    assertThat(Quantiles.of(sample, 0.40)).hasValue(20);
    assertThat(Quantiles.of(sample, 0.50)).hasValue(35);
    assertThat(Quantiles.of(sample, 1.00)).hasValue(50);
    assertThat(Quantiles.of(new double[0], 0.5)).isEmpty();
    assertThatThrownBy(() -> Quantiles.of(sample, 0))
        .hasMessage("share: 0.0 is not allowed; use above 0 to 1");
    assertThatThrownBy(() -> Quantiles.of(sample, 1.5))
        .hasMessage("share: 1.5 is not allowed; use above 0 to 1");
  }

  @Test
  void leaveTheSampleAsItIs() {
    double[] sample = {3, 1, 2};
    assertThat(Quantiles.of(sample, 0.5)).hasValue(2);
    assertThat(sample).containsExactly(3, 1, 2);
  }

  @Test
  void needASampleLargeEnoughToHaveSomethingBeyondThem() {
    assertThat(Quantiles.enough(19, 0.95)).isFalse();
    assertThat(Quantiles.enough(20, 0.95)).isTrue();
    assertThat(Quantiles.enough(99, 0.99)).isFalse();
    assertThat(Quantiles.enough(100, 0.99)).isTrue();
    assertThat(Quantiles.enough(1, 0.5)).isTrue();
    assertThat(Quantiles.enough(1, 1)).isTrue();
    assertThat(Quantiles.enough(0, 1)).isFalse();
  }
}
