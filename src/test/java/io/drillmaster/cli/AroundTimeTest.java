package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AroundTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2.5, 2500",
    "00:02.5, 2500",
    "+00:02.500, 2500",
    "-3, -3000",
    "-01:10, -70000",
    "12:00, 720000"
  })
  void readsTimesAsTheReportPrintsThem(String text, long millis) {
    assertThat(AroundTime.nanos(text)).isEqualTo(millis * 1_000_000);
  }

  @Test
  void saysWhatItTakesWhenItCannotReadOne() {
    assertThatThrownBy(() -> AroundTime.nanos("noon"))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "--around: 'noon' is not a time; use MM:SS.mmm or seconds since the first fault, e.g. 00:02.5 or -3");
  }
}
