package io.drillmaster.cli.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Results as they come: one record per line, appended when it is known, so that a series that was
 * stopped goes on where it was (decision D31). Thread-safe.
 *
 * @param <T> a record
 */
public final class ResultFile<T> {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path file;
  private final Class<T> type;
  private final String called;

  /**
   * The results in a file, which need not exist yet.
   *
   * @param called what a line is, for messages, e.g. "attempt of a selftest"
   */
  public ResultFile(Path file, Class<T> type, String called) {
    this.file = file;
    this.type = type;
    this.called = called;
  }

  /**
   * All of them, oldest first. A last line that was cut off by a crash is left out.
   *
   * @throws IllegalArgumentException when any other line is not one of ours
   */
  public synchronized List<T> all() {
    List<T> all = new ArrayList<>();
    String text = text();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      try {
        all.add(JSON.readValue(line, type));
      } catch (JacksonException broken) {
        throw new IllegalArgumentException(
            "%s, line %d is no %s; remove the line, or use another --out"
                .formatted(file, all.size() + 1, called),
            broken);
      }
    }
    return all;
  }

  private String text() {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException cause) {
      throw unwritable("read", cause);
    }
  }

  /** Keeps these only; the file is replaced as a whole. */
  public synchronized void keep(List<T> kept) {
    StringBuilder lines = new StringBuilder();
    kept.forEach(each -> lines.append(line(each)));
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, lines);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException cause) {
      throw unwritable("written", cause);
    }
  }

  /** Adds one. */
  public synchronized void append(T one) {
    try {
      String before = text();
      if (!before.endsWith("\n")) {
        Files.writeString(file, before.substring(0, before.lastIndexOf('\n') + 1));
      }
      Files.write(
          file,
          line(one).getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException cause) {
      throw unwritable("written", cause);
    }
  }

  private static String line(Object one) {
    return JSON.writeValueAsString(one) + "\n";
  }

  private UncheckedIOException unwritable(String done, IOException cause) {
    return new UncheckedIOException(file + " cannot be " + done, cause);
  }
}
