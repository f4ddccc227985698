package io.drillmaster.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file of processes that must not outlive a run: a line {@code PID STARTMILLIS NAME} each,
 * synced when written, readable after a crash of the writer.
 */
public final class GuardList {
  private static final Pattern LINE = Pattern.compile("(\\d{1,18}) (\\d{1,18}) (\\S.*)");

  private GuardList() {}

  /**
   * A listed process.
   *
   * @param name how the run calls it
   * @param process which it is
   */
  public record Entry(String name, ProcessId process) {}

  /** Adds a line and syncs it. */
  static void append(FileChannel file, Entry entry) throws IOException {
    String line =
        entry.process().pid() + " " + entry.process().startMillis() + " " + entry.name() + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(false);
  }

  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** All listed, in order; a last line cut by a crash is left out; empty when there is no file. */
  public static List<Entry> read(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      String text = Files.readString(file);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      return whole.lines().flatMap(line -> entry(line).stream()).toList();
    } catch (IOException cause) {
      throw new UncheckedIOException(file + " cannot be read", cause);
    }
  }

  private static Optional<Entry> entry(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches()
        ? Optional.of(
            new Entry(
                matcher.group(3),
                new ProcessId(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))))
        : Optional.empty();
  }

  /** Those that still run, or are stopped. */
  public static List<Entry> alive(Path file) {
    Stream<Entry> all = read(file).stream();
    return all.filter(entry -> entry.process().find().isPresent()).toList();
  }
}
