package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drillmaster.chaos.process.Iptables;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.Verdict;
import io.drillmaster.check.VerdictFile;
import io.drillmaster.process.CommandRunner;
import io.drillmaster.time.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole drills with partitions, on a machine that lets us lose packets; else skipped by name. */
class CutOffIT {

  private static final Duration RUN_BOUND = Duration.ofMinutes(3);
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final Duration GUARD_BOUND = Duration.ofSeconds(15);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final CommandRunner COMMANDS = CommandRunner.system();

  @TempDir Path home;

  @BeforeEach
  void mayLosePackets() {
    Optional<String> refusal = new Iptables(COMMANDS).refusal();
    assumeTrue(refusal.isEmpty(), () -> "packets cannot be lost here: " + refusal.orElse(""));
    assertThat(rules()).as("left by somebody else").isEmpty();
  }

  @AfterEach
  void nothingIsLeftBehind() throws InterruptedException {
    assertThat(Pause.until(() -> rules().isEmpty(), LOOK_EVERY, GUARD_BOUND))
        .as("rules: %s", rules())
        .isTrue();
  }

  private static List<String> rules() {
    return COMMANDS
        .run(List.of("iptables", "-w", "-S"), Duration.ofSeconds(10))
        .output()
        .lines()
        .filter(line -> line.contains(" drill-"))
        .toList();
  }

  private Program start(String drill, String... settings) throws IOException {
    List<String> run =
        new ArrayList<>(
            List.of("run", drill, "--seed", "7", "--out", home.resolve("runs").toString()));
    run.addAll(List.of("--set", "load.sessions=20", "--set", "target.twin.protocol=fast"));
    for (String setting : settings) {
      run.addAll(List.of("--set", setting));
    }
    return Program.start(home, Map.of(), run.toArray(new String[0]));
  }

  private Path run() throws IOException {
    try (Stream<Path> runs = Files.list(home.resolve("runs"))) {
      return runs.findFirst().orElseThrow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut-off-store", "refuse-balancer"})
  void everybodyIsBackAndNoCheckFails(String drill) throws Exception {
    try (Program program = start(drill)) {
      int code = program.exitCode(RUN_BOUND);
      assertThat(code).as(program.printed()).isIn(ExitCode.PASS, ExitCode.UNKNOWN);
    }
    Judgement judgement = VerdictFile.read(Files.readString(run().resolve("verdict.json")));
    assertThat(judgement.verdicts()).noneMatch(verdict -> verdict.result() == Result.FAIL);
    assertThat(judgement.verdict("EveryoneReconnected").map(Verdict::result)).contains(Result.PASS);
  }

  @Test
  void theGuardTakesTheRulesAwayWhenTheHarnessIsKilled() throws Exception {
    try (Program program = start("cut-off-store")) {
      assertThat(Pause.until(() -> rules().size() > 3, LOOK_EVERY, SOON))
          .as(program.printed())
          .isTrue();
      program.signal("KILL");
      program.exitCode(SOON);
    }
    assertThat(Pause.until(() -> rules().isEmpty(), LOOK_EVERY, GUARD_BOUND)).isTrue();
    try (Program heal = Program.start(home, Map.of(), "heal", run().toString())) {
      assertThat(heal.exitCode(SOON)).as(heal.printed()).isZero();
      assertThat(heal.printed()).contains("nothing to undo", "none is left");
    }
  }
}
