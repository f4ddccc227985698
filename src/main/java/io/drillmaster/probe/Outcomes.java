package io.drillmaster.probe;

import io.drillmaster.history.Outcome;
import io.drillmaster.probe.RestClient.Answer;
import java.util.Set;

/** How an HTTP attempt ended, in the sense of checks.md section 1. */
final class Outcomes {
  /** Certainly no effect. */
  private static final Set<Integer> FAILED = Set.of(400, 401, 404, 406, 409);

  private Outcomes() {}

  /**
   * Classifies.
   *
   * @param success the status that says that it took effect
   */
  static Outcome of(Answer answer, int success) {
    if (answer.status() == success) {
      return Outcome.OK;
    }
    boolean isCertain =
        answer.status() == 0 ? !answer.mayHaveEffect() : FAILED.contains(answer.status());
    return isCertain ? Outcome.FAIL : Outcome.INFO;
  }
}
