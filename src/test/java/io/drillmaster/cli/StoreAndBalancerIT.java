package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.Verdict;
import io.drillmaster.check.VerdictFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole drills that break what no scaling group replaces. A busy host may leave a check unknown,
 * never failed.
 */
class StoreAndBalancerIT {

  private static final Duration RUN_BOUND = Duration.ofMinutes(3);

  @TempDir Path home;

  private Judgement judgement() throws IOException {
    try (Stream<Path> runs = Files.list(home.resolve("runs"))) {
      return VerdictFile.read(Files.readString(runs.toList().get(0).resolve("verdict.json")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"crash-store", "crash-one-balancer"})
  void everybodyIsBackAndNoCheckFails(String drill) throws Exception {
    String[] run = {
      "run",
      drill,
      "--seed",
      "7",
      "--out",
      home.resolve("runs").toString(),
      "--set",
      "load.sessions=20",
      "--set",
      "target.twin.protocol=fast"
    };
    try (Program program = Program.start(home, Map.of(), run)) {
      int code = program.exitCode(RUN_BOUND);
      assertThat(code).as(program.printed()).isIn(ExitCode.PASS, ExitCode.UNKNOWN);
    }
    Judgement judgement = judgement();
    assertThat(judgement.verdicts()).noneMatch(verdict -> verdict.result() == Result.FAIL);
    assertThat(judgement.verdict("EveryoneReconnected").map(Verdict::result)).contains(Result.PASS);
  }
}
