package io.drillmaster.cli;

import io.drillmaster.chaos.aws.CallerFile;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.VerdictFile;
import io.drillmaster.cli.approval.ApprovalFile;
import io.drillmaster.cli.bundle.Bundle;
import io.drillmaster.cli.bundle.Manifest;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.run.RunFolder;
import io.drillmaster.time.ClockAnchor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Packs a run into one file of evidence. */
@Command(
    name = "bundle",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Pack a judged run into one zip file: history, verdict, ledger, reports, and a manifest with"
          + " the hash of each. Verify it anywhere with: drillmaster verify BUNDLE."
    },
    footerHeading = "%nExample:%n",
    footer = "  drillmaster bundle reports/latest --leave-out 'nodes/**' --out CHG0042.zip")
final class BundleCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "A run folder, e.g. reports/latest.")
  private Path run = Path.of("");

  @Option(
      names = "--leave-out",
      paramLabel = "GLOB",
      description =
          "Files of the run that do not leave this machine, e.g. 'nodes/**'; their hashes do;"
              + " repeatable. History and verdict cannot be left out.")
  private List<String> globs = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The bundle (default: the run folder's name with .zip, beside it).")
  private @Nullable Path out;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.existing(run);
    if (!Files.exists(folder.verdict())) {
      throw new BadInput(
          "%s is not judged; judge it with: ./drillmaster check %s"
              .formatted(Terminal.shown(folder.path()), Terminal.shown(folder.path())));
    }
    Path target =
        out != null ? out : folder.path().resolveSibling(folder.path().getFileName() + ".zip");
    Manifest manifest;
    try {
      manifest = Bundle.write(folder.path(), head(folder), leftOut(folder), target);
    } catch (IOException refused) {
      throw new BadInput(
          "%s cannot be written (%s); name a file in a folder that exists with --out"
              .formatted(target, refused.getMessage()));
    }
    PrintWriter console = spec.commandLine().getOut();
    console.printf(
        "%s: %,d files, %s%s%nSHA-256 %s%nverify it with: ./drillmaster verify %s%n",
        Terminal.shown(target),
        manifest.files().size(),
        manifest.verdict(),
        manifest.leftOut().isEmpty()
            ? ""
            : ", %,d left out and told by their hash".formatted(manifest.leftOut().size()),
        Bundle.sha256(target),
        Terminal.shown(target));
    return ExitCode.PASS;
  }

  private List<PathMatcher> leftOut(RunFolder folder) {
    List<PathMatcher> matchers = new ArrayList<>();
    for (String glob : globs) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      for (Path needed : List.of(folder.history("harness"), folder.verdict())) {
        if (matcher.matches(folder.path().relativize(needed))) {
          throw new BadInput(
              "--leave-out: '%s' takes %s, without which nobody can judge the run again; leave out less"
                  .formatted(glob, folder.path().relativize(needed)));
        }
      }
      matchers.add(matcher);
    }
    return matchers;
  }

  private static Manifest head(RunFolder folder) throws IOException {
    Judgement judgement = VerdictFile.read(Files.readString(folder.verdict()));
    Drill drill = DrillFile.read(judgement.drill() + ".yaml", Files.readString(folder.drill()));
    return new Manifest(
        Self.version(),
        ClockAnchor.now().wall(),
        System.getProperty("user.name", ""),
        CallerFile.read(folder.path()),
        judgement.drill(),
        judgement.run(),
        judgement.target(),
        judgement.overall().key(),
        judgement.why(),
        drill.safety().change(),
        Files.exists(folder.approval())
            ? ApprovalFile.id(ApprovalFile.read(folder.approval()))
            : "",
        List.of(),
        List.of());
  }
}
