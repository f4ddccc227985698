package io.drillmaster.cli;

import io.drillmaster.check.Judged;
import io.drillmaster.report.ConsoleText;
import io.drillmaster.report.RunCard;
import io.drillmaster.run.Artefacts;
import io.drillmaster.run.Judging;
import io.drillmaster.run.RunFolder;
import io.drillmaster.time.Ticker;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges a stored run again, from its files alone. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Judge a stored run again from its history alone, here or on another machine.")
final class CheckCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "A run folder, e.g. reports/latest.")
  private Path run = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    long began = Ticker.system().nanos();
    RunFolder folder = RunFolder.existing(run);
    Judged judged = new Judging(Headers::drill).judge(folder);
    Duration took = Duration.ofNanos(Ticker.system().nanos() - began);
    RunCard card = Cards.of(folder, judged.judgement(), took);
    spec.commandLine()
        .getOut()
        .print(new ConsoleText(Terminal.ink()).text(card, judged.judgement(), judged.figures()));
    spec.commandLine().getOut().flush();
    try {
      Artefacts.write(folder, card, judged, ReportAssets.load());
    } catch (UncheckedIOException refused) {
      spec.commandLine()
          .getErr()
          .println("drillmaster: the reports are not written: " + refused.getMessage());
      return Math.max(judged.judgement().exitCode(), ExitCode.UNKNOWN);
    }
    return judged.judgement().exitCode();
  }
}
