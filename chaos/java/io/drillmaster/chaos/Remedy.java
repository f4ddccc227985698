package io.drillmaster.chaos;

import io.drillmaster.process.CommandRunner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Undoes by command what a command did, and looks whether it is undone. Thread-safe. */
public final class Remedy {
  /** To another machine and back by ssh, and what a service takes to start. */
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final CommandRunner runner;

  public Remedy(CommandRunner runner) {
    this.runner = runner;
  }

  /**
   * Runs what undoes it; does nothing where there is no such command.
   *
   * @throws CommandRunner.CommandFailed when it does not succeed
   */
  public void apply(NodeCommands commands) {
    if (!commands.undoing().isEmpty()) {
      require(commands.undoing());
    }
  }

  /**
   * Runs a command that must succeed.
   *
   * @throws CommandRunner.CommandFailed when it does not
   */
  public void require(List<String> argv) {
    CommandRunner.Result result = runner.run(argv, BOUND);
    if (!result.isOk()) {
      throw new CommandRunner.CommandFailed(
          "%s: ended with %d%s"
              .formatted(String.join(" ", argv), result.exit(), said(result.output())),
          new IllegalStateException("exit status " + result.exit()));
    }
  }

  private static String said(String output) {
    return output.lines().findFirst().map(line -> " (" + line.strip() + ")").orElse("");
  }

  /** What shows that the node is not as it was; empty = it is. */
  public Optional<String> trouble(Intent intent) {
    NodeCommands commands = intent.commands().orElseThrow();
    if (commands.checking().isEmpty()) {
      NodeLook.Seen seen = NodeLook.at(intent.role(), commands.address());
      return seen.isWell() ? Optional.empty() : Optional.of(seen.words());
    }
    try {
      CommandRunner.Result result = runner.run(commands.checking(), BOUND);
      return result.isOk()
          ? Optional.empty()
          : Optional.of("its check ended with " + result.exit() + said(result.output()));
    } catch (CommandRunner.CommandFailed failed) {
      return Optional.of(String.valueOf(failed.getMessage()));
    }
  }
}
