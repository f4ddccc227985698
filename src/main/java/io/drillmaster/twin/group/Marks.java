package io.drillmaster.twin.group;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which incarnations are victims of an active fault: one empty file each in the twin's folder, so
 * that the keeper of a standing twin sees what another process does to it.
 */
record Marks(Path folder) {

  private static final String NAME = "protected";

  /** The marks of a twin's folder. */
  static Marks of(Path twinFolder) {
    return new Marks(twinFolder.resolve(NAME));
  }

  private Path file(String incarnation) {
    return folder.resolve(incarnation);
  }

  void set(String incarnation) {
    try {
      Files.createDirectories(folder);
      Files.createFile(file(incarnation));
    } catch (FileAlreadyExistsException already) {
      // idempotent
    } catch (IOException cause) {
      throw new UncheckedIOException("mark for " + incarnation + " cannot be written", cause);
    }
  }

  void clear(String incarnation) {
    try {
      Files.deleteIfExists(file(incarnation));
    } catch (IOException cause) {
      throw new UncheckedIOException("mark for " + incarnation + " cannot be removed", cause);
    }
  }

  boolean has(String incarnation) {
    return Files.exists(file(incarnation));
  }
}
