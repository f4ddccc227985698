package io.drillmaster.cli;

import io.drillmaster.chaos.Ledger;
import io.drillmaster.chaos.LedgerEntry;
import io.drillmaster.chaos.aws.AwsHealer;
import io.drillmaster.chaos.container.ContainerHealer;
import io.drillmaster.chaos.container.EngineFailed;
import io.drillmaster.chaos.process.Healer;
import io.drillmaster.chaos.process.TwinTarget;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.probe.RestProber;
import io.drillmaster.time.ClockAnchor;
import io.drillmaster.twin.TwinException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Undoes what an interrupted run left. */
@Command(
    name = "heal",
    mixinStandardHelpOptions = true,
    description =
        "Undo what an interrupted run left broken or running, and remove its sessions; doing it"
            + " twice does no harm.")
final class HealCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "Its folder (default: the newest below reports/runs).")
  private Path run = Path.of("");

  @Option(
      names = "--stack",
      paramLabel = "STACK",
      description =
          "A stack on AWS instead of a run of this machine: its marks tell of open runs; with"
              + " --region.")
  private String stack = "";

  @Option(names = "--region", paramLabel = "REGION", description = "Of the stack, e.g. eu-west-1.")
  private String region = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (!stack.isEmpty() || !region.isEmpty()) {
      return onStack();
    }
    Path folder = Runs.namedOrNewest(run).toAbsolutePath().normalize();
    if (ContainerHealer.isFor(folder)) {
      return inContainers(folder);
    }
    return AwsHealer.isFor(folder) ? onAws(folder) : onThisHost(folder);
  }

  private int inContainers(Path folder) throws InterruptedException {
    try {
      return told(ContainerHealer.here(System.getenv()).heal(folder));
    } catch (EngineFailed absent) {
      throw new BadInput("its containers cannot be healed: " + absent.getMessage());
    }
  }

  private int onThisHost(Path folder) throws InterruptedException {
    int healed = told(new Healer().heal(folder));
    if (Ledger.isIn(folder)) {
      Ledger.owner(folder)
          .flatMap(HealCommand::sweep)
          .ifPresent(spec.commandLine().getOut()::println);
    }
    return healed;
  }

  private int told(Healer.Report report) {
    report.lines().forEach(spec.commandLine().getOut()::println);
    return report.isHealed() ? ExitCode.PASS : ExitCode.HARNESS_FAILED;
  }

  /** A cluster that outlives the run keeps its sessions for as long as they are not closed. */
  private static Optional<String> sweep(LedgerEntry.Opened opened) {
    if (opened.standing().isEmpty()) {
      return Optional.empty();
    }
    try (TwinTarget target = TwinTarget.attach(new TargetSpec.StandingTwin(opened.standing()))) {
      int swept = RestProber.sweep(opened.run(), target.access());
      return Optional.of(
          swept == 0
              ? "sessions of the run: none is left"
              : "sessions of the run: %,d removed".formatted(swept));
    } catch (TwinException gone) {
      return Optional.empty(); // and its sessions with it
    }
  }

  /** A run of another machine left no ledger here. */
  private int onStack() {
    if (stack.isEmpty() || region.isEmpty() || !run.toString().isEmpty()) {
      throw new BadInput(
          "heal: a stack is named by --stack STACK and --region REGION, and then no run folder; give both, or a folder alone");
    }
    AwsHealer.Report report = new AwsHealer().healStack(region, stack, ClockAnchor.now().wall());
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
