package io.drillmaster.twin.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Dials WebSockets to other nodes of the twin, unmasked: both ends are ours, on one host. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a failed write or close shows as the end of the connection
public final class Dialer {

  private static final int FRAME_BYTES_MAX = 1 << 20;
  private static final int HANDSHAKE_BYTES_MAX = 8 << 10;

  private final Transport transport;

  /** A dialer on this transport. */
  public Dialer(Transport transport) {
    this.transport = transport;
  }

  /**
   * Dials.
   *
   * @param timeout for connection and upgrade together
   * @param opened gets the link when the upgrade was accepted; until then, {@link LinkEvents#ended}
   *     says that it was not
   */
  public void dial(
      URI uri,
      Map<String, String> headers,
      Duration timeout,
      LinkEvents events,
      Consumer<Link> opened) {
    HttpHeaders more = new DefaultHttpHeaders();
    headers.forEach(more::set);
    WebSocketClientHandshaker handshaker =
        new WebSocketClientHandshaker13(
            uri, WebSocketVersion.V13, null, false, more, FRAME_BYTES_MAX, false, true);
    Handshake handshake = new Handshake(handshaker, events, opened);
    var connecting =
        transport.dial(
            uri.getHost() + ":" + uri.getPort(),
            timeout,
            () ->
                List.of(
                    new HttpClientCodec(),
                    new HttpObjectAggregator(HANDSHAKE_BYTES_MAX),
                    handshake));
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            handshake.fail();
          }
        });
    transport.later(
        timeout,
        () -> {
          if (!handshake.finished) {
            connecting.channel().close();
            handshake.fail();
          }
        });
  }

  /** The upgrade of one dialled connection. */
  private static final class Handshake extends ChannelInboundHandlerAdapter {
    private final WebSocketClientHandshaker handshaker;
    private final LinkEvents events;
    private final Consumer<Link> opened;
    private boolean finished;

    Handshake(WebSocketClientHandshaker handshaker, LinkEvents events, Consumer<Link> opened) {
      this.handshaker = handshaker;
      this.events = events;
      this.opened = opened;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      handshaker.handshake(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof FullHttpResponse response && !finished) {
        upgrade(context.channel(), response);
      } else {
        ReferenceCountUtil.release(message);
      }
    }

    private void upgrade(Channel channel, FullHttpResponse response) {
      try {
        handshaker.finishHandshake(channel, response);
      } catch (RuntimeException refused) {
        channel.close();
        fail();
        return;
      } finally {
        response.release();
      }
      finished = true;
      Link link = new Link(channel, events, FRAME_BYTES_MAX);
      channel.pipeline().addLast(new WebSocketFrameAggregator(FRAME_BYTES_MAX)).addLast(link);
      channel.pipeline().remove(this);
      opened.accept(link);
      link.watchEnd();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      fail();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      Mishap.tell(cause);
      context.close();
    }

    private void fail() {
      if (!finished) {
        finished = true;
        events.ended(false, 1006, "");
      }
    }
  }
}
