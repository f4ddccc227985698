package io.drillmaster.cli.selftest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The result file of a selftest: one attempt per line, appended when it is known, so that a
 * selftest that was stopped goes on where it was (decision D31). Thread-safe.
 */
public final class AttemptFile {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path file;

  /** The results in a file, which need not exist yet. */
  public AttemptFile(Path file) {
    this.file = file;
  }

  /**
   * All attempts, oldest first. A last line that was cut off by a crash is left out.
   *
   * @throws IllegalArgumentException when any other line is not one of ours
   */
  public synchronized List<Attempt> all() {
    List<Attempt> attempts = new ArrayList<>();
    String text = text();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      try {
        attempts.add(JSON.readValue(line, Attempt.class));
      } catch (JacksonException broken) {
        throw new IllegalArgumentException(
            "%s, line %d is no attempt of a selftest; remove the line, or use another --out"
                .formatted(file, attempts.size() + 1),
            broken);
      }
    }
    return attempts;
  }

  private String text() {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException cause) {
      throw new UncheckedIOException(file + " cannot be read", cause);
    }
  }

  /** Forgets all attempts of these bugs, so that they are played again. */
  public synchronized void forget(Set<String> bugs) {
    List<Attempt> kept = all().stream().filter(each -> !bugs.contains(each.bug())).toList();
    StringBuilder lines = new StringBuilder();
    kept.forEach(each -> lines.append(JSON.writeValueAsString(each)).append('\n'));
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, lines);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException cause) {
      throw new UncheckedIOException(file + " cannot be written", cause);
    }
  }

  /** Adds an attempt. */
  public synchronized void append(Attempt attempt) {
    try {
      String before = text();
      if (!before.endsWith("\n")) {
        Files.writeString(file, before.substring(0, before.lastIndexOf('\n') + 1));
      }
      Files.write(
          file,
          (JSON.writeValueAsString(attempt) + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException cause) {
      throw new UncheckedIOException(file + " cannot be written", cause);
    }
  }
}
