package io.drillmaster.twin;

import io.drillmaster.twin.store.StoreAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The line of one master to the store, which can fall silent: its connections stay open, and
 * nothing comes through any more. Each connection has two threads, which end with it.
 */
final class StoreLine implements AutoCloseable {

  private static final int CHUNK = 8192;

  private final ServerSocket listener;
  private final StoreAddress store;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean isMute;

  private StoreLine(ServerSocket listener, StoreAddress store) {
    this.listener = listener;
    this.store = store;
  }

  /** Listens on a free port of the loopback interface and passes on to the store. */
  static StoreLine to(StoreAddress store) throws IOException {
    StoreLine line =
        new StoreLine(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), store);
    start(line::accept);
    return line;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "store-line");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where the master is to find its store. */
  String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** From now on nothing comes through, in either direction. */
  void mute() {
    isMute = true;
  }

  private void accept() {
    try {
      while (true) {
        connect(listener.accept());
      }
    } catch (IOException closed) {
      // the end of the line
    }
  }

  private void connect(Socket near) throws IOException {
    sockets.add(near);
    try {
      Socket far = new Socket(store.host(), store.port());
      sockets.add(far);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      start(() -> pass(near, far));
      start(() -> pass(far, near));
    } catch (IOException noStore) {
      near.close();
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        if (!isMute) {
          out.write(chunk, 0, count);
        }
      }
    } catch (IOException ended) {
      // one side is gone, so the other goes too
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
