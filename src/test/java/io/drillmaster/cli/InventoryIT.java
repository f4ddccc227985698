package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.VerdictFile;
import io.drillmaster.time.Pause;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The nodes of a twin as somebody else's: an inventory lists them, and commands harm them, those of
 * the first through a real sshd where there is one.
 */
class InventoryIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration RUN_BOUND = Duration.ofMinutes(3);
  private static final Duration GUARD_BOUND = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofMillis(100);

  @TempDir Path home;
  private Program cluster;
  private Path inventory;
  private @Nullable TestSshd sshd;

  @BeforeEach
  void standUp() throws Exception {
    sshd = TestSshd.start(home).orElse(null);
    cluster =
        Program.start(
            home,
            Map.of(),
            "twin",
            "up",
            "--folder",
            home.resolve("twin").toString(),
            "--media-nodes",
            "1",
            "--protocol",
            "fast");
    cluster.await("stop +Ctrl-C", SOON);
    Path secret = home.resolve("twin").resolve("secret");
    inventory =
        Files.writeString(
            home.resolve("site.yaml"),
            """
            url: %s
            secretFrom: { file: %s }
            clocks: fast
            protocol: fast
            nodes:
            %s%s%s"""
                .formatted(
                    cluster.await("base URL +(\\S+)", SOON),
                    secret,
                    node("m1", true),
                    node("m2", true),
                    node("m3", false)));
  }

  @AfterEach
  void end() {
    cluster.close();
    if (sshd != null) {
      sshd.close();
    }
  }

  private String pid(String name) throws InterruptedException {
    return cluster.await(name + " +MASTER +(\\d+)", SOON);
  }

  private String node(String name, boolean drill) throws InterruptedException {
    String pid = pid(name);
    String address = cluster.await(name + " +MASTER +\\d+ +.*?(127[.0-9]+:4443)", SOON);
    String ssh = sshd != null && name.equals("m1") ? "ssh: " + sshd.way() : "";
    return """
      - name: %s
        role: master
        drill: %s
        address: %s
        %s
        faults:
          freeze: { do: [kill, -STOP, %s], undo: [sh, -c, "kill -CONT %s || true"] }
          crash: { do: [kill, -KILL, %s] }
        check: [sh, -c, "! grep -q '^State:.*stopped' /proc/%s/status"]
    """
        .formatted(name, drill, address, ssh, pid, pid, pid, pid)
        .indent(0);
  }

  private Path drill(String name, String timeline) throws IOException {
    return Files.writeString(
        home.resolve(name + ".yaml"),
        """
        drill: %s
        proves: Somebody else's cluster is harmed by commands and put right.
        target: { inventory: "%s" }
        load: { sessions: 12, participantsPerSession: 2, rampUp: 1s, signals: { every: 1s } }
        timeline:
          - steady: 1s
        %s"""
            .formatted(name, inventory, timeline));
  }

  private Program program(String... arguments) throws IOException {
    return Program.start(
        home, Map.of("XDG_STATE_HOME", home.resolve("state").toString()), arguments);
  }

  private Program run(Path drill) throws IOException {
    return program("run", drill.toString(), "--out", home.resolve("runs").toString());
  }

  /** What the program prints that ends with this code; it touches nothing. */
  private static String printed(int code, String... arguments) {
    StringWriter printed = new StringWriter();
    PrintWriter writer = new PrintWriter(printed, true);
    assertThat(Main.run(arguments, writer, writer)).as(printed.toString()).isEqualTo(code);
    return printed.toString();
  }

  private Path runFolder() throws IOException {
    try (Stream<Path> runs = Files.list(home.resolve("runs"))) {
      return runs.findFirst().orElseThrow();
    }
  }

  private static boolean isStopped(String pid) {
    try {
      return Files.readString(Path.of("/proc", pid, "status")).contains("(stopped)");
    } catch (IOException ended) {
      return false;
    }
  }

  @Test
  void itsNodesAreFrozenAndKilledByCommand() throws Exception {
    Path drill =
        drill(
            "by-command",
            """
              - freeze: { master: m1, for: 1s }
              - until: recovered
                within: 60s
              - crash: { master: m2 }
              - until: recovered
                within: 60s
            """);
    try (Program program = run(drill)) {
      assertThat(program.exitCode(RUN_BOUND)).as(program.printed()).isIn(0, 2);
      assertThat(program.printed())
          .contains("target INVENTORY (speaks of this cluster")
          .contains("FAULT 1", "freeze m1", "FAULT 2", "crash m2");
    }
    Judgement judgement = VerdictFile.read(Files.readString(runFolder().resolve("verdict.json")));
    assertThat(judgement.verdicts()).noneMatch(verdict -> verdict.result() == Result.FAIL);
    assertThat(judgement.verdict("EveryoneReconnected").orElseThrow().result())
        .isEqualTo(Result.PASS);
    String stop = sshd == null ? "\"doing\":[\"kill\",\"-STOP\",\"%s\"]" : "\"kill -STOP %s\"]";
    String frozen = stop.formatted(pid("m1"));
    List<String> ledger = Files.readAllLines(runFolder().resolve("faults.ledger"));
    assertThat(ledger)
        .anyMatch(line -> line.contains(frozen))
        .anyMatch(line -> line.contains("undone by its command"))
        .anyMatch(line -> line.contains("nothing of ours is left"));
    assertThat(isStopped(pid("m1"))).isFalse();
  }

  @Test
  void whatAKilledRunLeftIsUndoneByItsGuardAndByHeal() throws Exception {
    Path drill = drill("long-freeze", "  - freeze: { master: m1, for: 60s }\n  - wait: 60s\n");
    String plan = printed(ExitCode.PASS, "plan", drill.toString());
    assertThat(plan).contains("m1 do: ", "kill -STOP " + pid("m1"), "kill -CONT " + pid("m1"));
    Path refused = drill("not-opted-in", "  - crash: { master: m3 }\n  - wait: 1s\n");
    assertThat(printed(ExitCode.BAD_INPUT, "run", refused.toString()))
        .contains("m3 is not opted in");
    try (Program program = run(drill)) {
      program.await("observed", SOON);
      assertThat(isStopped(pid("m1"))).isTrue();
      program.signal("KILL");
      program.exitCode(SOON);
    }
    String frozen = pid("m1");
    assertThat(Pause.until(() -> !isStopped(frozen), LOOK, GUARD_BOUND)).isTrue();
    try (Program again = run(drill("no-fault", "  - wait: 1s\n"))) {
      assertThat(again.exitCode(SOON)).as(again.printed()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(again.printed()).contains("has an unhealed run", "drillmaster heal");
    }
    try (Program heal = program("heal", oldest().toString())) {
      assertThat(heal.exitCode(SOON)).as(heal.printed()).isEqualTo(ExitCode.PASS);
      assertThat(heal.printed())
          .contains("freeze-1 of m1: its undo command was run, nothing is left of it");
    }
  }

  private Path oldest() throws IOException {
    try (Stream<Path> runs = Files.list(home.resolve("runs"))) {
      return runs.filter(run -> Files.exists(run.resolve("faults.ledger")))
          .findFirst()
          .orElseThrow();
    }
  }
}
