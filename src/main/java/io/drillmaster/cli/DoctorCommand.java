package io.drillmaster.cli;

import io.drillmaster.process.Signals;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether a drill may begin here and now. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Look at this machine and the target before a drill, and touch neither: each line is pass,"
          + " warn or refuse, with its cure.",
      "Ends with 0, or with 254 where a line refuses."
    })
final class DoctorCommand implements Callable<Integer> {

  @Mixin private DrillChoice choice = new DrillChoice();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where run folders go (default: reports/runs).")
  private Path out = Self.runs();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    DrillChoice.Chosen chosen = choice.resolve();
    List<Finding> findings = new Doctor(chosen.drill(), out, Signals.system()).findings();
    findings.stream().map(Finding::line).forEach(spec.commandLine().getOut()::println);
    return findings.stream().anyMatch(each -> each.grade() == Finding.Grade.REFUSE)
        ? ExitCode.BAD_INPUT
        : ExitCode.PASS;
  }
}
