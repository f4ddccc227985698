package io.drillmaster.cli;

import io.drillmaster.check.Checks;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.drill.DrillLibrary;
import io.drillmaster.drill.Nearest;
import io.drillmaster.twin.role.Bug;
import io.drillmaster.twin.role.Exposure;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what there is. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List drills, faults, checks or bugs.")
final class ListCommand implements Callable<Integer> {

  /** What can be listed. */
  enum What {
    DRILLS,
    FAULTS,
    CHECKS,
    BUGS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    static What named(String word) {
      for (What what : values()) {
        if (what.toString().equals(word.toLowerCase(Locale.ROOT))) {
          return what;
        }
      }
      List<String> known = Arrays.stream(values()).map(What::toString).toList();
      throw new BadInput("there is no list of '" + word + "'" + Nearest.hint(word, known));
    }
  }

  @Parameters(paramLabel = "WHAT", description = "drills, faults, checks or bugs.")
  private String word = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    switch (What.named(word)) {
      case DRILLS -> drills(out);
      case FAULTS -> faults(out);
      case CHECKS -> checks(out);
      case BUGS -> bugs(out);
    }
    return ExitCode.PASS;
  }

  private static void drills(PrintWriter out) {
    for (String name : DrillLibrary.names()) {
      Drill drill = DrillLibrary.find(name).drill(DrillFile.Overrides.NONE);
      out.printf("%-20s %s%n", name, drill.proves());
    }
  }

  private static void faults(PrintWriter out) {
    FaultTable.lines().forEach(out::println);
    out.println();
    out.println("who: one, all-but-one, 50 %, NAME, busiest, owner-of SESSION, entry-of SESSION");
  }

  private static void checks(PrintWriter out) {
    for (Checks.About about : Checks.all()) {
      out.printf(
          "%-20s %s%n%-20s judges by: %s%n%-20s needs: %s; if not: %s%n",
          about.name(), about.property(), "", about.parameters(), "", about.needs(), about.cure());
    }
  }

  private static void bugs(PrintWriter out) {
    for (Bug bug : Bug.values()) {
      Exposure how = bug.exposure();
      out.printf(
          "%-26s %s%n%-26s shown by: %s%s; caught by: %s %s%s%n",
          bug.kebab(),
          bug.sentence(),
          "",
          how.drill(),
          how.settings().stream().map(each -> " --set " + each).collect(Collectors.joining()),
          how.check(),
          how.verdict() == Exposure.Verdict.FAIL ? "fails" : "is unknown",
          how.oneIn() == 1 ? "" : ", in one of %d clusters".formatted(how.oneIn()));
    }
    out.println("\nswitch one on: drillmaster run --bug NAME; play them all: drillmaster selftest");
  }
}
