package io.drillmaster.chaos;

import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.run.port.Node;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket to a node's own address that sends protocol pings, which the node's process answers
 * itself. Thread-safe.
 */
final class SocketWitness implements Witness {
  /** A healthy node on a busy machine answers within this. */
  private static final Duration OPEN_BOUND = Duration.ofSeconds(3);

  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

  /** Much shorter than the shortest silence looked for, and nothing to a server. */
  private static final Duration PING_EVERY = Duration.ofMillis(20);

  private final Duration silence;
  private final long pingEveryNanos;
  private final Ticker ticker;
  private final Probe socket;
  private long pingedAt;

  private SocketWitness(
      URI address, Duration silence, Duration pingEvery, String seat, Ticker ticker) {
    this.silence = silence;
    this.pingEveryNanos = pingEvery.toNanos();
    this.ticker = ticker;
    this.socket = new Probe(address, ticker);
    if (!seat.isEmpty()) {
      socket.setSocketFactory(new SeatedSockets(seat));
    }
  }

  /**
   * Opens one and waits for its first pong.
   *
   * @throws IllegalStateException when the node does not take the connection or does not answer
   * @throws InterruptedException when the thread is interrupted; nothing is left open then
   */
  static SocketWitness open(Node node, Duration silence, String seat, Ticker ticker)
      throws InterruptedException {
    URI address = address(node);
    return open(
        node.name(), new SocketWitness(address, silence, PING_EVERY, seat, ticker), address);
  }

  /**
   * Opens one to an address, as {@link #open(Node, Duration, String, Ticker)}.
   *
   * @param name of what answers there
   */
  static SocketWitness open(
      String name, URI address, Duration silence, Duration pingEvery, Ticker ticker)
      throws InterruptedException {
    return open(name, new SocketWitness(address, silence, pingEvery, "", ticker), address);
  }

  private static SocketWitness open(String name, SocketWitness witness, URI address)
      throws InterruptedException {
    boolean usable = false;
    try {
      usable =
          witness.socket.connectBlocking(OPEN_BOUND.toMillis(), TimeUnit.MILLISECONDS)
              && Pause.until(witness::isAnswered, LOOK_EVERY, OPEN_BOUND);
    } finally {
      if (!usable) {
        witness.close();
      }
    }
    if (!usable) {
      throw new IllegalStateException(
          "no probe socket to %s at %s: nothing answers there within %d ms"
              .formatted(name, address, OPEN_BOUND.toMillis()));
    }
    return witness;
  }

  /** Masters take clients, media nodes take masters. */
  static URI address(Node node) {
    if (node.addresses().isEmpty()) {
      throw new IllegalStateException(
          "no probe socket to " + node.name() + ": no address is known");
    }
    String path = node.role() == Role.MASTER ? "/openvidu?sessionId=probe" : "/kurento";
    return URI.create("ws://" + node.addresses().get(0) + path);
  }

  private boolean isAnswered() {
    ping(ticker.nanos());
    return socket.answeredAt != 0;
  }

  private synchronized void ping(long now) {
    if (now - pingedAt >= pingEveryNanos) {
      pingedAt = now;
      try {
        socket.sendPing();
      } catch (WebsocketNotConnectedException ended) {
        // onClose says how
      }
    }
  }

  @Override
  public Optional<Signature> seen(long actedAt, long now) {
    Signature end = socket.end;
    if (end != null) {
      return Optional.of(end);
    }
    ping(now);
    long heardAt = Math.max(actedAt, socket.answeredAt);
    return now - heardAt >= silence.toNanos() ? Optional.of(Signature.SILENT) : Optional.empty();
  }

  @Override
  public void close() {
    socket.closeConnection(CloseFrame.GOING_AWAY, "");
  }

  /** The connection; its callbacks come on the library's own threads. */
  private static final class Probe extends WebSocketClient {
    private final Ticker ticker;
    private volatile long answeredAt;
    private volatile @Nullable Signature end;

    Probe(URI address, Ticker ticker) {
      super(address);
      this.ticker = ticker;
      setConnectionLostTimeout(0); // we look ourselves
      setTcpNoDelay(true);
      setDaemon(true);
    }

    @Override
    public void onWebsocketPong(org.java_websocket.WebSocket connection, Framedata frame) {
      answeredAt = ticker.nanos();
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      end = code == CloseFrame.ABNORMAL_CLOSE ? Signature.CUT : Signature.CLOSED;
    }

    @Override
    public void onOpen(ServerHandshake handshake) {}

    @Override
    public void onMessage(String message) {}

    @Override
    public void onError(Exception cause) {} // onClose follows
  }
}
