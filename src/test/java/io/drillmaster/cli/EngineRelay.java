package io.drillmaster.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a program and the socket of its container engine, until it is closed. */
final class EngineRelay implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final ServerSocketChannel server;
  private final Path here;
  private final UnixDomainSocketAddress engine;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private EngineRelay(ServerSocketChannel server, Path here, Path engine) {
    this.server = server;
    this.here = here;
    this.engine = UnixDomainSocketAddress.of(engine);
  }

  /** Listens at a new socket. */
  static EngineRelay at(Path here, Path engine) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(here));
    EngineRelay relay = new EngineRelay(server, here, engine);
    thread(relay::accept);
    return relay;
  }

  /** For DOCKER_HOST. */
  String url() {
    return "unix://" + here;
  }

  private static void thread(Runnable task) {
    Thread thread = new Thread(task, "engine-relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel from = server.accept();
        SocketChannel to = SocketChannel.open(engine);
        open.add(from);
        open.add(to);
        thread(() -> pump(from, to));
        thread(() -> pump(to, from));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void pump(SocketChannel from, SocketChannel to) {
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
    try {
      while (from.read(bytes) >= 0) {
        bytes.flip();
        while (bytes.hasRemaining()) {
          to.write(bytes);
        }
        bytes.clear();
      }
      to.shutdownOutput();
    } catch (ClosedChannelException cut) {
      // by whoever closed the relay
    } catch (IOException ended) {
      close(to);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException ended) {
      // it is of no use any more
    }
  }

  /** Cuts every connection and takes no new one: there is no socket any more. */
  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(here);
    open.forEach(EngineRelay::close);
  }
}
