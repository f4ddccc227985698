package io.drillmaster.cli;

import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import java.util.List;

/** From verdict and circumstances to the exit code (decision D8). */
final class Outcomes {

  private Outcomes() {}

  /**
   * The code: a stopped run is never better than unknown; a trouble of the harness never a pass.
   */
  static int exitCode(Judgement judgement, boolean stopped, List<String> troubles) {
    if (stopped) {
      return ExitCode.UNKNOWN;
    }
    if (judgement.overall() == Result.PASS && !troubles.isEmpty()) {
      return ExitCode.UNKNOWN;
    }
    return judgement.exitCode();
  }
}
