package io.drillmaster.chaos.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who ran a drill, as AWS calls them: a line of text in the run folder. */
public final class CallerFile {
  /** Its name in the run folder. */
  public static final String NAME = "caller.txt";

  private CallerFile() {}

  /**
   * Keeps it.
   *
   * @throws UncheckedIOException when it cannot be written
   */
  static void write(Path runFolder, String caller) {
    Path file = runFolder.resolve(NAME);
    try {
      Files.writeString(file, caller + "\n");
    } catch (IOException refused) {
      throw new UncheckedIOException(file + " cannot be written", refused);
    }
  }

  /** Whoever ran it; empty = not on AWS. */
  public static String read(Path runFolder) throws IOException {
    Path file = runFolder.resolve(NAME);
    return Files.isRegularFile(file) ? Files.readString(file).strip() : "";
  }
}
