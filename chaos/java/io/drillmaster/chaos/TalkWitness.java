package io.drillmaster.chaos;

import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.run.port.Node;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a balancer or a store on which a line is said again and again, in the node's own
 * protocol: whatever comes back is an answer. Has no thread of its own: it reads when it is asked.
 * Thread-safe.
 */
final class TalkWitness implements Witness {

  /** A healthy node on a busy machine answers within this. */
  private static final Duration OPEN_BOUND = Duration.ofSeconds(3);

  private static final Duration LOOK_EVERY = Duration.ofMillis(5);
  private static final long SAY_EVERY_NANOS = Duration.ofMillis(50).toNanos();
  private static final int BUFFER = 4096;

  private final SocketChannel channel;
  private final byte[] line;
  private final Duration silence;
  private final Ticker ticker;
  private final ByteBuffer heard = ByteBuffer.allocate(BUFFER);
  private long saidAt;
  private long answeredAt;
  private @Nullable Signature end;

  private TalkWitness(SocketChannel channel, String line, Duration silence, Ticker ticker) {
    this.channel = channel;
    this.line = line.getBytes(StandardCharsets.US_ASCII);
    this.silence = silence;
    this.ticker = ticker;
  }

  /**
   * Opens one and waits for its first answer.
   *
   * @throws IllegalStateException when the node does not take the connection or does not answer
   * @throws InterruptedException when the thread is interrupted; nothing is left open then
   */
  static TalkWitness open(Node node, Duration silence, Ticker ticker) throws InterruptedException {
    String address = node.addresses().isEmpty() ? "" : node.addresses().get(0);
    try {
      SocketChannel channel = connected(address);
      TalkWitness witness = new TalkWitness(channel, line(node.role()), silence, ticker);
      boolean usable = false;
      try {
        usable = Pause.until(witness::isAnswered, LOOK_EVERY, OPEN_BOUND);
      } finally {
        if (!usable) {
          witness.close();
        }
      }
      if (usable) {
        return witness;
      }
    } catch (IOException refused) {
      throw unusable(node, address, refused);
    }
    throw unusable(node, address, null);
  }

  private static IllegalStateException unusable(
      Node node, String address, @Nullable IOException cause) {
    return new IllegalStateException(
        "no probe connection to %s at %s: %s"
            .formatted(
                node.name(),
                address.isEmpty() ? "an unknown address" : address,
                cause == null
                    ? "no answer within " + OPEN_BOUND.toMillis() + " ms"
                    : cause.getMessage()),
        cause);
  }

  private static SocketChannel connected(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    if (colon < 0) {
      throw new IOException("no address is known");
    }
    SocketChannel channel = SocketChannel.open();
    channel
        .socket()
        .connect(
            new InetSocketAddress(
                address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
            (int) OPEN_BOUND.toMillis());
    channel.configureBlocking(false);
    return channel;
  }

  /** Redis answers an inline command, with or without a password; a balancer passes a path on. */
  private static String line(Role role) {
    return role == Role.STORE ? "PING\r\n" : "GET /openvidu/health HTTP/1.1\r\nHost: probe\r\n\r\n";
  }

  private synchronized boolean isAnswered() {
    talk(ticker.nanos());
    return answeredAt != 0;
  }

  private void talk(long now) {
    try {
      if (now - saidAt >= SAY_EVERY_NANOS) {
        saidAt = now;
        var unused = channel.write(ByteBuffer.wrap(line));
      }
      heard.clear();
      int count = channel.read(heard);
      if (count < 0) {
        end = Signature.CUT;
      } else if (count > 0) {
        answeredAt = now;
      }
    } catch (IOException cut) {
      end = Signature.CUT;
    }
  }

  @Override
  public synchronized Optional<Signature> seen(long actedAt, long now) {
    if (end == null) {
      talk(now);
    }
    if (end != null) {
      return Optional.of(end);
    }
    long heardAt = Math.max(actedAt, answeredAt);
    return now - heardAt >= silence.toNanos() ? Optional.of(Signature.SILENT) : Optional.empty();
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException gone) {
      end = Signature.CUT;
    }
  }
}
