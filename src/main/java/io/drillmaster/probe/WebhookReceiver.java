package io.drillmaster.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server on the loopback address that takes webhooks from its construction on. What
 * comes before somebody listens is answered and forgotten. Works on one thread of its own.
 */
final class WebhookReceiver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookReceiver.class);
  private static final String PATH = "/webhook";

  /** The largest, nodeCrashed with its session ids, stays far below at 100,000 sessions. */
  private static final int BODY_MAX = 8 * 1024 * 1024;

  /** Connections waiting to be accepted: all masters at once, several times over. */
  private static final int BACKLOG = 256;

  private final HttpServer server;
  private final ExecutorService executor;
  private final Ticker ticker;
  private volatile Consumer<ProbeEvent.Webhook> listener = webhook -> {};

  WebhookReceiver(Ticker ticker) {
    this.ticker = ticker;
    this.executor = Threads.pool("probe-webhooks", 1);
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      server = HttpServer.create(new InetSocketAddress(loopback, 0), BACKLOG);
    } catch (IOException cause) {
      executor.shutdownNow();
      throw new UncheckedIOException("no port for webhooks: " + cause.getMessage(), cause);
    }
    server.setExecutor(executor);
    server.createContext(PATH, this::receive);
    server.start();
  }

  /** Where masters post them. */
  URI url() {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + PATH);
  }

  /** From now on webhooks go there; called on the receiver's thread. */
  void listen(Consumer<ProbeEvent.Webhook> to) {
    listener = to;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(BODY_MAX);
      long at = ticker.nanos();
      exchange.sendResponseHeaders(200, -1);
      listener.accept(ProbeCodec.webhook(new String(body, StandardCharsets.UTF_8), at));
    } catch (ProbeCodec.Malformed malformed) {
      LOG.warn("a webhook was {}", malformed.getMessage());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
