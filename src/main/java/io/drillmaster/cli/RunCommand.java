package io.drillmaster.cli;

import io.drillmaster.check.Judged;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.Header;
import io.drillmaster.process.Guard;
import io.drillmaster.report.ConsoleText;
import io.drillmaster.report.Ink;
import io.drillmaster.report.RunCard;
import io.drillmaster.run.Artefacts;
import io.drillmaster.run.DrillRun;
import io.drillmaster.run.Judging;
import io.drillmaster.run.RunFolder;
import io.drillmaster.run.RunOrder;
import io.drillmaster.run.Screen;
import io.drillmaster.run.StopLever;
import io.drillmaster.time.ClockAnchor;
import io.drillmaster.time.Ticker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
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
      "  drillmaster run --bug duplicate-signal"
    })
final class RunCommand implements Callable<Integer> {

  /** Rooms of two canaries each, on the second client stack. */
  private static final int CANARIES = 3;

  @Mixin private DrillChoice choice = new DrillChoice();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where run folders go (default: reports/runs).")
  private Path out = Self.runs();

  @Option(names = "--quiet", description = "Print nothing but the verdict.")
  private boolean quiet;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    long began = Ticker.system().nanos();
    PrintWriter console = spec.commandLine().getOut();
    Ink ink = Terminal.ink();
    DrillChoice.Chosen chosen = choice.resolve();
    Drill drill = chosen.drill();
    Preflight.check(drill);
    if (!quiet) {
      console.print(Opening.text(chosen, ink));
      console.flush();
    }
    Instant now = ClockAnchor.now().wall();
    RunFolder folder = RunFolder.create(out, drill.name(), now, chosen.seed());
    Header header = Headers.of(chosen, RunFolder.runId(now, chosen.seed()));
    Artefacts.writeOrder(folder, header.drillYaml(), chosen.repeat());
    StopLever lever = new StopLever();
    Interrupts.install(
        signal -> {
          console.println(
              "\n" + signal + ": healing, then judging what there is; again to give up at once");
          console.flush();
          lever.pull("stopped by " + signal);
        },
        () -> giveUp(console, folder));
    Screen screen = quiet ? Screen.SILENT : new ConsoleScreen(console, ink);
    DrillRun.Played played = play(new RunOrder(drill, header, folder, CANARIES), screen, lever);
    folder.becomeLatest(out);
    return judge(chosen, folder, played, Duration.ofNanos(Ticker.system().nanos() - began), began);
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

  private int judge(
      DrillChoice.Chosen chosen,
      RunFolder folder,
      DrillRun.Played played,
      Duration unused,
      long began) {
    PrintWriter console = spec.commandLine().getOut();
    Judged judged = new Judging(Headers::drill).judge(folder);
    int code = Outcomes.exitCode(judged.judgement(), played);
    RunCard card =
        new RunCard(
            Terminal.shown(folder.path()),
            chosen.repeat(),
            Duration.ofNanos(Ticker.system().nanos() - began),
            code,
            judged.judgement().zeroNanos());
    Artefacts.write(folder, card, judged, ReportAssets.load());
    console.print(new ConsoleText(Terminal.ink()).text(card, judged.judgement(), judged.figures()));
    played.troubles().forEach(trouble -> console.println("trouble: " + trouble));
    console.flush();
    return code;
  }

  private static void giveUp(PrintWriter console, RunFolder folder) {
    console.println(
        "\ngiving up; undo what is left with: ./drillmaster heal " + Terminal.shown(folder.path()));
    console.flush();
    Runtime.getRuntime().halt(ExitCode.HARNESS_FAILED);
  }

  /** Whether a drill makes its own cluster. */
  static boolean ownsTarget(Drill drill) {
    return drill.target() instanceof TargetSpec.Twin;
  }
}
