package io.drillmaster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardMainTest {
  private static InputStream pipe(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A process table whose members die at the second signal; number 13 is not ours. */
  private static final class FakeSignals implements Signals {
    final List<String> sent = new ArrayList<>();

    @Override
    public boolean send(ProcessId process, Signal signal) {
      String line = signal + " " + process.pid();
      boolean again = sent.contains(line);
      sent.add(line);
      if (process.pid() == 13 && !again) {
        throw new CommandRunner.CommandFailed("not ours", new IllegalStateException());
      }
      return !again;
    }

    @Override
    public ProcessState state(ProcessId process) {
      return ProcessState.RUNNING;
    }
  }

  @Test
  void tellsAReleaseFromTheHarnesssDeath() {
    assertThat(GuardMain.isReleased(pipe("released\n"))).isTrue();
    assertThat(GuardMain.isReleased(pipe(""))).isFalse();
    assertThat(GuardMain.isReleased(pipe("rele"))).isFalse();
  }

  @Test
  void killsEverybodyListedEvenWhenOneIsRefused(@TempDir Path folder) throws Exception {
    Path list = Files.writeString(folder.resolve("guard.list"), "12 1 m1\n13 1 m2\n14 1 store\n");
    FakeSignals signals = new FakeSignals();
    try (FileChannel open = GuardList.openToRead(list)) {
      assertThat(new GuardMain(open, signals).killAll()).isTrue();
    }
    assertThat(signals.sent)
        .containsExactly("KILL 12", "KILL 13", "KILL 14", "KILL 12", "KILL 13", "KILL 14");
  }

  @Test
  void runsEveryCommandEvenWhenOneFails(@TempDir Path folder) throws Exception {
    Path list =
        Files.writeString(folder.resolve("guard.list"), "! undo one\n12 1 m1\n! undo two\n");
    List<String> run = new ArrayList<>();
    CommandRunner runner =
        (argv, bound) -> {
          run.add(String.join(" ", argv));
          throw new CommandRunner.CommandFailed("no such program", new IllegalStateException());
        };
    try (FileChannel open = GuardList.openToRead(list)) {
      new GuardMain(open, new FakeSignals()).undoAll(runner);
    }
    assertThat(run).containsExactly("undo one", "undo two");
  }

  @Test
  void saysReadyBeforeItGuardsAndKillsNobodyWhenReleased(@TempDir Path folder) throws Exception {
    StringBuilder said = new StringBuilder();
    PrintStream out =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int octet) throws IOException {
                said.append((char) octet);
              }
            },
            true,
            StandardCharsets.UTF_8);
    Path list = folder.resolve("guard.list");
    assertThat(GuardMain.run(List.of(list.toString()), pipe("released\n"), out)).isZero();
    assertThat(said.toString()).isEqualTo("READY guard\n");
  }

  @Test
  void refusesOtherArguments() {
    assertThatThrownBy(() -> GuardMain.run(List.of(), pipe(""), System.out))
        .hasMessage("guard: 0 arguments; give the list file only");
  }
}
