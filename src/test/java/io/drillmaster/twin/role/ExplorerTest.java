package io.drillmaster.twin.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.role.Explorer.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** OneLife over many schedules; and the explorer finds what is wrong when something is. */
class ExplorerTest {

  /** More by hand: {@code -Ddrillmaster.explorer.schedules=20000 -Ddrillmaster.explorer.seed=1}. */
  private static final int SCHEDULES = Integer.getInteger("drillmaster.explorer.schedules", 300);

  private static final long FIRST_SEED = Long.getLong("drillmaster.explorer.seed", 1);
  private static final int SEEDS_TO_FIND_A_BUG = 300;

  @Test
  void noTwoLivesOfASessionAreEverInServiceAtOnce() {
    List<Outcome> outcomes = new ArrayList<>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
      Outcome outcome = Explorer.explore(seed, Lease.Rule.FROM_QUESTION);
      assertThat(outcome.violations()).as("seed %d", seed).isEmpty();
      outcomes.add(outcome);
    }
    System.out.println(
        "explored "
            + outcomes.size()
            + " schedules: "
            + outcomes.stream().mapToInt(Outcome::proofs).sum()
            + " proofs, "
            + outcomes.stream().mapToInt(Outcome::lives).sum()
            + " lives, "
            + outcomes.stream().mapToInt(Outcome::fenced).sum()
            + " fenced");
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

  private static int seedsUntilFound(Lease.Rule rule) {
    for (int n = 1; n <= SEEDS_TO_FIND_A_BUG; n++) {
      if (!Explorer.explore(n, rule).violations().isEmpty()) {
        System.out.println(rule + " found after " + n);
        return n;
      }
    }
    return Integer.MAX_VALUE;
  }
}
