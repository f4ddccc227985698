package io.drillmaster.twin.balancer;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Appends the balancer's evidence to its file, at most 50 ms late. On the event loop. */
final class AccessLog {

  private static final long FLUSH_MILLIS = 50;

  private final FileChannel file;
  private final EventLoop loop;
  private final StringBuilder unwritten = new StringBuilder();

  AccessLog(Path path, EventLoop loop) {
    this.loop = loop;
    try {
      this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException cause) {
      throw new UncheckedIOException("access log " + path + " cannot be written", cause);
    }
  }

  void append(AccessLine line) {
    if (unwritten.isEmpty()) {
      loop.schedule(this::write, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
    }
    unwritten.append(BalancerCodec.write(line)).append('\n');
  }

  private void write() {
    ByteBuffer bytes = ByteBuffer.wrap(unwritten.toString().getBytes(StandardCharsets.UTF_8));
    unwritten.setLength(0);
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException cause) {
      throw new UncheckedIOException("access log cannot be written", cause);
    }
  }
}
