package io.drillmaster.cli;

import io.drillmaster.run.LeverFile;
import io.drillmaster.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pulls the lever of a run from another terminal. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = {
      "Ask a run that is going on to heal, to judge what there is and to end with 2, as Ctrl-C does.",
      "Ends with 254 when no such run is going on."
    })
final class StopCommand implements Callable<Integer> {

  /** The harness looks five times a second; a busy host is slower. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "Its folder (default: the newest below reports/runs).")
  private Path run = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Path folder = Runs.namedOrNewest(run);
    RunFolder going = RunFolder.existing(folder);
    String shown = Terminal.shown(going.path());
    if (Files.exists(going.verdict())) {
      throw new BadInput(shown + " is over: it has a verdict; nothing is to be stopped");
    }
    if (!LeverFile.pull(going, PATIENCE)) {
      throw new BadInput(
          "nobody answers for %s: its harness is gone; undo what it left with: %s"
              .formatted(shown, RunFailed.cure(going)));
    }
    spec.commandLine()
        .getOut()
        .println("stopping " + shown + ": it heals, judges what there is and ends with 2");
    return ExitCode.PASS;
  }
}
