package io.drillmaster.cli;

import io.drillmaster.chaos.process.Healer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Undoes what an interrupted run left. */
@Command(
    name = "heal",
    mixinStandardHelpOptions = true,
    description =
        "Undo what an interrupted run left broken or running; doing it twice does no harm.")
final class HealCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "Its folder (default: the newest below reports/runs).")
  private Path run = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Path folder = Runs.namedOrNewest(run);
    Healer.Report report = new Healer().heal(folder.toAbsolutePath().normalize());
    report.lines().forEach(spec.commandLine().getOut()::println);
    return report.isHealed() ? ExitCode.PASS : ExitCode.HARNESS_FAILED;
  }
}
