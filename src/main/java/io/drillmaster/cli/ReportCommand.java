package io.drillmaster.cli;

import io.drillmaster.check.FiguresFile;
import io.drillmaster.check.Judged;
import io.drillmaster.check.VerdictFile;
import io.drillmaster.report.RunCard;
import io.drillmaster.run.Artefacts;
import io.drillmaster.run.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws the reports of a judged run again. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Draw report.html, junit.xml and summary.md again from verdict.json and figures.json.")
final class ReportCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "A run folder (default: reports/latest).")
  private Path run = Self.home().resolve("reports/latest");

  @Option(
      names = "--copy-to",
      paramLabel = "DIR",
      description = "Copy drill, verdict, figures and reports there, without the history.")
  private @Nullable Path copyTo;

  @Option(names = "--open", description = "Open it in the browser.")
  private boolean open;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.existing(run);
    if (!Files.exists(folder.verdict()) || !Files.exists(folder.figures())) {
      throw new BadInput(
          Terminal.shown(folder.path())
              + " was not judged yet; judge it: ./drillmaster check "
              + Terminal.shown(folder.path()));
    }
    Judged judged = judged(folder);
    RunCard card = Cards.of(folder, judged.judgement(), Duration.ZERO);
    Artefacts.write(folder, card, judged, ReportAssets.load());
    if (copyTo != null) {
      copied(folder, judged, copyTo);
    }
    spec.commandLine().getOut().println(Terminal.shown(folder.report()));
    if (open) {
      openInBrowser(folder.report());
    }
    return ExitCode.PASS;
  }

  private static Judged judged(RunFolder folder) throws IOException {
    String verdict = new String(Files.readAllBytes(folder.verdict()), StandardCharsets.UTF_8);
    String figures = new String(Files.readAllBytes(folder.figures()), StandardCharsets.UTF_8);
    try {
      return new Judged(VerdictFile.read(verdict), FiguresFile.read(figures));
    } catch (IllegalArgumentException damaged) {
      String shown = Terminal.shown(folder.path());
      throw new BadInput(
          "%s: %s; judge the run again: ./drillmaster check %s"
              .formatted(shown, damaged.getMessage(), shown));
    }
  }

  private static void copied(RunFolder folder, Judged judged, Path into) {
    try {
      copy(folder, judged, into);
    } catch (IOException refused) {
      throw new BadInput(
          "--copy-to: %s cannot be written (%s); give a writable folder"
              .formatted(into, refused.getMessage()));
    }
  }

  private static void copy(RunFolder folder, Judged judged, Path into) throws IOException {
    Files.createDirectories(into);
    for (Path file : List.of(folder.drill(), folder.command())) {
      Files.copy(file, into.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    RunFolder copy = new RunFolder(into.toAbsolutePath().normalize());
    RunCard card = Cards.of(copy, judged.judgement(), Duration.ZERO);
    Artefacts.write(copy, card, judged, ReportAssets.load());
  }

  private static void openInBrowser(Path file) throws IOException {
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    new ProcessBuilder(List.of(mac ? "open" : "xdg-open", file.toString()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
