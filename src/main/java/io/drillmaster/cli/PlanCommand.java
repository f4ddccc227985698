package io.drillmaster.cli;

import io.drillmaster.check.Required;
import io.drillmaster.cli.approval.Approval;
import io.drillmaster.cli.approval.ApprovalFile;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Step;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.drill.Times;
import io.drillmaster.drill.Witnesses;
import io.drillmaster.report.Plan;
import io.drillmaster.report.PlanMarkdown;
import io.drillmaster.report.PlanText;
import io.drillmaster.time.ClockAnchor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a drill will do, touching nothing. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Show what a drill will do: victims, expected blast radius, required checks, undo. Touches"
            + " nothing.")
final class PlanCommand implements Callable<Integer> {

  private static final int HOURS_MOST = 720;

  /** Start of the twin and the workers, the last signals, leaving, judging (decision D13). */
  private static final Duration APART = Duration.ofSeconds(22);

  /** Recovery as simulated (decision D11); silence takes longer by its notice. */
  private static final Duration RECOVERY = Duration.ofSeconds(13);

  @Mixin private DrillChoice choice = new DrillChoice();

  /** What a plan can be printed as. */
  enum Format {
    TEXT,
    MD,
    JSON
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, md for a change request, or json (default: text).")
  private Format format = Format.TEXT;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the plan as JSON, too, for: run --approved FILE.")
  private @Nullable Path out;

  @Option(
      names = "--valid",
      paramLabel = "HOURS",
      description = "An approval of this plan ends after so many hours, 1 to 720 (default: 24).")
  private int valid = 24;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (valid < 1 || valid > HOURS_MOST) {
      throw new BadInput("--valid: %d is not allowed; use 1 to %d".formatted(valid, HOURS_MOST));
    }
    DrillChoice.Chosen chosen = choice.resolve();
    Plan plan = plan(chosen);
    Instant now = ClockAnchor.now().wall();
    Approval approval = approval(chosen, plan, now, Duration.ofHours(valid));
    PrintWriter console = spec.commandLine().getOut();
    console.print(
        switch (format) {
          case TEXT -> new PlanText(Terminal.ink()).text(plan);
          case MD -> PlanMarkdown.text(plan);
          case JSON -> ApprovalFile.text(approval, plan);
        });
    if (format == Format.TEXT && chosen.drill().target() instanceof TargetSpec.Aws aws) {
      console.println();
      StackLook.account(chosen.drill(), aws).stream().map(Finding::line).forEach(console::println);
      console.println("to run it, add --yes-drill " + aws.stack());
    }
    if (out != null) {
      write(out, ApprovalFile.text(approval, plan));
      if (format == Format.TEXT) {
        console.printf(
            "%nplan %s, valid until %s; run within it by: %s --approved %s%n",
            ApprovalFile.id(approval), approval.until(), chosen.repeat(), out);
      }
    }
    return ExitCode.PASS;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException refused) {
      throw new BadInput(
          "--out: %s cannot be written (%s); name a file in a folder that exists"
              .formatted(file, refused.getMessage()));
    }
  }

  /** The bounds of a plan made now. */
  static Approval approval(DrillChoice.Chosen chosen, Plan plan, Instant now, Duration validity) {
    Instant made = now.truncatedTo(ChronoUnit.SECONDS);
    return new Approval(
        Self.version(),
        plan.drill(),
        ApprovalFile.sha256(DrillFile.write(chosen.drill())),
        plan.cluster(),
        plan.load().participants(),
        plan.faults().stream()
            .map(
                fault ->
                    new Approval.Taken(
                        fault.kind(), fault.role(), fault.expected().victims(), fault.candidates()))
            .toList(),
        made,
        made.plus(validity),
        StackLook.caller(chosen.drill().target()));
  }

  /**
   * Holds a run that would begin now against what was approved.
   *
   * @throws BadInput when it does not keep within it, with everything that stands between
   */
  static void check(Path approved, DrillChoice.Chosen chosen, Instant now) {
    Approval approval;
    try {
      approval = ApprovalFile.read(approved);
    } catch (IllegalArgumentException none) {
      throw new BadInput(String.valueOf(none.getMessage()));
    }
    List<String> objections =
        approval.objections(approval(chosen, plan(chosen), now, Duration.ZERO));
    if (!objections.isEmpty()) {
      throw new BadInput(
          "--approved: plan %s does not cover this run: %s"
              .formatted(ApprovalFile.id(approval), String.join("; ", objections)));
    }
  }

  /** The plan of a chosen drill; works on its description alone. */
  static Plan plan(DrillChoice.Chosen chosen) {
    Drill drill = chosen.drill();
    MachineFit fit = MachineFit.read();
    List<String> warnings = new ArrayList<>();
    if (!fit.carries(drill.load().participants())) {
      warnings.add(fit.line(drill.load().participants()));
    }
    List<String> required = Required.of(drill);
    List<Plan.PlannedFault> faults = PlannedFaults.of(chosen);
    long touched = touched(drill, faults);
    List<String> notJudged =
        io.drillmaster.check.Checks.all().stream()
            .map(io.drillmaster.check.Checks.About::name)
            .filter(name -> !required.contains(name))
            .toList();
    return new Plan(
        drill.name(),
        drill.proves(),
        chosen.seed(),
        drill.target().kind(),
        Opening.cluster(drill),
        drill.load(),
        chosen.limits(),
        faults,
        witnesses(drill, touched),
        required,
        notJudged,
        "about " + length(chosen, touched).toSeconds() + " s",
        warnings);
  }

  private static List<String> witnesses(Drill drill, long touched) {
    List<String> lines = new ArrayList<>();
    if (!drill.faults().isEmpty()) {
      lines.add(
          "in an outage two newcomers into a new session every %s, a REST read every %s"
              .formatted(
                  Times.seconds(Witnesses.NEWCOMER_EVERY), Times.seconds(Witnesses.READ_EVERY)));
    }
    if (joinsAfterSettled(drill)) {
      lines.add(
          "one canary joins each touched session after settled: ~%,d, about %d s"
              .formatted(touched, Witnesses.joining(touched).toSeconds()));
    }
    lines.add(
        Witnesses.stoics(drill.load().sessions())
            + " sessions have a stoic, who believes its own proofs, not notices");
    return lines;
  }

  /** Whether something is broken before a `steady: settled`. */
  private static boolean joinsAfterSettled(Drill drill) {
    List<Step> steps = drill.timeline();
    long firstFault = steps.stream().takeWhile(step -> step.injects().isEmpty()).count();
    return steps.stream().skip(firstFault).anyMatch(Step.Settled.class::isInstance);
  }

  /** How many sessions the faults of a drill are expected to touch; each counts once. */
  private static long touched(Drill drill, List<Plan.PlannedFault> faults) {
    long touched = 0;
    for (int index = 0; index < faults.size(); index++) {
      Role role = drill.faults().get(index).role();
      touched += Witnesses.touched(faults.get(index).expected(), role, drill.load());
    }
    return Math.min(touched, drill.load().sessions());
  }

  /** About how long a run takes. */
  static Duration length(DrillChoice.Chosen chosen) {
    return length(chosen, touched(chosen.drill(), PlannedFaults.of(chosen)));
  }

  private static Duration length(DrillChoice.Chosen chosen, long touched) {
    Duration sum = APART.plus(chosen.drill().load().rampUp());
    if (joinsAfterSettled(chosen.drill())) {
      sum = sum.plus(Witnesses.joining(touched));
    }
    for (Step step : chosen.drill().timeline()) {
      if (step instanceof Step.Steady steady) {
        sum = sum.plus(steady.length());
      } else if (step instanceof Step.Settled) {
        sum = sum.plus(chosen.limits().settling());
      } else if (step instanceof Step.Wait wait) {
        sum = sum.plus(wait.length());
      } else if (step instanceof Step.Until) {
        sum = sum.plus(RECOVERY);
      }
    }
    return sum;
  }
}
