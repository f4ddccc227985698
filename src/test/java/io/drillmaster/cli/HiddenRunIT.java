package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Checks;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.history.Event;
import io.drillmaster.history.HistoryFolder;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.run.Judging;
import io.drillmaster.run.RunFolder;
import io.drillmaster.twin.balancer.AccessLine;
import io.drillmaster.twin.balancer.BalancerCodec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole drill on a cluster that tells no places, and its balancer's log read afterwards. */
class HiddenRunIT {

  private static final Duration RUN_BOUND = Duration.ofMinutes(3);

  @TempDir Path home;

  private Path run() throws IOException {
    try (Stream<Path> runs = Files.list(home.resolve("runs"))) {
      return runs.toList().get(0);
    }
  }

  private static List<Event> events(Path run) {
    List<Event> events = new ArrayList<>();
    assertThat(HistoryFolder.open(run).read(each -> events.add(each.event()))).isEmpty();
    return events;
  }

  private static Judgement judgement(Path run) {
    return new Judging(Headers::drill).judge(RunFolder.existing(run)).judgement();
  }

  private static Set<String> with(Judgement judgement, Result result) {
    return judgement.verdicts().stream()
        .filter(verdict -> verdict.result() == result)
        .map(verdict -> verdict.check())
        .collect(Collectors.toSet());
  }

  /** "127.0.0.1:50001 m2" of every upgrade that the balancer itself knows of. */
  private static Set<String> upgrades(Path run) throws IOException {
    return Files.readAllLines(run.resolve("nodes").resolve("access.jsonl")).stream()
        .map(BalancerCodec::readLine)
        .filter(line -> line.kind() == AccessLine.Kind.UPGRADE)
        .map(line -> line.client() + " " + line.node())
        .collect(Collectors.toSet());
  }

  @Test
  void isJudgedRightFromOutsideAndTheLogTellsTheRest() throws Exception {
    String[] arguments = {
      "run",
      "smoke",
      "--seed",
      "7",
      "--out",
      home.resolve("runs").toString(),
      "--set",
      "target.twin.tells=nothing",
      "--set",
      "load.sessions=12"
    };
    try (Program program = Program.start(home, Map.of(), arguments)) {
      assertThat(program.exitCode(RUN_BOUND)).as(program.printed()).isEqualTo(ExitCode.PASS);
    }
    Path run = run();
    List<Event> events = events(run);
    assertThat(events)
        .noneMatch(NodeEvent.EntryOf.class::isInstance)
        .noneMatch(NodeEvent.Owns.class::isInstance)
        .noneMatch(NodeEvent.Rotation.class::isInstance)
        .noneMatch(NodeEvent.StoreRead.class::isInstance)
        .noneMatch(event -> event instanceof ProbeEvent.HealthRead read && read.node() != null)
        .anyMatch(
            event ->
                event instanceof ProbeEvent.Webhook hook
                    && hook.event().equals("nodeCrashed")
                    && !hook.sessions().isEmpty());
    Judgement outside = judgement(run);
    assertThat(with(outside, Result.FAIL)).isEmpty();
    assertThat(with(outside, Result.UNKNOWN)).contains(Checks.BLAST_RADIUS, Checks.BALANCED);
    assertThat(outside.required())
        .contains(Checks.TOLD_THE_TRUTH, Checks.EVERYONE_RECONNECTED)
        .doesNotContain(Checks.BLAST_RADIUS, Checks.BALANCED, Checks.OBJECTIVES);

    StringWriter printed = new StringWriter();
    PrintWriter writer = new PrintWriter(printed, true);
    String log = run.resolve("nodes").resolve("alb-access.log").toString();
    String[] check = {"check", run.toString(), "--access-log", log};
    assertThat(Main.run(check, writer, writer)).as(printed.toString()).isEqualTo(ExitCode.PASS);
    assertThat(printed.toString()).contains("access log: ", " sockets is known by it");
    Judgement told = judgement(run);
    assertThat(with(told, Result.FAIL)).isEmpty();
    assertThat(told.verdict(Checks.BALANCED).orElseThrow().reason())
        .doesNotContain("no entry is known");
    assertThat(
            events(run).stream()
                .filter(NodeEvent.EntryOf.class::isInstance)
                .map(NodeEvent.EntryOf.class::cast)
                .map(entry -> entry.local() + " " + entry.node()))
        .hasSizeGreaterThan(48)
        .isSubsetOf(upgrades(run));
  }
}
