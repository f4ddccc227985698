package io.drillmaster.process;

import java.time.Duration;
import java.util.List;

/** Runs a short command of the operating system and waits for it. Tests pass a fake. */
@FunctionalInterface
public interface CommandRunner {
  /**
   * What a command left.
   *
   * @param exit its exit status
   * @param output of both streams, at most 64 KB
   */
  record Result(int exit, String output) {
    /** Whether it succeeded. */
    public boolean isOk() {
      return exit == 0;
    }
  }

  /**
   * Runs it.
   *
   * @param argv program and arguments; no shell is involved
   * @param bound it is killed after this
   * @throws CommandFailed when it cannot be started, or did not end within the bound
   */
  Result run(List<String> argv, Duration bound);

  /** The real one. */
  static CommandRunner system() {
    return new SystemCommands();
  }

  /** A command could not be run to its end. */
  final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailed(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
