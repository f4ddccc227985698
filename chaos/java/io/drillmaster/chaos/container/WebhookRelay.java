package io.drillmaster.chaos.container;

import io.drillmaster.twin.TwinException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes connections at this machine's address on the containers' network and passes them on to one
 * place at 127.0.0.1, where containers cannot reach: so webhooks come home and nothing listens
 * anywhere else. Two daemon threads per connection, of which each master keeps few.
 */
final class WebhookRelay implements AutoCloseable {

  private static final int BACKLOG = 64;

  private final ServerSocket server;
  private final URI to;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private WebhookRelay(ServerSocket server, URI to) {
    this.server = server;
    this.to = to;
  }

  /**
   * Listens.
   *
   * @param host address to listen at
   * @param to where to pass on to
   * @throws TwinException when it cannot
   */
  static WebhookRelay open(String host, URI to) {
    try {
      ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getByName(host));
      WebhookRelay relay = new WebhookRelay(server, to);
      thread("webhook-relay", relay::accept);
      return relay;
    } catch (IOException cause) {
      throw new TwinException("no port for webhooks at " + host, cause);
    }
  }

  /** What containers are told. */
  URI url() {
    return URI.create(
        "http://%s:%d%s"
            .formatted(
                server.getInetAddress().getHostAddress(), server.getLocalPort(), to.getRawPath()));
  }

  private static void thread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        pass(server.accept());
      } catch (IOException ended) {
        // closed, or one connection less
      }
    }
  }

  private void pass(Socket from) throws IOException {
    open.add(from);
    Socket onward = new Socket(to.getHost(), to.getPort());
    open.add(onward);
    thread("webhook-relay-in", () -> pump(from, onward));
    thread("webhook-relay-out", () -> pump(onward, from));
  }

  private void pump(Socket from, Socket into) {
    try {
      from.getInputStream().transferTo(into.getOutputStream());
    } catch (IOException broken) {
      // the end of one side is that of the other
    } finally {
      end(from);
      end(into);
    }
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException gone) {
      open.remove(socket);
    }
  }

  /** Ends every connection. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException gone) {
      // nobody listens any more
    }
    open.forEach(this::end);
  }
}
