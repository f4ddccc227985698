package io.drillmaster.cli;

import io.drillmaster.history.Damage;
import io.drillmaster.history.HistoryFilter;
import io.drillmaster.history.HistoryFolder;
import io.drillmaster.history.HistoryText;
import io.drillmaster.run.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what happened, event by event. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Print the recorded history as a readable timeline; zero is the first fault.",
    footerHeading = "%nExample:%n",
    footer = "  drillmaster history reports/latest --session 0017 --around 00:02.5")
final class HistoryCommand implements Callable<Integer> {

  /** Enough to see cause and effect, few enough to read. */
  private static final double AROUND_SECONDS = 3;

  @Parameters(paramLabel = "RUN", description = "A run folder, e.g. reports/latest.")
  private Path run = Path.of("");

  @Option(
      names = "--session",
      paramLabel = "S",
      description = "Only this session; the end of its id is enough.")
  private @Nullable String session;

  @Option(
      names = "--participant",
      paramLabel = "P",
      description = "Only this participant, e.g. s0017-p2.")
  private @Nullable String participant;

  @Option(
      names = "--around",
      paramLabel = "TIME",
      description = "Only around this time since the first fault: [-]MM:SS[.mmm] or seconds.")
  private @Nullable String around;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "How much before and after --around (default: ${DEFAULT-VALUE}).")
  private double window = AROUND_SECONDS;

  @Option(names = "--all", description = "Ticks and fitness readings too.")
  private boolean all;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    HistoryFolder history = HistoryFolder.open(RunFolder.existing(run).path());
    HistoryText text = HistoryText.of(history);
    long from = Long.MIN_VALUE;
    long to = Long.MAX_VALUE;
    if (around != null) {
      long middle = text.stampOf(around);
      long width = (long) (window * 1e9);
      from = middle - width;
      to = middle + width;
    }
    HistoryFilter filter =
        new HistoryFilter(
            Optional.ofNullable(session), Optional.ofNullable(participant), from, to, all);
    PrintWriter out = spec.commandLine().getOut();
    long[] shown = {0};
    List<Damage> damages =
        new ArrayList<>(
            history.read(
                recorded -> {
                  if (filter.wants(recorded.event())) {
                    shown[0]++;
                    out.println(text.line(recorded));
                  }
                }));
    damages.addAll(history.missing(damages));
    damages.forEach(damage -> out.println("damage: " + damage.writer() + ": " + damage.text()));
    history.notes().forEach(note -> out.println("note: " + note));
    out.printf("%,d events shown%n", shown[0]);
    return damages.isEmpty() ? ExitCode.PASS : ExitCode.UNKNOWN;
  }
}
