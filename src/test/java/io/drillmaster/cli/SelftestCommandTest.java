package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.cli.selftest.Attempt;
import io.drillmaster.cli.selftest.Row;
import io.drillmaster.twin.role.Bug;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelftestCommandTest {

  private static Row row(Bug bug, String verdict) {
    Attempt attempt =
        new Attempt(
            bug.kebab(), Row.recipe(bug), 1, Map.of(bug.caughtBy(), verdict), Map.of(), 1, "", "");
    return new Row(bug, List.of(attempt));
  }

  @Test
  void endsWithZeroOnlyWithoutAMiss() {
    Row caught = row(Bug.OLD_TIMER, "fail");

    assertThat(SelftestCommand.exitCode(List.of(caught))).isZero();
    assertThat(SelftestCommand.exitCode(List.of(caught, row(Bug.LIFE_RESET, "pass")))).isEqualTo(1);
  }

  @Test
  void refusesAnUnknownBugAndNoJobsBeforeAnythingStarts() {
    StringWriter out = new StringWriter();

    assertThat(run(out, "selftest", "--bug", "old-timr")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(out.toString()).contains("unknown bug old-timr; use one of repin-on-rejoin");
    assertThat(run(out, "selftest", "--jobs", "0")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(out.toString()).contains("--jobs: 0 is not allowed; use 1 to 64");
  }

  @Test
  void theCatalogueTellsWhatIsWrongAndHowItIsShown() {
    StringWriter out = new StringWriter();
    run(out, "list", "bugs");

    assertThat(out.toString())
        .contains("old-timer                  The eviction timer of a lost socket is not cancelled")
        .contains("shown by: smoke --set load.signals=none; caught by: ToldTheTruth fails")
        .contains("caught by: PinnedMediaNode fails, in one of 20 clusters")
        .contains("caught by: HarnessHonest is unknown");
  }

  private static int run(StringWriter out, String... arguments) {
    PrintWriter writer = new PrintWriter(out);
    int code = Main.run(arguments, writer, writer);
    writer.flush();
    return code;
  }
}
