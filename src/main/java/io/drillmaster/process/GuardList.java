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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file of what must not outlive a run: processes, a line {@code PID STARTMILLIS NAME} each, and
 * commands that undo something, a line {@code ! PROGRAM ARGUMENT...} each, in which a blank of a
 * word stands as {@code %20}; synced when written, readable after a crash of the writer.
 */
public final class GuardList {
  private static final String COMMAND = "! ";
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
    append(file, entry.process().pid() + " " + entry.process().startMillis() + " " + entry.name());
  }

  /** Adds a command and syncs it. */
  static void append(FileChannel file, List<String> argv) throws IOException {
    append(file, COMMAND + argv.stream().map(GuardList::word).collect(Collectors.joining(" ")));
  }

  private static String word(String argument) {
    return argument.replace("%", "%25").replace(" ", "%20").replace("\n", "%0A");
  }

  private static String argument(String word) {
    return word.replace("%0A", "\n").replace("%20", " ").replace("%25", "%");
  }

  private static void append(FileChannel file, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
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
      return entries(Files.readString(file));
    } catch (IOException cause) {
      throw new UncheckedIOException(file + " cannot be read", cause);
    }
  }

  /**
   * Opens a list to be read later, even if it has lost its name by then: who deletes a run's folder
   * while the run dies must not save its processes.
   */
  static FileChannel openToRead(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** All listed in an open file, in order; a last line cut by a crash is left out. */
  static List<Entry> read(FileChannel file) throws IOException {
    return entries(text(file));
  }

  /** All commands in an open file, in order. */
  static List<List<String>> commands(FileChannel file) throws IOException {
    return whole(text(file))
        .filter(line -> line.startsWith(COMMAND))
        .map(line -> Stream.of(line.substring(COMMAND.length()).split(" ", -1)))
        .map(words -> words.map(GuardList::argument).toList())
        .toList();
  }

  private static String text(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
    while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {
      // until all of it is there
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  private static List<Entry> entries(String text) {
    return whole(text).flatMap(line -> entry(line).stream()).toList();
  }

  private static Stream<String> whole(String text) {
    return text.substring(0, text.lastIndexOf('\n') + 1).lines();
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
