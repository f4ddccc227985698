package io.drillmaster.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The process table of this host: sends signals and reads states, of processes that still are the
 * very ones meant. Thread-safe.
 */
public interface Signals {
  /**
   * Sends a signal.
   *
   * @return false when that process has ended (nothing was sent)
   * @throws CommandRunner.CommandFailed when the operating system refuses
   */
  boolean send(ProcessId process, Signal signal);

  /** Its state. */
  ProcessState state(ProcessId process);

  /** The real ones. */
  static Signals system() {
    return new SystemSignals(CommandRunner.system());
  }

  /** Signals by the shell's own {@code kill}, which every POSIX system has. */
  final class SystemSignals implements Signals {
    /** A signal takes effect at once; a shell on a busy machine may take a while to start. */
    private static final Duration BOUND = Duration.ofSeconds(5);

    private final CommandRunner commands;

    public SystemSignals(CommandRunner commands) {
      this.commands = commands;
    }

    @Override
    public boolean send(ProcessId process, Signal signal) {
      Optional<ProcessHandle> found = process.find();
      if (found.isEmpty()) {
        return false;
      }
      if (signal == Signal.KILL && found.get().destroyForcibly()) {
        return true;
      }
      String pid = Long.toString(process.pid());
      List<String> argv = List.of("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", signal.name(), pid);
      CommandRunner.Result result = commands.run(argv, BOUND);
      if (!result.isOk() && process.find().isPresent()) {
        throw new CommandRunner.CommandFailed(
            "SIG%s to process %s: refused (%s); are you its owner?"
                .formatted(signal, pid, result.output().strip()),
            new IllegalStateException("exit status " + result.exit()));
      }
      return result.isOk();
    }

    @Override
    public ProcessState state(ProcessId process) {
      if (process.find().isEmpty()) {
        return ProcessState.ENDED;
      }
      return ProcessStat.letter(process.pid())
          .or(() -> letterByPs(process.pid()))
          .map(ProcessStat::state)
          .orElse(ProcessState.ENDED);
    }

    /** Where there is no /proc (macOS). */
    private Optional<Character> letterByPs(long pid) {
      String stat =
          commands
              .run(List.of("ps", "-o", "stat=", "-p", Long.toString(pid)), BOUND)
              .output()
              .strip();
      return stat.isEmpty() ? Optional.empty() : Optional.of(stat.charAt(0));
    }
  }
}
