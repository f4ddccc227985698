package io.drillmaster.cli.matrix;

import io.drillmaster.check.Checks;
import io.drillmaster.check.Figures;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of one flavour, as it is kept.
 *
 * @param flavour its name
 * @param recipe target, load and fault in one line; results of another recipe do not count
 * @param signature what the wire showed: cut, closed or silent; empty = nothing was seen
 * @param verdict pass, fail or unknown; empty without one
 * @param decided checks that failed, else those whose unknown decided
 * @param why one sentence; why there is no verdict where there is none
 * @param hit participants with an outage that the fault explains
 * @param p50 seconds to recovery; null = the sample is too small, or there is none
 * @param limitSeconds what a participant is given to come back
 * @param lost participants not back at the end
 * @param unexplained outages that no fault explains
 * @param isFit whether the harness vouches for its times
 * @param seconds wall time
 * @param run its folder, below that of the matrix
 */
public record Trial(
    String flavour,
    String recipe,
    long seed,
    String signature,
    String verdict,
    List<String> decided,
    String why,
    int hit,
    @Nullable Double p50,
    @Nullable Double p99,
    @Nullable Double max,
    double limitSeconds,
    int lost,
    int unexplained,
    boolean isFit,
    long seconds,
    String run) {

  private static final String OBSERVED = " observed: ";

  public Trial {
    decided = List.copyOf(decided);
  }

  /** One that came to no verdict. */
  static Trial spoilt(
      String flavour, String recipe, long seed, String why, long seconds, String run) {
    return new Trial(
        flavour, recipe, seed, "", "", List.of(), why, 0, null, null, null, 0, 0, 0, false, seconds,
        run);
  }

  /** What a run says. */
  static Trial of(
      String flavour,
      String recipe,
      long seconds,
      Judgement judgement,
      Figures figures,
      String run) {
    Figures.Recovery all = figures.recovery().stream().findFirst().orElse(null);
    return new Trial(
        flavour,
        recipe,
        judgement.seed(),
        signature(figures),
        judgement.overall().key(),
        decided(judgement),
        judgement.why(),
        figures.blasts().stream().mapToInt(Figures.Blast::observedHit).sum(),
        all == null ? null : all.p50(),
        all == null ? null : all.p99(),
        all == null ? null : all.max(),
        figures.run().limitSeconds(),
        figures.blasts().stream()
            .flatMap(blast -> blast.rows().stream())
            .mapToInt(Figures.BlastRow::lost)
            .sum(),
        figures.unexplained(),
        judgement
            .verdict(Checks.HARNESS_HONEST)
            .filter(verdict -> verdict.result() == Result.PASS)
            .isPresent(),
        seconds,
        run);
  }

  private static String signature(Figures figures) {
    return figures.marks().stream()
        .filter(mark -> mark.kind() == Figures.MarkKind.EFFECT && mark.text().contains(OBSERVED))
        .map(mark -> mark.text().substring(mark.text().indexOf(OBSERVED) + OBSERVED.length()))
        .findFirst()
        .orElse("");
  }

  private static List<String> decided(Judgement judgement) {
    if (judgement.overall() == Result.PASS) {
      return List.of();
    }
    return judgement.verdicts().stream()
        .filter(verdict -> verdict.result() == judgement.overall())
        .map(Verdict::check)
        .filter(check -> judgement.overall() == Result.FAIL || judgement.required().contains(check))
        .toList();
  }

  /** Whether it says anything: it came to a verdict, and not on a host too busy to tell. */
  boolean tells() {
    return verdict.equals(Result.FAIL.key()) || (!verdict.isEmpty() && isFit);
  }

  /** The share of the limit that the slowest used, over 1 when somebody is not back. */
  Optional<Double> budgetUsed() {
    if (lost > 0) {
      return Optional.of(Double.POSITIVE_INFINITY);
    }
    return max == null || limitSeconds == 0 ? Optional.empty() : Optional.of(max / limitSeconds);
  }
}
