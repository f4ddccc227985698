package io.drillmaster.cli;

import io.drillmaster.run.Marks;
import io.drillmaster.run.RunFolder;
import io.drillmaster.time.Ticker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells a run that goes on what somebody has just done by hand. */
@Command(
    name = "mark",
    mixinStandardHelpOptions = true,
    description = {
      "Write a mark into the history of a run that is going on: what somebody did by hand, and when.",
      "It explains nothing to the checks: losses that follow it stay unexplained.",
      "Ends with 254 when no such run is going on."
    })
final class MarkCommand implements Callable<Integer> {

  /** The harness looks five times a second; a busy host is slower. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Parameters(index = "0", paramLabel = "RUN", description = "Its folder.")
  private Path run = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "TEXT",
      description = "One line of at most 200 characters, e.g. \"pulled the cable of m2\".")
  private String text = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    long at = Ticker.system().nanos();
    RunFolder going = RunFolder.existing(run);
    String shown = Terminal.shown(going.path());
    if (Files.exists(going.verdict())) {
      throw new BadInput(shown + " is over: it has a verdict; nothing can be marked in it");
    }
    if (!Marks.tell(going, text, at, PATIENCE)) {
      throw new BadInput(
          "nobody answers for %s: its harness is gone; undo what it left with: %s"
              .formatted(shown, RunFailed.cure(going)));
    }
    spec.commandLine().getOut().println("marked in " + shown + ": " + text);
    return ExitCode.PASS;
  }
}
