package io.drillmaster.run;

import io.drillmaster.check.FiguresFile;
import io.drillmaster.check.Judged;
import io.drillmaster.check.VerdictFile;
import io.drillmaster.report.Assets;
import io.drillmaster.report.HtmlReport;
import io.drillmaster.report.JUnitXml;
import io.drillmaster.report.RunCard;
import io.drillmaster.report.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Writes what a run leaves to be read: verdict, figures, reports. */
public final class Artefacts {

  private Artefacts() {}

  /** Writes the drill as executed and the command that repeats it. */
  public static void writeOrder(RunFolder folder, String yaml, String command) {
    write(folder.drill(), yaml);
    write(folder.command(), command + "\n");
  }

  /** Keeps the plan that the run was approved by. */
  public static void keepApproval(RunFolder folder, Path plan) {
    try {
      write(folder.approval(), Files.readString(plan));
    } catch (IOException e) {
      throw new UncheckedIOException(plan + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The command that repeats a run; empty when its folder does not say. */
  public static Optional<String> command(RunFolder folder) {
    try {
      return Files.exists(folder.command())
          ? Optional.of(Files.readString(folder.command()).strip())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(folder.command() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Writes everything that follows from judging.
   *
   * @param assets what is inlined into the report
   */
  public static void write(RunFolder folder, RunCard card, Judged judged, Assets assets) {
    write(folder.verdict(), VerdictFile.text(judged.judgement()));
    write(folder.figures(), FiguresFile.text(judged.figures()));
    write(folder.junit(), JUnitXml.text(card, judged.judgement(), judged.figures()));
    write(folder.summary(), Summary.text(card, judged.judgement(), judged.figures()));
    write(folder.report(), HtmlReport.text(card, judged.judgement(), judged.figures(), assets));
  }

  /** A reader never sees half a file. */
  private static void write(Path file, String text) {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      try {
        Files.writeString(fresh, text);
        Files.move(
            fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
