package io.drillmaster.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a log file. */
public final class LogTail {
  /** Lines shown of a process that failed: enough for a stack trace's head and its cause. */
  public static final int LINES = 20;

  /** More is not read, whatever the size of the file. */
  private static final int BYTES_MAX = 16 * 1024;

  private LogTail() {}

  /** At most {@link #LINES} lines, oldest first; empty when there is no such file. */
  public static List<String> of(Path log) {
    return of(log, LINES);
  }

  /** At most that many lines, oldest first; empty when there is no such file. */
  public static List<String> of(Path log, int lines) {
    try (SeekableByteChannel channel = Files.newByteChannel(log)) {
      long size = channel.size();
      long from = Math.max(0, size - BYTES_MAX);
      ByteBuffer bytes = ByteBuffer.allocate((int) (size - from));
      channel.position(from);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until all is read
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      List<String> all = text.lines().toList();
      int first = from > 0 && all.size() > 1 ? 1 : 0; // the first one may be cut
      return List.copyOf(all.subList(Math.max(first, all.size() - lines), all.size()));
    } catch (IOException absent) {
      return List.of();
    }
  }
}
