package io.drillmaster.cli.selftest;

import io.drillmaster.check.Checks;
import io.drillmaster.check.Result;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run of a drill with one bug switched on, or with none, and what the checks said.
 *
 * @param bug its name; without one, the name of the {@link Play}
 * @param recipe how it was made, see {@link Play}; results of another recipe do not count
 * @param seed of the run
 * @param verdicts pass, fail or unknown by check, in the order of the verdict; empty without one
 * @param sentences the first counterexample, or the reason of an unknown, by check
 * @param seconds wall time
 * @param trouble why there is no verdict; empty when there is one
 * @param run folder of the run, below that of the selftest; empty when there is none
 */
public record Attempt(
    String bug,
    String recipe,
    long seed,
    Map<String, String> verdicts,
    Map<String, String> sentences,
    long seconds,
    String trouble,
    String run) {

  public Attempt {
    verdicts = Collections.unmodifiableMap(new LinkedHashMap<>(verdicts));
    sentences = Collections.unmodifiableMap(new LinkedHashMap<>(sentences));
  }

  /** An attempt that came to no verdict. */
  public static Attempt spoilt(
      String bug, String recipe, long seed, long seconds, String trouble, String run) {
    return new Attempt(bug, recipe, seed, Map.of(), Map.of(), seconds, trouble, run);
  }

  /** Whether it came to no verdict, or the harness cannot vouch for what it recorded. */
  public boolean wasSpoilt() {
    return !trouble.isEmpty() || verdict(Checks.HARNESS_HONEST).equals(Result.UNKNOWN.key());
  }

  /** What a check said; "absent" when there is no such check. */
  public String verdict(String check) {
    return verdicts.getOrDefault(check, "absent");
  }
}
