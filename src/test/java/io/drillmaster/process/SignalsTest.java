package io.drillmaster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalsTest {
  private static final ProcessId ME = ProcessId.of(ProcessHandle.current());
  private static final ProcessId GONE = new ProcessId(ME.pid(), 1);

  private final List<List<String>> commands = new ArrayList<>();

  private Signals signals(int exit, String output) {
    return new Signals.SystemSignals(
        (argv, bound) -> {
          commands.add(argv);
          return new CommandRunner.Result(exit, output);
        });
  }

  @Test
  void sendsByTheShellsOwnKill() {
    assertThat(signals(0, "").send(ME, Signal.CONT)).isTrue();
    assertThat(commands)
        .containsExactly(
            List.of("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", "CONT", Long.toString(ME.pid())));
  }

  @Test
  void neverSignalsALaterProcessOfTheSameNumber() {
    assertThat(signals(0, "").send(GONE, Signal.STOP)).isFalse();
    assertThat(signals(0, "").send(GONE, Signal.KILL)).isFalse();
    assertThat(commands).isEmpty();
    assertThat(signals(0, "").state(GONE)).isEqualTo(ProcessState.ENDED);
  }

  @Test
  void saysWhichSignalToWhomWasRefused() {
    assertThatThrownBy(() -> signals(1, "Operation not permitted\n").send(ME, Signal.STOP))
        .isInstanceOf(CommandRunner.CommandFailed.class)
        .hasMessage(
            "SIGSTOP to process %d: refused (Operation not permitted); are you its owner?"
                .formatted(ME.pid()));
  }
}
