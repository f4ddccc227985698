package io.drillmaster.twin.balancer;

import io.drillmaster.twin.wire.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Appends lines to a file, at most 50 ms late. On the event loop. Several balancers may have the
 * same file: each writes whole lines, in one write to a file opened for appending, and on a local
 * file system such writes do not mix.
 */
final class LineLog {

  private static final Duration FLUSH_AFTER = Duration.ofMillis(50);

  private final FileChannel file;
  private final Transport transport;
  private final StringBuilder unwritten = new StringBuilder();

  LineLog(Path path, Transport transport) {
    this.transport = transport;
    try {
      this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException cause) {
      throw new UncheckedIOException("log " + path + " cannot be written", cause);
    }
  }

  void append(String line) {
    if (unwritten.isEmpty()) {
      transport.later(FLUSH_AFTER, this::write);
    }
    unwritten.append(line).append('\n');
  }

  private void write() {
    ByteBuffer bytes = ByteBuffer.wrap(unwritten.toString().getBytes(StandardCharsets.UTF_8));
    unwritten.setLength(0);
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException cause) {
      throw new UncheckedIOException("log cannot be written", cause);
    }
  }
}
