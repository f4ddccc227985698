package io.drillmaster.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The history of a run folder: a streaming merge of all files under {@code history/}. Memory is
 * bounded by a few hundred milliseconds of each file, whatever their size.
 */
public final class HistoryFolder implements History {

  private final List<Path> files;
  private final List<Header> headers;
  private final List<String> notes;

  private HistoryFolder(List<Path> files, List<Header> headers) {
    this.files = files;
    this.headers = List.copyOf(headers);
    this.notes = Hosts.notes(headers);
  }

  /**
   * Opens the history of a run folder.
   *
   * @throws IllegalArgumentException when it is no run folder: it holds no history file
   */
  public static HistoryFolder open(Path runFolder) {
    List<Path> files = files(runFolder);
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "%s is not a run folder: it holds no %s/*%s; name a folder under reports/runs/"
              .formatted(runFolder, HistoryRecorder.FOLDER, HistoryRecorder.ENDING));
    }
    List<Header> headers = new ArrayList<>();
    for (Path file : files) {
      try (HistoryFile opened = HistoryFile.open(file)) {
        Header header = opened.header();
        if (header != null) {
          headers.add(header);
        }
      }
    }
    return new HistoryFolder(files, headers);
  }

  /** The history files of a run folder, by name. */
  static List<Path> files(Path runFolder) {
    Path folder = runFolder.resolve(HistoryRecorder.FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(file -> file.toString().endsWith(HistoryRecorder.ENDING))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the history in " + folder + " cannot be listed: " + e, e);
    }
  }

  @Override
  public List<Header> headers() {
    return headers;
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public List<Damage> read(Consumer<Recorded> to) {
    try (HistoryCursor cursor = cursor()) {
      for (Recorded next = cursor.next(); next != null; next = cursor.next()) {
        to.accept(next);
      }
      return cursor.damages();
    }
  }

  /** A reading from the beginning, at the caller's pace. */
  public HistoryCursor cursor() {
    @Nullable Header reference = headers.isEmpty() ? null : headers.get(0);
    List<HistoryFile> opened = new ArrayList<>();
    for (Path path : files) {
      HistoryFile file = HistoryFile.open(path);
      Header header = file.header();
      if (header != null && reference != null) {
        file.translate(Hosts.translation(reference, header));
      }
      opened.add(file);
    }
    return new HistoryCursor(opened);
  }
}
