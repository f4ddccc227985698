package io.drillmaster.chaos.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows a growing file of lines from its beginning. Not thread-safe. */
final class LineTail implements AutoCloseable {
  /** Read at one go: some 300 lines of the balancer; more come with the next. */
  private static final int CHUNK_BYTES = 64 * 1024;

  private final Path file;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private @Nullable FileChannel channel;

  LineTail(Path file) {
    this.file = file;
  }

  /** Whole lines that were added since the last call; none while there is no such file. */
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    FileChannel from = opened();
    if (from == null) {
      return lines;
    }
    for (chunk.clear(); from.read(chunk) > 0; chunk.clear()) {
      chunk.flip();
      while (chunk.hasRemaining()) {
        byte octet = chunk.get();
        if (octet == '\n') {
          lines.add(partial.toString(StandardCharsets.UTF_8));
          partial.reset();
        } else {
          partial.write(octet);
        }
      }
    }
    return lines;
  }

  private @Nullable FileChannel opened() throws IOException {
    if (channel == null) {
      try {
        channel = FileChannel.open(file, StandardOpenOption.READ);
      } catch (NoSuchFileException notYet) {
        return null;
      }
    }
    return channel;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
