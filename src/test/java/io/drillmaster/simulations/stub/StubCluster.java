package io.drillmaster.simulations.stub;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A cluster in one process on one loopback port: REST for sessions and connections, a WebSocket for
 * joinRoom, connect, ping, signals, publish, subscribe and leave. No window, no eviction: what a
 * client that lost its socket missed, it missed. One event loop, so no locks.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the channel
public final class StubCluster implements AutoCloseable {
  private static final int BODY_MAX = 64 * 1024;

  private final MultiThreadIoEventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final ChannelGroup sockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Set<String> peers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger upgrades = new AtomicInteger();
  private final StubRooms rooms = new StubRooms();
  private final Channel server;

  public StubCluster() {
    this(0);
  }

  /**
   * A cluster.
   *
   * @param port 0 = any free one
   */
  public StubCluster(int port) {
    server =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    peers.add(String.valueOf(channel.remoteAddress()));
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(BODY_MAX),
                            new StubRest(rooms, StubCluster.this),
                            new WebSocketServerProtocolHandler(
                                WebSocketServerProtocolConfig.newBuilder()
                                    .websocketPath("/openvidu")
                                    .checkStartsWith(true)
                                    .sendCloseFrame(null)
                                    .build()),
                            new StubSocket(rooms, StubCluster.this));
                  }
                })
            .bind("127.0.0.1", port)
            .syncUninterruptibly()
            .channel();
  }

  /** Base URL. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  void opened(Channel socket) {
    upgrades.incrementAndGet();
    sockets.add(socket);
  }

  /** Open WebSockets. */
  public int sockets() {
    return sockets.size();
  }

  /** WebSockets ever accepted. */
  public int upgrades() {
    return upgrades.get();
  }

  /** Members of all rooms. */
  public int members() {
    return rooms.members();
  }

  /** Signals forwarded so far, one per receiver. */
  public long delivered() {
    return rooms.delivered();
  }

  /** Where connections came from. */
  public Set<String> peers() {
    return peers;
  }

  /** Ends every WebSocket without a close frame. */
  public void cutSockets() {
    // Whoever is cut comes back at once, and is not to be cut again by the same walk.
    List<ChannelFuture> cut = List.copyOf(sockets).stream().map(Channel::close).toList();
    cut.forEach(ChannelFuture::awaitUninterruptibly);
  }

  @Override
  public void close() {
    server.close().syncUninterruptibly();
    loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
