package io.drillmaster.cli;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.drill.Witnesses;
import io.drillmaster.history.Header;
import io.drillmaster.process.Guard;
import io.drillmaster.report.Ink;
import io.drillmaster.run.Artefacts;
import io.drillmaster.run.DrillRun;
import io.drillmaster.run.RunFolder;
import io.drillmaster.run.RunOrder;
import io.drillmaster.run.Screen;
import io.drillmaster.run.StopLever;
import io.drillmaster.time.ClockAnchor;
import io.drillmaster.time.Ticker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a drill from file to verdict. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Run a drill and judge it. Ctrl-C heals, judges what there is and ends with 2.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  drillmaster run",
      "  drillmaster run freeze-one-master --set load.sessions=50 --seed 7",
      "  drillmaster run my-drill.yaml --target reports/twins/twin-4711/target.yaml",
      "  drillmaster run --bug duplicate-signal",
      "  drillmaster run crash-one-master --rehearse"
    })
final class RunCommand implements Callable<Integer> {

  @Mixin private DrillChoice choice = new DrillChoice();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where run folders go (default: reports/runs).")
  private Path out = Self.runs();

  @Option(
      names = "--rehearse",
      description =
          "Play it all but the faults: each is resolved and looked at in its place, and nothing is"
              + " broken.")
  private boolean rehearse;

  @Option(
      names = "--approved",
      paramLabel = "PLAN",
      description = "Run only within the bounds of this plan (plan --out PLAN); a copy is kept.")
  private @Nullable Path approved;

  @Option(names = "--quiet", description = "Print nothing but the verdict.")
  private boolean quiet;

  @Option(
      names = "--yes-drill",
      paramLabel = "STACK",
      description = "Type the name of the stack on AWS whose instances may be taken away.")
  private String yesDrill = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    long began = Ticker.system().nanos();
    StopLever lever = new StopLever();
    AtomicReference<@Nullable RunFolder> begun = new AtomicReference<>();
    install(lever, begun);
    DrillChoice.Chosen meant = choice.resolve();
    Instant now = ClockAnchor.now().wall();
    if (approved != null) {
      PlanCommand.check(approved, meant, now);
    }
    DrillChoice.Chosen chosen = rehearse ? meant.rehearsal() : meant;
    Drill drill = chosen.drill();
    if (!rehearse) {
      StackLook.consent(drill.target(), yesDrill);
    }
    Preflight.check(drill);
    Preflight.check(drill.safety(), now, PlanCommand.length(chosen));
    try (Notices notices = Notices.of(drill, System.getenv())) {
      return run(chosen, now, began, lever, begun, notices);
    }
  }

  private int run(
      DrillChoice.Chosen chosen,
      Instant now,
      long began,
      StopLever lever,
      AtomicReference<@Nullable RunFolder> begun,
      Notices notices)
      throws InterruptedException {
    Drill drill = chosen.drill();
    RunFolder folder = RunFolder.create(out, drill.name(), now, chosen.seed());
    begun.set(folder);
    PrintWriter console = spec.commandLine().getOut();
    Ink ink = Terminal.ink();
    if (!quiet) {
      console.print(Opening.text(chosen, ink));
      console.flush();
    }
    Header header = Headers.of(chosen, RunFolder.runId(now, chosen.seed()));
    Screen shown = quiet ? Screen.SILENT : new ConsoleScreen(console, ink);
    Screen screen = notices.on(shown, header.run(), drill);
    try {
      Artefacts.writeOrder(folder, header.drillYaml(), chosen.repeat());
      if (approved != null) {
        Artefacts.keepApproval(folder, approved);
      }
      DrillRun.Played played = play(order(chosen, header, folder), screen, lever);
      folder.becomeLatest(out);
      int code =
          new Closing(folder, chosen.repeat(), console).close(played, lever, began, notices::ended);
      String undelivered = notices.finish();
      if (!undelivered.isEmpty()) {
        console.println("notify: " + undelivered);
        console.flush();
      }
      return code;
    } catch (RuntimeException failure) {
      notices.ended("the harness failed; what it broke is undone by: " + RunFailed.cure(folder));
      var unused = notices.finish();
      throw RunFailed.of(failure, folder);
    }
  }

  private static RunOrder order(DrillChoice.Chosen chosen, Header header, RunFolder folder) {
    return new RunOrder(chosen.drill(), header, folder, Witnesses.canaryRooms(chosen.limits()));
  }

  private void install(StopLever lever, AtomicReference<@Nullable RunFolder> begun) {
    PrintWriter console = spec.commandLine().getOut();
    Interrupts.install(
        signal -> {
          console.println(
              "\n" + signal + ": healing, then judging what there is; again to give up at once");
          console.flush();
          lever.pull("stopped by " + signal);
        },
        () -> giveUp(console, begun.get()));
  }

  private static DrillRun.Played play(RunOrder order, Screen screen, StopLever lever)
      throws InterruptedException {
    Path nodes = order.folder().nodes();
    try (Guard guard =
        Guard.start(
            Self.launch(),
            order.folder().path().resolve("guard.list"),
            nodes.resolve("guard.log"))) {
      return new DrillRun(order, new Wiring(order, Self.launch(), guard), screen, lever).play();
    }
  }

  private static void giveUp(PrintWriter console, @Nullable RunFolder folder) {
    console.println(
        folder == null
            ? "\ngiving up; nothing was touched"
            : "\ngiving up; undo what is left with: " + RunFailed.cure(folder));
    console.flush();
    Runtime.getRuntime().halt(ExitCode.HARNESS_FAILED);
  }

  /** Whether a drill makes its own cluster. */
  static boolean ownsTarget(Drill drill) {
    return drill.target() instanceof TargetSpec.Twin;
  }
}
