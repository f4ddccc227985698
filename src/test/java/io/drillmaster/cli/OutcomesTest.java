package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesTest {

  @ParameterizedTest
  @CsvSource({
    "PASS, false, false, 0",
    "FAIL, false, false, 1",
    "UNKNOWN, false, false, 2",
    "PASS, true, false, 2",
    "FAIL, true, false, 2",
    "PASS, false, true, 2",
    "FAIL, false, true, 1"
  })
  void neverCallsAStoppedOrTroubledRunAPass(
      Result overall, boolean stopped, boolean troubled, int code) {
    Judgement judgement =
        new Judgement(
            "d", "twin", "r", 1, overall, "why", List.of(), List.of(), List.of(), List.of(), 0);
    List<String> troubles = troubled ? List.of("m2 is not healed") : List.of();

    assertThat(Outcomes.exitCode(judgement, stopped, troubles)).isEqualTo(code);
  }
}
