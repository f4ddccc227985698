package io.drillmaster.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A proxy on loopback that leads every CONNECT to one address: neither java.net.http nor
 * Java-WebSocket can go to another address than a URL's own and still name the URL's host in the
 * TLS handshake. What passes is encrypted from end to end. Thread-safe; two threads a connection.
 */
final class Detour implements AutoCloseable {
  /** Request line and headers of a CONNECT are some hundred bytes. */
  private static final int HEAD_MAX = 8 * 1024;

  private static final int CONNECT_MILLIS = 3_000;
  private static final int BUFFER = 16 * 1024;
  private static final int BACKLOG = 200;

  private static final String TAKEN = "HTTP/1.1 200 OK\r\n\r\n";
  private static final String UNREACHED = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";

  private final String host;
  private final int port;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * Opens one.
   *
   * @param address host:port of where all connections go
   */
  Detour(String address) {
    int colon = address.lastIndexOf(':');
    host = address.substring(0, colon);
    port = Integer.parseInt(address.substring(colon + 1));
    try {
      door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException none) {
      throw new UncheckedIOException("no port is free on loopback", none);
    }
    start("detour", this::take);
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens. */
  InetSocketAddress address() {
    return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
  }

  private void take() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        open.add(client);
        start("detour-out", () -> lead(client));
      } catch (IOException closed) {
        return; // by close()
      }
    }
  }

  private void lead(Socket client) {
    try (client;
        Socket server = new Socket()) {
      open.add(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      readHead(client.getInputStream());
      if (!connected(server)) {
        client.getOutputStream().write(UNREACHED.getBytes(StandardCharsets.US_ASCII));
        return;
      }
      client.getOutputStream().write(TAKEN.getBytes(StandardCharsets.US_ASCII));
      start("detour-back", () -> pass(server, client));
      pass(client, server);
    } catch (IOException ended) {
      // both ends are closed, which is all that either can be told
    } finally {
      open.remove(client);
      open.removeIf(Socket::isClosed);
    }
  }

  private boolean connected(Socket server) {
    try {
      server.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return true;
    } catch (IOException unreached) {
      return false;
    }
  }

  /** Byte by byte: what follows the empty line is the client's own. */
  private static void readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < HEAD_MAX && !head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended before its request");
      }
      head.append((char) next);
    }
    if (!head.toString().startsWith("CONNECT ")) {
      throw new IOException("no CONNECT");
    }
  }

  /** Until one ends; then both end, by a reset where there was one. */
  private static void pass(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } catch (IOException ended) {
      reset(to);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException gone) {
      // it is closed then
    }
  }

  @Override
  public void close() {
    try {
      door.close();
      for (Socket each : open) {
        each.close();
      }
    } catch (IOException cause) {
      throw new UncheckedIOException("a detour cannot be closed", cause);
    }
  }
}
