package io.drillmaster.cli;

import io.drillmaster.check.Judgement;
import io.drillmaster.check.Verdict;
import io.drillmaster.check.VerdictFile;
import io.drillmaster.cli.bundle.Bundle;
import io.drillmaster.cli.bundle.Manifest;
import io.drillmaster.run.Judging;
import io.drillmaster.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether a bundle is what it was, and whether its history says what its verdict says. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Hold each file of a bundle against its manifest, and judge its history again.",
      "Ends with 0 when all is as it says, with 1 when anything is not, whatever the verdict is."
    })
final class VerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "BUNDLE", description = "A zip file made by: drillmaster bundle.")
  private Path bundle = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(bundle)) {
      throw new BadInput(bundle + " is not a file; make one with: ./drillmaster bundle RUN");
    }
    Path scratch = Files.createTempDirectory("drillmaster-verify");
    try {
      Bundle.Found found = Bundle.read(bundle, scratch);
      List<String> differences = new ArrayList<>(found.differences());
      if (differences.isEmpty()) {
        differences.addAll(judgedAgain(found.manifest(), RunFolder.existing(scratch)));
      }
      tell(found.manifest(), differences);
      return differences.isEmpty() ? ExitCode.PASS : ExitCode.FAIL;
    } finally {
      delete(scratch);
    }
  }

  private static List<String> judgedAgain(Manifest manifest, RunFolder folder) throws IOException {
    Judgement told = VerdictFile.read(Files.readString(folder.verdict()));
    Judgement again = new Judging(Headers::drill).judge(folder).judgement();
    List<String> differences = new ArrayList<>();
    if (!manifest.verdict().equals(told.overall().key())) {
      differences.add(
          "the manifest says %s, verdict.json %s"
              .formatted(manifest.verdict(), told.overall().key()));
    }
    if (again.overall() != told.overall()) {
      differences.add(
          "the history says %s, verdict.json %s"
              .formatted(again.overall().key(), told.overall().key()));
    }
    for (Verdict verdict : again.verdicts()) {
      boolean same =
          told.verdict(verdict.check())
              .filter(each -> each.result() == verdict.result())
              .isPresent();
      if (!same) {
        differences.add(
            "%s: the history says %s, verdict.json does not"
                .formatted(verdict.check(), verdict.result().key()));
      }
    }
    return differences;
  }

  private void tell(Manifest manifest, List<String> differences) throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    console.printf(
        "drill      %s, run %s, target %s%n", manifest.drill(), manifest.run(), manifest.target());
    if (!manifest.caller().isEmpty()) {
      console.printf("run by     %s%n", manifest.caller());
    }
    console.printf("verdict    %s: %s%n", manifest.verdict(), manifest.why());
    console.printf(
        "bundled    %s by %s with version %s%n", manifest.made(), manifest.by(), manifest.tool());
    console.printf(
        "change     %s; approved plan %s%n",
        orNone(manifest.change()), orNone(manifest.approved()));
    console.printf(
        "files      %,d, and %,d left out%n", manifest.files().size(), manifest.leftOut().size());
    console.printf("SHA-256    %s%n", Bundle.sha256(bundle));
    if (differences.isEmpty()) {
      console.println("as it was: every file matches, and the history judged again says the same");
    } else {
      differences.forEach(difference -> console.println("DIFFERS    " + difference));
    }
    console.flush();
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "none" : text;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
