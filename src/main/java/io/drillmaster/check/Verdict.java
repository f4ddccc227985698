package io.drillmaster.check;

import java.util.List;
import java.util.Optional;

/**
 * What one check says of one history.
 *
 * @param check its name, e.g. PinnedMediaNode
 * @param result pass, fail or unknown
 * @param figure key figure in words, e.g. "334 lives, 3,912 observations"
 * @param evidence how much evidence stands behind it, e.g. "0 disagree"
 * @param reason why unknown, and how to get to know; empty otherwise
 * @param counterexamples for a fail at least one, the first the shortest, at most {@link
 *     #MOST_COUNTEREXAMPLES}
 * @param findings what is worth knowing but no failure
 * @param counterexampleCount how many there are in all
 */
public record Verdict(
    String check,
    Result result,
    String figure,
    String evidence,
    String reason,
    List<Counterexample> counterexamples,
    List<String> findings,
    long counterexampleCount) {

  /** More would not be read; bounds the size of verdict and report. */
  public static final int MOST_COUNTEREXAMPLES = 5;

  public Verdict {
    counterexamples = List.copyOf(counterexamples);
    findings = List.copyOf(findings);
  }

  /** The first counterexample. */
  public Optional<Counterexample> counterexample() {
    return counterexamples.stream().findFirst();
  }
}
