package io.drillmaster.check;

import java.util.List;

/**
 * A verdict before the events around its counterexamples are looked up.
 *
 * @param reason why unknown, and how to get to know; empty otherwise
 * @param count of all counterexamples
 */
record Opinion(
    String check,
    Result result,
    String figure,
    String evidence,
    String reason,
    List<Suspect> suspects,
    long count,
    List<String> findings) {

  Opinion {
    suspects = List.copyOf(suspects);
    findings = List.copyOf(findings);
  }

  /** The usual case: fail if there is a counterexample, else unknown if there is a reason. */
  static Opinion of(
      String check, Suspects suspects, String unknown, String figure, String evidence) {
    Result result =
        !suspects.isEmpty() ? Result.FAIL : unknown.isEmpty() ? Result.PASS : Result.UNKNOWN;
    return new Opinion(
        check,
        result,
        figure,
        evidence,
        result == Result.UNKNOWN ? unknown : "",
        suspects.kept(),
        suspects.count(),
        List.of());
  }

  Opinion with(List<String> notes) {
    return new Opinion(check, result, figure, evidence, reason, suspects, count, notes);
  }
}
