package io.drillmaster.cli;

import io.drillmaster.check.Judged;
import io.drillmaster.report.ConsoleText;
import io.drillmaster.report.RunCard;
import io.drillmaster.run.AccessLogImport;
import io.drillmaster.run.Artefacts;
import io.drillmaster.run.Judging;
import io.drillmaster.run.RunFolder;
import io.drillmaster.time.Ticker;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--access-log",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Access logs of an AWS application load balancer, plain or gzip, all that cover the run:"
              + " they tell where its sockets went. Kept beside the history, in a file of their"
              + " own; RUN comes first.")
  private List<Path> accessLogs = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    long began = Ticker.system().nanos();
    RunFolder folder = RunFolder.existing(run);
    if (!accessLogs.isEmpty()) {
      importLogs(folder);
    }
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

  private void importLogs(RunFolder folder) throws InterruptedException {
    AccessLogImport.Found found = AccessLogImport.into(folder, accessLogs);
    found.bad().forEach(spec.commandLine().getErr()::println);
    found.sentences().forEach(spec.commandLine().getOut()::println);
  }
}
