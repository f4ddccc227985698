package io.drillmaster.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder of all runs. */
final class Runs {

  private Runs() {}

  /** The folder that the user named, or else the newest. */
  static Path namedOrNewest(Path named) {
    return named.toString().isEmpty() ? newest(Self.runs()) : named;
  }

  /**
   * The run begun last, finished or not.
   *
   * @throws BadInput when there is none
   */
  static Path newest(Path runs) {
    if (!Files.isDirectory(runs)) {
      throw new BadInput("there is no run below " + Terminal.shown(runs) + "; name a run folder");
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve("history")))
          .max(Comparator.comparing(folder -> folder.toFile().lastModified()))
          .orElseThrow(
              () ->
                  new BadInput(
                      "there is no run below " + Terminal.shown(runs) + "; name a run folder"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
