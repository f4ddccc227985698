package io.drillmaster.simulations.netty;

import io.drillmaster.run.port.Fronts;
import io.drillmaster.run.port.Reach;
import io.drillmaster.run.port.Trust;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Opens the TCP connections of one worker, all on the event loop that asks. There is no time-out of
 * its own: as in a browser, the operating system's holds. Thread-safe.
 */
public final class Dialer {
  /** Signalling frames are small: most reads fit the first, a joinRoom answer the last. */
  private static final AdaptiveRecvByteBufAllocator READS =
      new AdaptiveRecvByteBufAllocator(256, 1024, 64 * 1024);

  private static final int NO_TIMEOUT = 0;

  private final @Nullable InetAddress source;
  private final @Nullable Detour detour;
  private final Reach reach;
  private final AddressResolverGroup<InetSocketAddress> names;
  private volatile @Nullable SslContext tls;

  /**
   * A dialer.
   *
   * @param source own address to bind, for more connections than one address has ports (28,232 per
   *     destination on Linux); null = the operating system's choice
   */
  public Dialer(@Nullable InetAddress source) {
    this(source, null, Reach.DIRECT);
  }

  /** One to a cluster whose name may lead elsewhere, and whom not everybody believes. */
  public static Dialer to(Fronts fronts, Reach reach, @Nullable InetAddress source) {
    Endpoint own = Endpoint.of(fronts.canonical().toString());
    return new Dialer(
        source,
        reach.connectTo().isEmpty()
            ? null
            : new Detour(own, Endpoint.of("ws://" + reach.connectTo())),
        reach);
  }

  /** Connections to the one address go to the other. */
  private record Detour(Endpoint own, Endpoint instead) {
    Endpoint of(Endpoint to) {
      return to.host().equalsIgnoreCase(own.host()) && to.port() == own.port() ? instead : to;
    }
  }

  private Dialer(@Nullable InetAddress source, @Nullable Detour detour, Reach reach) {
    this.source = source;
    this.detour = detour;
    this.reach = reach;
    // asked anew for every connection once its record's time is over; never on the loop's thread
    this.names =
        new DnsAddressResolverGroup(
            new DnsNameResolverBuilder().datagramChannelType(NioDatagramChannel.class));
  }

  /**
   * Begins to connect.
   *
   * @param to names the server in the TLS handshake, wherever the connection goes
   * @param pipeline adds the handlers, after TLS if there is any
   */
  ChannelFuture dial(EventLoop loop, Endpoint to, Consumer<Channel> pipeline) {
    boolean epoll = loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, NO_TIMEOUT)
            .option(ChannelOption.RECVBUF_ALLOCATOR, READS)
            .handler(initializer(to, pipeline));
    if (source != null) {
      bootstrap.localAddress(new InetSocketAddress(source, 0));
      if (epoll) {
        bootstrap.option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
      }
    }
    Endpoint at = detour == null ? to : detour.of(to);
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(at.host());
    if (literal != null || at.host().equals("localhost")) {
      bootstrap.resolver(DefaultAddressResolverGroup.INSTANCE);
      return bootstrap.connect(new InetSocketAddress(at.host(), at.port()));
    }
    bootstrap.resolver(names);
    return bootstrap.connect(InetSocketAddress.createUnresolved(at.host(), at.port()));
  }

  private ChannelInitializer<SocketChannel> initializer(Endpoint to, Consumer<Channel> pipeline) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(SocketChannel channel) throws SSLException {
        if (to.tls()) {
          SslHandler handler = tls().newHandler(channel.alloc(), to.host(), to.port());
          handler.setHandshakeTimeoutMillis(NO_TIMEOUT);
          channel.pipeline().addLast(handler);
        }
        pipeline.accept(channel);
      }
    };
  }

  private SslContext tls() throws SSLException {
    SslContext made = tls;
    if (made == null) {
      SslContextBuilder builder = SslContextBuilder.forClient().trustManager(Trust.of(reach));
      if (reach.insecure()) {
        builder.endpointIdentificationAlgorithm(null);
      }
      made = builder.build();
      tls = made;
    }
    return made;
  }
}
