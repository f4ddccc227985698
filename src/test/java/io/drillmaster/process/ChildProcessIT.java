package io.drillmaster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.time.Pause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;

  private ChildProcess shell(String script) {
    return ChildProcess.start(
        new ChildCommand(
            "m1",
            List.of("/bin/sh", "-c", script),
            Map.of("NODE_SECRET", "s3cret"),
            folder.resolve("nodes/m1.log")));
  }

  @Test
  void keepsTheNumberOfTheProcessItExecs() throws Exception {
    try (ChildProcess child = shell("echo READY $$; exec sleep 60")) {
      assertThat(child.awaitReady(SOON)).isEqualTo(Long.toString(child.id().pid()));
    }
  }

  @Test
  void keepsTheNumberWhereThereIsNoSetsid() throws Exception {
    List<String> argv =
        Detachment.ignoringInterrupt()
            .argv(List.of("/bin/sh", "-c", "echo READY $$; exec sleep 60"));
    try (ChildProcess child =
        ChildProcess.start(new ChildCommand("m1", argv, Map.of(), folder.resolve("m1.log")))) {
      assertThat(child.awaitReady(SOON)).isEqualTo(Long.toString(child.id().pid()));
    }
  }

  @Test
  void goesAheadOfOthersWhereItMayAndIsStartedWhereItMayNot() throws Exception {
    ChildCommand ahead =
        new ChildCommand(
            "worker-1",
            List.of("/bin/sh", "-c", "echo READY $$ $(nice); exec sleep 60"),
            Map.of(),
            folder.resolve("worker-1.log"),
            Priority.AHEAD);
    try (ChildProcess child = ChildProcess.start(ahead)) {
      assertThat(child.awaitReady(SOON)).matches(child.id().pid() + " (0|-20)");
      assertThat(child.logTail()).isEmpty();
    }
  }

  @Test
  void livesOutsideTheProcessGroupOfItsParent() throws Exception {
    try (ChildProcess child = shell("echo READY; exec sleep 60")) {
      child.awaitReady(SOON);
      assertThat(group(child.id().pid())).isNotEqualTo(group(ProcessHandle.current().pid()));
    }
  }

  private static String group(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[2];
  }

  @Test
  void givesSecretsByEnvironmentAndNeverPrintsThem() throws Exception {
    try (ChildProcess child = shell("echo READY $NODE_SECRET; exec sleep 60")) {
      assertThat(child.awaitReady(SOON)).isEqualTo("s3cret");
      assertThat(child.command().toString()).contains("NODE_SECRET").doesNotContain("s3cret");
    }
  }

  @Test
  void showsTheTailOfTheLogWhenItEndsBeforeItIsReady() {
    try (ChildProcess child = shell("echo out; echo port 4443 is taken >&2; exit 3")) {
      assertThatThrownBy(() -> child.awaitReady(SOON))
          .isInstanceOf(ChildFailed.class)
          .hasMessageStartingWith("m1 ended before it was ready (exit status 3); its log ends:\n  ")
          .hasMessageContaining("\n  port 4443 is taken")
          .hasMessageContaining("\n  out");
    }
  }

  @Test
  void saysThatItWasNotReadyInTime() {
    try (ChildProcess child = shell("exec sleep 60")) {
      assertThatThrownBy(() -> child.awaitReady(Duration.ofMillis(200)))
          .hasMessage("m1 was not ready within 200 ms; its log is empty");
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void saysThatAProgramCannotBeStartedOrEndsAtOnce() {
    try (ChildProcess child =
        ChildProcess.start(
            new ChildCommand("m1", List.of("/no/such/java"), Map.of(), folder.resolve("m1.log")))) {
      assertThatThrownBy(() -> child.awaitReady(SOON))
          .hasMessageStartingWith("m1 ended before it was ready (exit status 127)")
          .hasMessageContaining("/no/such/java");
    }
  }

  @Test
  void stopsContinuesAndKillsByIdentity() throws Exception {
    Signals signals = Signals.system();
    try (ChildProcess child = shell("echo READY; exec sleep 60")) {
      child.awaitReady(SOON);
      assertThat(signals.send(child.id(), Signal.STOP)).isTrue();
      awaitState(signals, child, ProcessState.STOPPED);
      assertThat(signals.send(child.id(), Signal.CONT)).isTrue();
      awaitState(signals, child, ProcessState.RUNNING);
      signals.send(child.id(), Signal.STOP);
      assertThat(signals.send(child.id(), Signal.KILL)).isTrue();
      assertThat(child.awaitEnd(SOON)).isTrue();
      assertThat(child.exitStatus()).hasValue(137);
      assertThat(child.how()).isEqualTo("SIGKILL");
      assertThat(signals.send(child.id(), Signal.KILL)).isFalse();
      assertThat(signals.state(child.id())).isEqualTo(ProcessState.ENDED);
    }
  }

  private static void awaitState(Signals signals, ChildProcess child, ProcessState wanted)
      throws InterruptedException {
    assertThat(Pause.until(() -> signals.state(child.id()) == wanted, Duration.ofMillis(5), SOON))
        .as("%s", wanted)
        .isTrue();
  }

  @Test
  void holdsItsInputOpenUntilClosed() throws Exception {
    try (ChildProcess child = shell("read line; echo READY $line; read rest; exit 7")) {
      child.stdin().write("hello\n".getBytes(StandardCharsets.UTF_8));
      child.stdin().flush();
      assertThat(child.awaitReady(SOON)).isEqualTo("hello");
      assertThat(child.isAlive()).isTrue();
      child.stdin().close();
      assertThat(child.awaitEnd(SOON)).isTrue();
      assertThat(child.exitStatus()).hasValue(7);
    }
  }
}
