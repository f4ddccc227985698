package io.drillmaster.cli;

import io.drillmaster.chaos.aws.AwsHealer;
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
    Path folder = Runs.namedOrNewest(run).toAbsolutePath().normalize();
    return AwsHealer.isFor(folder) ? onAws(folder) : told(new Healer().heal(folder));
  }

  private int told(Healer.Report report) {
    report.lines().forEach(spec.commandLine().getOut()::println);
    return report.isHealed() ? ExitCode.PASS : ExitCode.HARNESS_FAILED;
  }

  /** Victims are a scaling group's to replace; processes of the run are here all the same. */
  private int onAws(Path folder) throws InterruptedException {
    AwsHealer.Report report = new AwsHealer().heal(folder);
    report.lines().forEach(spec.commandLine().getOut()::println);
    int processes = told(new Healer().endProcesses(folder));
    return report.isHealed() ? processes : ExitCode.HARNESS_FAILED;
  }
}
