package io.drillmaster.cli.selftest;

import io.drillmaster.check.Checks;
import io.drillmaster.check.Result;
import io.drillmaster.cli.child.Play;
import io.drillmaster.twin.role.Bug;
import io.drillmaster.twin.role.Exposure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known of one bug: its attempts, and what they come to.
 *
 * @param attempts of its present recipe, oldest first
 */
public record Row(Bug bug, List<Attempt> attempts) {

  /** Chance with which a bug that shows now and then would have shown in the attempts of a miss. */
  public static final double CONFIDENCE = 0.95;

  /** So many runs that a harness cannot vouch for are no accident. */
  private static final int SPOILT_MAX = 3;

  /** Objectives count the damage of every bug: their failing surprises nobody. */
  private static final Set<String> NEVER_A_SURPRISE = Set.of(Checks.OBJECTIVES);

  /** Where a bug stands. */
  public enum State {
    /** More runs are needed. */
    OPEN,
    /** The intended check did not pass. */
    CAUGHT,
    /** It should have shown by now. */
    MISSED
  }

  public Row {
    attempts = attempts.stream().filter(a -> a.recipe().equals(recipe(bug))).toList();
  }

  /** How a bug is provoked, in one line; a change of it makes older results void. */
  public static String recipe(Bug bug) {
    Exposure how = bug.exposure();
    return "%s %s -> %s %s"
        .formatted(how.drill(), String.join(" ", how.settings()), how.check(), expected(how).key());
  }

  /** The drill that exposes a bug, with the bug switched on. */
  static Play play(Bug bug, long seed) {
    List<String> options = new ArrayList<>(List.of("--bug", bug.kebab()));
    for (String setting : bug.exposure().settings()) {
      options.add("--set");
      options.add(setting);
    }
    return new Play(bug.kebab(), recipe(bug), bug.exposure().drill(), options, seed);
  }

  private static Result expected(Exposure how) {
    return how.verdict() == Exposure.Verdict.FAIL ? Result.FAIL : Result.UNKNOWN;
  }

  /** Runs without a catch after which a bug counts as missed. */
  public static int runsNeeded(int oneIn) {
    return oneIn == 1 ? 1 : (int) Math.ceil(Math.log(1 - CONFIDENCE) / Math.log(1 - 1.0 / oneIn));
  }

  /** Where it stands. */
  public State state() {
    if (catching().isPresent()) {
      return State.CAUGHT;
    }
    long judged = attempts.size() - spoilt();
    boolean isEnough = judged >= runsNeeded(bug.exposure().oneIn());
    return isEnough || spoilt() >= SPOILT_MAX ? State.MISSED : State.OPEN;
  }

  /** The first attempt in which the intended check said what it should. */
  public Optional<Attempt> catching() {
    return attempts.stream().filter(this::isCatch).findFirst();
  }

  private boolean isCatch(Attempt attempt) {
    Exposure how = bug.exposure();
    return !isSpoilt(attempt) && attempt.verdict(how.check()).equals(expected(how).key());
  }

  /**
   * Whether an attempt says nothing about the bug: no verdict, or a harness that cannot vouch for
   * the run. A check that fails then may fail for that reason.
   */
  private boolean isSpoilt(Attempt attempt) {
    boolean isMeantToBe =
        bug.caughtBy().equals(Checks.HARNESS_HONEST)
            || bug.exposure().alsoHit().contains(Checks.HARNESS_HONEST);
    return isMeantToBe ? !attempt.trouble().isEmpty() : attempt.wasSpoilt();
  }

  /** The attempt to show: the one that caught it, else the last. */
  public Optional<Attempt> shown() {
    return catching()
        .or(
            () ->
                attempts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(attempts.get(attempts.size() - 1)));
  }

  /** Checks that failed in any attempt although nobody expected it of this bug. */
  public Set<String> surprises() {
    Set<String> surprises = new TreeSet<>();
    for (Attempt attempt : attempts.stream().filter(each -> !isSpoilt(each)).toList()) {
      attempt
          .verdicts()
          .forEach(
              (check, verdict) -> {
                boolean isExpected =
                    check.equals(bug.caughtBy()) || bug.exposure().alsoHit().contains(check);
                if (verdict.equals(Result.FAIL.key())
                    && !isExpected
                    && !NEVER_A_SURPRISE.contains(check)) {
                  surprises.add(check);
                }
              });
    }
    return surprises;
  }

  /** Attempts that say nothing about the bug. */
  public long spoilt() {
    return attempts.stream().filter(this::isSpoilt).count();
  }

  /** Wall time of all its attempts, in seconds. */
  public long seconds() {
    return attempts.stream().mapToLong(Attempt::seconds).sum();
  }
}
