package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A twin that stands by itself, drilled by others who come and go. */
class StandingTwinIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  /** Ctrl-C heals within this (issue: 6 s), beside other tests on the same cores. */
  private static final Duration STOP_BOUND = Duration.ofSeconds(20);

  /** Histories, logs, ledger, verdict, reports. */
  private static final long FILES_OF_A_RUN = 40;

  private static final String DRILL =
      """
      drill: long-freeze
      proves: A stopped run leaves nothing frozen.
      target: { twin: { masters: 2, mediaNodes: 1, protocol: fast } }
      load: { simulation: Conference, sessions: 4, participantsPerSession: 2, rampUp: 1s, signals: { every: 2s } }
      timeline:
        - steady: 1s
        - freeze: { master: one, for: 60s }
        - until: recovered
          within: 60s
      objectives:
        - unexplained losses = 0
      """;

  @TempDir Path home;
  private Path folder;
  private Program twin;

  @BeforeEach
  void standUp() throws Exception {
    folder = home.resolve("twin");
    twin = up();
    twin.await("stop +Ctrl-C", SOON);
  }

  @AfterEach
  void kill() {
    twin.close();
  }

  private Program up() throws IOException {
    return Program.start(
        home,
        Map.of(),
        "twin",
        "up",
        "--folder",
        folder.toString(),
        "--masters",
        "2",
        "--media-nodes",
        "1",
        "--protocol",
        "fast");
  }

  private Program drill(Map<String, String> environment) throws IOException {
    Path file = home.resolve("long-freeze.yaml");
    Files.writeString(file, DRILL);
    return Program.start(
        home,
        environment,
        "run",
        file.toString(),
        "--target",
        folder.resolve("target.yaml").toString(),
        "--out",
        home.resolve("runs").toString());
  }

  @Test
  void whoStopsARunHealsTheTwinThatLivesOnAndGivesNoSecretAway() throws Exception {
    try (Program second = up()) {
      assertThat(second.exitCode(SOON)).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(second.printed()).contains("a twin stands in", "give another --folder");
    }
    Leaks leaks = Leaks.ofSecretIn(folder.resolve("secret"));
    try (Program run = drill(Map.of())) {
      String frozen = run.await("FAULT 1 +freeze (m\\d)", SOON);
      run.await("observed", SOON);
      assertThat(leaks.amongCommandLines()).isEmpty();
      run.signal("INT");
      assertThat(run.exitCode(STOP_BOUND)).as(run.printed()).isEqualTo(ExitCode.UNKNOWN);
      assertThat(run.printed()).contains("UNKNOWN").contains(frozen);
    }
    assertThat(states(folder)).doesNotContain("T");
    assertThat(leaks.below(home)).as("files that give the secret away").isEmpty();
    assertThat(leaks.filesRead()).as("files looked into").isGreaterThan(FILES_OF_A_RUN);
    twin.signal("INT");
    assertThat(twin.exitCode(STOP_BOUND)).as(twin.printed()).isEqualTo(ExitCode.PASS);
    assertThat(twin.printed()).contains("stopped; nothing is left running");
  }

  /** State letters of the processes that belong to a folder. */
  private static String states(Path folder) throws IOException, InterruptedException {
    Process ps = new ProcessBuilder("ps", "-eo", "stat=,args=").start();
    String all = new String(ps.getInputStream().readAllBytes());
    ps.waitFor();
    StringBuilder letters = new StringBuilder();
    all.lines()
        .filter(line -> line.contains(folder.toString()))
        .forEach(line -> letters.append(line.charAt(0)));
    return letters.toString();
  }
}
