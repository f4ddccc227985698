package io.drillmaster.cli;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.drill.DrillLibrary;
import io.drillmaster.drill.InvalidDrill;
import io.drillmaster.simulations.worker.Simulations;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads drill files and names every mistake. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = "Read drill files and name every mistake with its line.")
final class LintCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "DRILL",
      description = "Files, or names of shipped drills.")
  private List<String> drills = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    int code = ExitCode.PASS;
    for (String drill : drills) {
      code = Math.max(code, lint(drill));
    }
    return code;
  }

  private int lint(String name) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Drill drill = DrillLibrary.find(name).drill(DrillFile.Overrides.NONE);
      Simulations.named(drill.load().simulation());
      out.printf(
          "%s: ok, %d steps, %d faults%n", name, drill.timeline().size(), drill.faults().size());
      return ExitCode.PASS;
    } catch (InvalidDrill | IllegalArgumentException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.BAD_INPUT;
    }
  }
}
