package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads who mistypes: one sentence with the cure, and 254. */
class MainTest {

  private record Said(int code, String err) {}

  private static Said run(String... arguments) {
    StringWriter err = new StringWriter();
    int code = Main.run(arguments, new PrintWriter(new StringWriter()), new PrintWriter(err, true));
    return new Said(code, err.toString().strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rnu | drillmaster: 'rnu' is not a command of drillmaster; did you mean run?",
        "twin upp | drillmaster: 'upp' is not a command of drillmaster twin; did you mean up?",
        "list bug | drillmaster: there is no list of 'bug'; did you mean bugs?",
        "history nope | drillmaster: nope is not a folder; name a run folder, e.g. reports/latest"
      })
  void aMistypedWordIsToldWithItsCure(String line, String message) {
    assertThat(run(line.split(" ", -1))).isEqualTo(new Said(ExitCode.BAD_INPUT, message));
  }

  @Test
  void aRunIntoAFileOrOfNoKnownSimulationTouchesNothing(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Said intoFile = run("run", "smoke", "--set", "load.sessions=1", "--out", file.toString());
    assertThat(intoFile.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(intoFile.err()).contains("it is a file; give a writable folder with --out");

    Path runs = folder.resolve("runs");
    Said unknown =
        run("run", "smoke", "--set", "load.simulation=Conferense", "--out", runs.toString());
    assertThat(unknown.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(unknown.err()).contains("load.simulation: Conferense is not known");
    assertThat(runs).doesNotExist();
  }

  @Test
  void aRunKeepsWithinTheApprovedPlan(@TempDir Path folder) throws IOException {
    Path plan = folder.resolve("plan.json");
    assertThat(run("plan", "smoke", "--out", plan.toString()).code()).isEqualTo(ExitCode.PASS);

    Said other = run("run", "smoke", "--set", "load.sessions=7", "--approved", plan.toString());
    assertThat(other.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(other.err())
        .contains("does not cover this run: smoke is not the drill that was approved (SHA-256 ");

    Files.writeString(plan, Files.readString(plan).replace("\"most\" : 1", "\"most\" : 2"));
    Said changed = run("run", "smoke", "--approved", plan.toString());
    assertThat(changed.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(changed.err()).contains("plan.json was changed since it was made");

    Files.writeString(plan, "no plan");
    assertThat(run("run", "smoke", "--approved", plan.toString()).err())
        .contains("plan.json is no plan (")
        .contains("./drillmaster plan DRILL --out");
    assertThat(run("plan", "smoke", "--valid", "0").err())
        .isEqualTo("drillmaster: --valid: 0 is not allowed; use 1 to 720");
  }

  @Test
  void aRunKeepsWithinTheDrillsWindow(@TempDir Path folder) throws IOException {
    Path drill = folder.resolve("late.yaml");
    Files.writeString(
        drill,
        """
        drill: late
        proves: It comes too late.
        timeline: [ steady: 1s ]
        safety: { window: 2026-03-04T09:00Z to 2026-03-04T11:00Z }
        """);
    Said late = run("run", drill.toString(), "--out", folder.resolve("runs").toString());
    assertThat(late.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(late.err())
        .contains("safety.window: it is 20")
        .contains("have a later window agreed");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void aDamagedVerdictFileIsToldInOneLineWithTheCommandThatMakesItAgain(@TempDir Path run)
      throws IOException {
    Files.createDirectories(run.resolve("history"));
    Files.writeString(run.resolve("verdict.json"), "{\"x\":");
    Files.writeString(run.resolve("figures.json"), "{}");
    Said said = run("report", run.toString());
    assertThat(said.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err())
        .contains("verdict.json is damaged (")
        .endsWith("judge the run again: ./drillmaster check " + Terminal.shown(run))
        .doesNotContain("\n");
  }
}
