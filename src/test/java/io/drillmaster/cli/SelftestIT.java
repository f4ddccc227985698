package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.drillmaster.cli.selftest.AttemptFile;
import io.drillmaster.cli.selftest.Campaign;
import io.drillmaster.cli.selftest.HealthyText;
import io.drillmaster.cli.selftest.Row;
import io.drillmaster.time.ClockAnchor;
import io.drillmaster.twin.role.Bug;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The part of the selftest that a build can afford, through the front door: on one day a bug, of
 * those that the shortest drill shows for certain, each time another; on the next a healthy drill.
 * A whole one takes hours and is run by hand.
 */
class SelftestIT {

  /** Three runs at most, when the host is too busy for the first two. */
  private static final Duration BOUND = Duration.ofMinutes(5);

  private static final List<Bug> SHORT =
      Stream.of(Bug.values())
          .filter(bug -> bug.exposure().drill().equals("smoke") && bug.exposure().oneIn() == 1)
          .toList();

  @TempDir Path home;

  /** The same all day, so that a red build can be repeated. */
  private static final long DAY =
      Duration.ofMillis(ClockAnchor.now().wall().toEpochMilli()).toDays();

  private static Bug bugOfTheDay() {
    return SHORT.get((int) Math.floorMod(DAY / 2, (long) SHORT.size()));
  }

  @Test
  void theBugOfTheDayIsCaughtByItsCheck() throws Exception {
    assumeThat(DAY % 2).as("bugs have the even days").isZero();
    Bug bug = bugOfTheDay();
    Path out = home.resolve("selftest");

    try (Program program =
        Program.start(home, Map.of(), "selftest", "--bug", bug.kebab(), "--out", out.toString())) {
      int exitCode = program.exitCode(BOUND);
      Row row = Campaign.rows(List.of(bug), new AttemptFile(out.resolve("attempts.jsonl"))).get(0);
      assumeThat(row.spoilt())
          .as("the host was too busy in every run of it: " + program.printed())
          .isLessThan(row.attempts().size());
      assertThat(exitCode).as(program.printed()).isEqualTo(ExitCode.PASS);
      assertThat(row.surprises()).as(program.printed()).isEmpty();
      assertThat(out.resolve("matrix.md")).content().contains("1 of 1 bugs caught");
    }
  }

  @Test
  void aHealthyDrillDrawnByLotRaisesNoAlarm() throws Exception {
    assumeThat(DAY % 2).as("healthy drills have the odd days").isOne();
    Path out = home.resolve("selftest");

    try (Program program =
        Program.start(home, Map.of(), "selftest", "--healthy", "1", "--out", out.toString())) {
      assertThat(program.exitCode(BOUND)).as(program.printed()).isEqualTo(ExitCode.PASS);
      assertThat(HealthyText.isClean(new AttemptFile(out.resolve("healthy.jsonl")).all())).isTrue();
      assertThat(out.resolve("healthy.md")).content().contains("1 of 1 runs without a false alarm");
    }
  }
}
