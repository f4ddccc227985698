package io.drillmaster.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.Condition.Metric;
import io.drillmaster.drill.Objective.Comparison;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTextTest {

  @Test
  void readsSharesCountsAndTimes() {
    assertThat(ConditionText.parse(" unexplained losses > 1.5 % for 20s "))
        .isEqualTo(
            new Condition(
                Metric.UNEXPLAINED_LOSSES,
                Comparison.MORE,
                1.5,
                true,
                Duration.ofSeconds(20),
                "unexplained losses > 1.5 % for 20s"));
    assertThat(ConditionText.parse("healthy masters<1"))
        .isEqualTo(
            new Condition(
                Metric.HEALTHY_MASTERS,
                Comparison.LESS,
                1,
                false,
                Duration.ZERO,
                "healthy masters<1"));
    assertThat(ConditionText.parse("harness unfit for 10s").lasts())
        .isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "everything is lost | is no condition; use METRIC OP VALUE [for TIME]",
        "lots > 1 % | 'lots' cannot be waited for; did you mean lost?",
        "lost > 101 % | 'lost > 101 %' is not allowed; use 0 % to 100 %",
        "healthy masters < 1 % | healthy masters is a number; leave % out",
        "lost == 1 | '==' is not allowed; use >=, >, =, < or <=",
        "lost > 1 for long | 'long' is not a length of time",
        "lost > 1 for -1s | for -1s is not allowed; use 0s or more"
      })
  void refusesWhatItCannotMeanWithACure(String text, String told) {
    assertThatThrownBy(() -> ConditionText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
  }
}
