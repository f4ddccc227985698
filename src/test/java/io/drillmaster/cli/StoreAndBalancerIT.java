package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.Verdict;
import io.drillmaster.check.VerdictFile;
import io.drillmaster.history.HistoryFolder;
import io.drillmaster.history.NodeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

  private Path theRun() throws IOException {
    try (Stream<Path> runs = Files.list(home.resolve("runs"))) {
      return runs.toList().get(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"crash-store", "crash-one-balancer"})
  void everybodyIsBackAndNoCheckFails(String drill) throws Exception {
    Judgement judgement = played(drill, "fast");
    assertThat(judgement.verdict("EveryoneReconnected").map(Verdict::result)).contains(Result.PASS);
  }

  @Test
  void aStoreThatFailsOverLosesNobody() throws Exception {
    played("fail-over-store", "real");
    Set<String> gone = new TreeSet<>();
    HistoryFolder.open(theRun())
        .read(
            each -> {
              if (each.event() instanceof NodeEvent.Gone end) {
                gone.add(end.incarnation().replaceFirst("#.*", ""));
              }
            });
    assertThat(gone).containsExactly("store");
  }

  private Judgement played(String drill, String protocol) throws Exception {
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
      "target.twin.protocol=" + protocol
    };
    try (Program program = Program.start(home, Map.of(), run)) {
      int code = program.exitCode(RUN_BOUND);
      assertThat(code).as(program.printed()).isIn(ExitCode.PASS, ExitCode.UNKNOWN);
    }
    Judgement judgement = VerdictFile.read(Files.readString(theRun().resolve("verdict.json")));
    assertThat(judgement.verdicts()).noneMatch(verdict -> verdict.result() == Result.FAIL);
    return judgement;
  }
}
