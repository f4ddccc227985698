package io.drillmaster.check;

import java.util.List;
import java.util.Optional;

/**
 * What a whole history means.
 *
 * @param drill name of the drill
 * @param target the kind of target: a verdict speaks of it alone
 * @param run the run's id
 * @param seed of all random choices
 * @param overall by decision D2: fail if any check fails, else unknown if a required one is
 *     unknown, else pass
 * @param why one sentence: what decided
 * @param verdicts one per check, in the order of {@link Checks}
 * @param required names of the checks whose unknown makes the run unknown
 * @param notJudged names of the checks that are unknown but not required
 * @param notTested what this run says nothing about
 * @param zeroNanos stamp that times are counted from: the first fault, or the beginning
 */
public record Judgement(
    String drill,
    String target,
    String run,
    long seed,
    Result overall,
    String why,
    List<Verdict> verdicts,
    List<String> required,
    List<String> notJudged,
    List<String> notTested,
    long zeroNanos) {

  public Judgement {
    verdicts = List.copyOf(verdicts);
    required = List.copyOf(required);
    notJudged = List.copyOf(notJudged);
    notTested = List.copyOf(notTested);
  }

  /** 0 pass, 1 fail, 2 unknown (design section 9). */
  public int exitCode() {
    return switch (overall) {
      case PASS -> 0;
      case FAIL -> 1;
      case UNKNOWN -> 2;
    };
  }

  /** The verdict of a check by its name. */
  public Optional<Verdict> verdict(String check) {
    return verdicts.stream().filter(verdict -> verdict.check().equals(check)).findFirst();
  }
}
