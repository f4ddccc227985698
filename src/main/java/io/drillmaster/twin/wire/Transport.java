package io.drillmaster.twin.wire;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one event loop of a node and the sockets made on it: epoll where there is epoll. Everything
 * that a node does happens on this one thread, so that its state needs no locks.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a failed write or close shows as the end of the connection
public final class Transport implements AutoCloseable {

  /** Longest wait for a bind at start; a local bind takes milliseconds. */
  private static final long BIND_SECONDS_MAX = 5;

  /** Room for the clients that come back at once after a crash. */
  private static final int BACKLOG = 4096;

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final Class<? extends ServerSocketChannel> serverChannel;
  private final Class<? extends SocketChannel> clientChannel;
  private final Class<? extends DatagramChannel> datagramChannel;
  private final @Nullable InetSocketAddress source;

  private Transport(
      MultiThreadIoEventLoopGroup group,
      @Nullable InetSocketAddress source,
      Class<? extends ServerSocketChannel> serverChannel,
      Class<? extends SocketChannel> clientChannel,
      Class<? extends DatagramChannel> datagramChannel) {
    this.group = group;
    this.loop = group.next();
    this.serverChannel = serverChannel;
    this.clientChannel = clientChannel;
    this.datagramChannel = datagramChannel;
    this.source = source;
  }

  /** Opens a transport whose thread is named so; it dials from wherever the system likes. */
  public static Transport open(String threadName) {
    return open(threadName, null);
  }

  /** Opens the transport of a node, which dials from the address that it listens on. */
  public static Transport ofNode(String threadName, String hostAndPort) {
    return open(threadName, new InetSocketAddress(address(hostAndPort).getAddress(), 0));
  }

  private static Transport open(String threadName, @Nullable InetSocketAddress source) {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(threadName), handlers);
    return epoll
        ? new Transport(
            group,
            source,
            EpollServerSocketChannel.class,
            EpollSocketChannel.class,
            EpollDatagramChannel.class)
        : new Transport(
            group,
            source,
            NioServerSocketChannel.class,
            NioSocketChannel.class,
            NioDatagramChannel.class);
  }

  /** The thread that everything happens on. */
  public EventLoop loop() {
    return loop;
  }

  /** Runs a task on the loop after a delay; the timer can be cancelled. */
  public ScheduledFuture<?> after(Duration delay, Runnable task) {
    return loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Runs a task on the loop after a delay; it cannot be cancelled. */
  public void later(Duration delay, Runnable task) {
    after(delay, task);
  }

  /**
   * Listens; returns when bound.
   *
   * @param handlers makes the handlers of each accepted connection
   * @return where it really listens (port 0 asks for a free one)
   */
  public InetSocketAddress listen(
      InetSocketAddress address, Supplier<List<ChannelHandler>> handlers) {
    return bound(
        address,
        new ServerBootstrap()
            .group(group)
            .channel(serverChannel)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(initializer(handlers)));
  }

  /**
   * Receives datagrams; returns when bound.
   *
   * @param handler hears of each
   * @return where it really listens (port 0 asks for a free one)
   */
  public InetSocketAddress datagrams(InetSocketAddress address, ChannelHandler handler) {
    return bound(address, new Bootstrap().group(loop).channel(datagramChannel).handler(handler));
  }

  private static InetSocketAddress bound(
      InetSocketAddress address, AbstractBootstrap<?, ?> bootstrap) {
    ChannelFuture bound = bootstrap.bind(address);
    if (!bound.awaitUninterruptibly(BIND_SECONDS_MAX, TimeUnit.SECONDS) || !bound.isSuccess()) {
      throw new IllegalStateException("cannot listen on " + address, bound.cause());
    }
    return (InetSocketAddress) bound.channel().localAddress();
  }

  /** Dials; the channel's handlers hear when it is active. */
  public ChannelFuture dial(
      String hostAndPort, Duration timeout, Supplier<List<ChannelHandler>> handlers) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(clientChannel)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
            .handler(initializer(handlers));
    if (source != null) {
      bootstrap.localAddress(source);
      if (clientChannel == EpollSocketChannel.class) {
        // a port for each pair of addresses, not one for all destinations
        bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
      }
    }
    return bootstrap.connect(address(hostAndPort));
  }

  /** The socket address of host:port. */
  public static InetSocketAddress address(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(
          "address '" + hostAndPort + "' is not host:port, for example 127.0.0.1:5443");
    }
    return new InetSocketAddress(
        hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
  }

  /** ip:port of a socket address. */
  public static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** Ends a connection with a reset where the system allows it, never with a close frame. */
  static void reset(Channel channel) {
    if (channel.isActive()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    channel.close();
  }

  private static ChannelInitializer<Channel> initializer(Supplier<List<ChannelHandler>> handlers) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(handlers.get().toArray(new ChannelHandler[0]));
      }
    };
  }

  /** Closes every connection and ends the thread. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
