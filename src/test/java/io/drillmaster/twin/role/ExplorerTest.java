package io.drillmaster.twin.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.role.Explorer.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** OneLife over many schedules; and the explorer finds what is wrong when something is. */
class ExplorerTest {

  /** More by hand: {@code -Ddrillmaster.explorer.schedules=20000 -Ddrillmaster.explorer.seed=1}. */
  private static final int SCHEDULES = Integer.getInteger("drillmaster.explorer.schedules", 60);

  private static final long FIRST_SEED = Long.getLong("drillmaster.explorer.seed", 1);
  private static final int SEEDS_TO_FIND_A_BUG = 60;

  @Test
  void noTwoLivesOfASessionAreEverInServiceAtOnce(TestReporter reporter) {
    long proofs = 0;
    long lives = 0;
    long fenced = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
      Outcome outcome = Explorer.explore(seed, Lease.Rule.FROM_QUESTION);
      assertThat(outcome.violations()).as("seed %d", seed).isEmpty();
      assertThat(outcome.sealedWhileValid()).as("sealed while valid, seed %d", seed).isZero();
      proofs += outcome.proofs();
      lives += outcome.lives();
      fenced += outcome.fenced();
    }
    reporter.publishEntry(
        "explored",
        SCHEDULES
            + " schedules, "
            + proofs
            + " proofs, "
            + lives
            + " lives, "
            + fenced
            + " fenced");
    assertThat(lives).as("schedules that lose no life prove nothing").isGreaterThan(2L * SCHEDULES);
    assertThat(fenced).as("schedules that fence nobody prove nothing").isGreaterThan(SCHEDULES);
  }

  @Test
  void validityCountedFromTheReplyIsFound() {
    assertThat(seedsUntilFound(Lease.Rule.FROM_REPLY)).isLessThanOrEqualTo(SEEDS_TO_FIND_A_BUG);
  }

  @Test
  void fencingOnlyWhenARenewalFailsIsFound() {
    assertThat(seedsUntilFound(Lease.Rule.UNTIL_RENEWAL_FAILS))
        .isLessThanOrEqualTo(SEEDS_TO_FIND_A_BUG);
  }

  @Test
  void theSameSeedIsTheSameRun() {
    assertThat(Explorer.explore(7, Lease.Rule.FROM_QUESTION))
        .isEqualTo(Explorer.explore(7, Lease.Rule.FROM_QUESTION));
  }

  private static int seedsUntilFound(Lease.Rule rule) {
    for (int n = 1; n <= SEEDS_TO_FIND_A_BUG; n++) {
      if (!Explorer.explore(n, rule).violations().isEmpty()) {
        return n;
      }
    }
    return Integer.MAX_VALUE;
  }
}
