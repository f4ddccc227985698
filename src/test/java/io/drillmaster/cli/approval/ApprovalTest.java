package io.drillmaster.cli.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run keeps within what was approved, or is told everything that stands between. */
class ApprovalTest {

  private static final Instant MADE = Instant.parse("2026-03-04T09:15:00Z");
  private static final Instant UNTIL = Instant.parse("2026-03-05T09:15:00Z");
  private static final String HASH = "0123456789abcdef";

  private static final Approval APPROVED = bounds("1.0", "failover", HASH, 1_000, "a", "b", "c");

  private static Approval bounds(
      String tool, String drill, String hash, int participants, String... nodes) {
    return new Approval(
        tool,
        drill,
        hash,
        "3 masters",
        participants,
        List.of(new Approval.Taken("crash", "master", 1, List.of(nodes))),
        MADE,
        UNTIL,
        "ann");
  }

  @Test
  void theSameRunKeepsWithinIt() {
    assertThat(APPROVED.objections(APPROVED)).isEmpty();
  }

  @Test
  void aNodeMayHaveBeenReplacedMeanwhileButNotAdded() {
    assertThat(APPROVED.objections(bounds("1.0", "failover", HASH, 1_000, "b", "c", "d")))
        .isEmpty();
    assertThat(APPROVED.objections(bounds("1.0", "failover", HASH, 1_000, "b", "c"))).isEmpty();
    assertThat(APPROVED.objections(bounds("1.0", "failover", HASH, 1_000, "b", "c", "d", "e")))
        .containsExactly(
            "crash may take master a b c or what replaced them, and there are more now: d e; make a"
                + " plan anew");
  }

  @Test
  void itEndsAtItsTime() {
    assertThat(APPROVED.objections(at(UNTIL))).isEmpty();
    assertThat(APPROVED.objections(at(UNTIL.plusSeconds(1))))
        .containsExactly("it ended at 2026-03-05T09:15:00Z; make a plan anew and have it approved");
  }

  private static Approval at(Instant now) {
    return new Approval(
        "1.0", "failover", HASH, "3 masters", 1_000, APPROVED.faults(), now, now, "bob");
  }

  @Test
  void everythingThatDiffersIsToldAtOnce() {
    Approval other =
        new Approval(
            "1.1", "failover", "ffff", "5 masters", 2_000, APPROVED.faults(), MADE, MADE, "ann");
    assertThat(APPROVED.objections(other))
        .containsExactly(
            "it was made with version 1.0, this is 1.1; use that version, or make a plan anew",
            "it speaks of 3 masters, the run of 5 masters",
            "failover is not the drill that was approved (SHA-256 0123456789ab, now ffff, 2,000"
                + " participants where 1,000 were approved); undo the change, or make a plan anew");
    assertThat(APPROVED.objections(bounds("1.0", "storm", "ffff", 1_000, "a")))
        .containsExactly("it speaks of the drill failover, the run of storm");
  }
}
