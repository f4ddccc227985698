package io.drillmaster.cli;

import io.drillmaster.cli.child.ChildRun;
import io.drillmaster.cli.selftest.Attempt;
import io.drillmaster.cli.selftest.AttemptFile;
import io.drillmaster.cli.selftest.Campaign;
import io.drillmaster.cli.selftest.ChildRuns;
import io.drillmaster.cli.selftest.HealthyRuns;
import io.drillmaster.cli.selftest.HealthyText;
import io.drillmaster.cli.selftest.MatrixText;
import io.drillmaster.cli.selftest.Row;
import io.drillmaster.process.Guard;
import io.drillmaster.twin.role.Bug;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows which check catches which bug of the twin. */
@Command(
    name = "selftest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run every bug of the twin against the drill that should expose it, and print which check",
      "caught it. Takes hours; results are kept as they come, and the same command goes on where",
      "it was stopped. Ends with 0 only if every bug was caught by the check that should.",
      "With --healthy, run drills drawn by lot on a cluster without bugs instead; ends with 0",
      "only if no check failed."
    })
final class SelftestCommand implements Callable<Integer> {

  private static final int JOBS_MAX = 64;
  private static final int HEALTHY_MAX = 9_999;

  @Option(
      names = "--bug",
      paramLabel = "NAME",
      description = "Only this bug (drillmaster list bugs); repeatable.")
  private List<String> bugs = List.of();

  @Option(
      names = "--jobs",
      description =
          "Bugs played at once (default: ${DEFAULT-VALUE}); a run wants two cores of its own.")
  private int jobs = 1;

  @Option(
      names = "--again",
      description =
          "Play again what was missed before, e.g. with better checks or on a quiet host.")
  private boolean again;

  @Option(
      names = "--healthy",
      paramLabel = "COUNT",
      description = "So many drills drawn by lot, without any bug: what fails is a false alarm.")
  private int healthy;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description =
          "Where results and runs go, and matrix.md or healthy.md (default: reports/selftest).")
  private Path out = Self.home().resolve("reports").resolve("selftest");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (jobs < 1 || jobs > JOBS_MAX) {
      throw new BadInput("--jobs: " + jobs + " is not allowed; use 1 to " + JOBS_MAX);
    }
    if (healthy < 0 || healthy > HEALTHY_MAX) {
      throw new BadInput("--healthy: " + healthy + " is not allowed; use 1 to " + HEALTHY_MAX);
    }
    if (healthy > 0 && (again || !bugs.isEmpty())) {
      throw new BadInput("--healthy runs without bugs; leave --bug and --again out");
    }
    List<Bug> wanted = bugs.isEmpty() ? List.of(Bug.values()) : named();
    Files.createDirectories(out);
    return healthy > 0 ? healthy() : catalogue(wanted);
  }

  private int catalogue(List<Bug> wanted) throws InterruptedException, IOException {
    AttemptFile file = new AttemptFile(out.resolve("attempts.jsonl"));
    if (again) {
      file.forget(missed(Campaign.rows(wanted, file)));
    }
    List<Row> rows;
    try (Guard guard = guard()) {
      ChildRuns runs = new ChildRuns(new ChildRun(Self.launch(), guard, out));
      rows = new Campaign(file, runs, jobs, this::tell).play(wanted);
    }
    write("matrix.md", MatrixText.text(rows));
    return exitCode(rows);
  }

  private int healthy() throws InterruptedException, IOException {
    AttemptFile file = new AttemptFile(out.resolve("healthy.jsonl"));
    List<Attempt> attempts;
    try (Guard guard = guard()) {
      ChildRuns runs = new ChildRuns(new ChildRun(Self.launch(), guard, out));
      attempts = new HealthyRuns(file, runs, out.resolve("drills"), jobs, this::tell).play(healthy);
    }
    write("healthy.md", HealthyText.text(attempts));
    return HealthyText.isClean(attempts) ? ExitCode.PASS : ExitCode.FAIL;
  }

  private Guard guard() throws InterruptedException {
    return Guard.start(Self.launch(), out.resolve("guard.list"), out.resolve("guard.log"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(out.resolve(name), text);
    PrintWriter console = spec.commandLine().getOut();
    console.print("\n" + text);
    console.println("\nwritten: " + Terminal.shown(out.resolve(name)));
    console.flush();
  }

  private static Set<String> missed(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.state() == Row.State.MISSED)
        .map(row -> row.bug().kebab())
        .collect(Collectors.toSet());
  }

  private List<Bug> named() {
    return TwinBugs.known(bugs).stream().map(Bug::named).distinct().toList();
  }

  private void tell(String line) {
    PrintWriter console = spec.commandLine().getOut();
    synchronized (console) {
      console.println(line);
      console.flush();
    }
  }

  static int exitCode(List<Row> rows) {
    return rows.stream().allMatch(row -> row.state() == Row.State.CAUGHT)
        ? ExitCode.PASS
        : ExitCode.FAIL;
  }
}
