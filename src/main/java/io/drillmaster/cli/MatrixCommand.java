package io.drillmaster.cli;

import io.drillmaster.chaos.process.Iptables;
import io.drillmaster.check.Result;
import io.drillmaster.cli.child.ChildRun;
import io.drillmaster.cli.matrix.Flavour;
import io.drillmaster.cli.matrix.ResilienceText;
import io.drillmaster.cli.matrix.Trial;
import io.drillmaster.cli.matrix.Trials;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Nearest;
import io.drillmaster.process.CommandRunner;
import io.drillmaster.process.Guard;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs every flavour of fault that the target supports, under one load. */
@Command(
    name = "matrix",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run every flavour of fault under the target and load of a drill, one run each, and print",
      "the resilience table, worst first. Takes about two minutes a flavour; results are kept as",
      "they come, and the same command goes on where it was stopped. Ends with 0 if all passed,",
      "1 if one failed, else 2."
    })
final class MatrixCommand implements Callable<Integer> {

  @Mixin private DrillChoice choice = new DrillChoice();

  @Option(
      names = "--only",
      paramLabel = "FLAVOUR",
      description = "Only this flavour, e.g. crash-master; repeatable.")
  private List<String> only = List.of();

  @Option(names = "--again", description = "Forget what was played before.")
  private boolean again;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where runs and resilience.md go (default: reports/matrix).")
  private Path out = Self.home().resolve("reports").resolve("matrix");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException, IOException {
    DrillChoice.Chosen chosen = choice.resolve();
    List<Flavour> all = Flavour.all(chosen.limits().protocol().lease());
    List<Flavour> wanted = wanted(all);
    Optional<String> refusal = new Iptables(CommandRunner.system()).refusal();
    List<Flavour> playable =
        wanted.stream().filter(each -> refusal.isEmpty() || !needsRules(each)).toList();
    List<String> skipped =
        wanted.stream()
            .filter(each -> !playable.contains(each))
            .map(each -> "`%s`: %s".formatted(each.name(), refusal.orElse("")))
            .toList();
    Files.createDirectories(out);
    if (again) {
      Trials.forget(out);
    }
    List<Trial> trials;
    try (Guard guard =
        Guard.start(Self.launch(), out.resolve("guard.list"), out.resolve("guard.log"))) {
      ChildRun runs = new ChildRun(Self.launch(), guard, out);
      trials = new Trials(runs, out, this::tell).play(chosen.drill(), playable, chosen.seed());
    }
    Map<String, Flavour> byName =
        all.stream().collect(Collectors.toMap(Flavour::name, Function.identity()));
    write(ResilienceText.text(load(chosen.drill()), trials, byName, skipped));
    return exitCode(trials);
  }

  private List<Flavour> wanted(List<Flavour> all) {
    List<String> known = all.stream().map(Flavour::name).toList();
    for (String name : only) {
      if (!known.contains(name)) {
        throw new BadInput("--only: '" + name + "' is no flavour" + Nearest.hint(name, known));
      }
    }
    return Flavour.named(all, only);
  }

  private static boolean needsRules(Flavour flavour) {
    return flavour.fault().kind().parts();
  }

  private static String load(Drill drill) {
    return "%,d participants in %,d sessions; %s"
        .formatted(drill.load().participants(), drill.load().sessions(), Opening.cluster(drill));
  }

  private void write(String text) throws IOException {
    Files.writeString(out.resolve("resilience.md"), text);
    PrintWriter console = spec.commandLine().getOut();
    console.print("\n" + text);
    console.println("\nwritten: " + Terminal.shown(out.resolve("resilience.md")));
    console.flush();
  }

  private void tell(String line) {
    PrintWriter console = spec.commandLine().getOut();
    console.println(line);
    console.flush();
  }

  static int exitCode(List<Trial> trials) {
    if (trials.stream().anyMatch(trial -> trial.verdict().equals(Result.FAIL.key()))) {
      return ExitCode.FAIL;
    }
    return trials.stream().allMatch(trial -> trial.verdict().equals(Result.PASS.key()))
        ? ExitCode.PASS
        : ExitCode.UNKNOWN;
  }
}
