package io.drillmaster.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.Outcome;
import io.drillmaster.probe.RestClient.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesTest {
  @ParameterizedTest
  @CsvSource({
    "204, true, OK",
    "200, true, INFO",
    "400, true, FAIL",
    "401, true, FAIL",
    "404, true, FAIL",
    "406, true, FAIL",
    "409, true, FAIL",
    "500, true, INFO",
    "502, true, INFO",
    "503, true, INFO",
    "504, true, INFO",
    "0, true, INFO",
    "0, false, FAIL",
  })
  void isFailOnlyWhenThereCertainlyWasNoEffect(int status, boolean sent, Outcome outcome) {
    assertThat(Outcomes.of(new Answer(1, 2, status, "", sent), 204)).isEqualTo(outcome);
  }
}
