package io.drillmaster.simulations.netty;

import io.drillmaster.openvidu.SocketEnd;
import io.drillmaster.openvidu.SocketFacts;
import io.drillmaster.time.Ticker;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a client, from the attempt to open it to its end. It tells its listener how the
 * wire looked: an answer or none, a close frame, FIN or RST. Everything happens on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the channel, which is noticed
public final class ClientSocket extends ChannelInboundHandlerAdapter {
  /** The largest message accepted: a joinRoom answer of a room of 50 has about 60 KB. */
  private static final int MESSAGE_BYTES_MAX = 1024 * 1024;

  /** A peer answers a close frame at once; a dead one never does, and we do not wait longer. */
  private static final long CLOSE_PATIENCE_MILLIS = 1_000;

  /** Stands for a close frame without a code (RFC 6455, 7.1.5). */
  private static final int NO_STATUS = 1005;

  private static final WebSocketDecoderConfig FRAMES =
      WebSocketDecoderConfig.newBuilder()
          .expectMaskedFrames(false)
          .allowExtensions(false)
          .allowMaskMismatch(true)
          .maxFramePayloadLength(MESSAGE_BYTES_MAX)
          .withUTF8Validator(false)
          .build();

  private final Endpoint endpoint;
  private final ReadStamp stamp;
  private final Ticker ticker;
  private final String key = Handshake.newKey();
  private @Nullable SocketListener listener;
  private @Nullable Channel channel;
  private @Nullable ByteBuf fragments;
  private boolean open;
  private SocketEnd end = SocketEnd.FIN;

  private ClientSocket(Endpoint endpoint, ReadStamp stamp, Ticker ticker, SocketListener listener) {
    this.endpoint = endpoint;
    this.stamp = stamp;
    this.ticker = ticker;
    this.listener = listener;
  }

  /** Begins to open one; the listener hears later, never before this returns. */
  public static ClientSocket open(
      EventLoop loop, Dialer dialer, Endpoint to, LoopClock clock, SocketListener listener) {
    ClientSocket socket = new ClientSocket(to, clock.stamp(), clock.ticker(), listener);
    loop.execute(() -> socket.dial(loop, dialer));
    return socket;
  }

  private void dial(EventLoop loop, Dialer dialer) {
    if (listener == null) {
      return; // given up before it began
    }
    ChannelFuture dialing =
        dialer.dial(
            loop, endpoint, fresh -> fresh.pipeline().addLast(stamp, new HttpClientCodec(), this));
    channel = dialing.channel();
    dialing.addListener(
        (ChannelFutureListener)
            done -> {
              if (!done.isSuccess()) {
                fail(Causes.words(done.cause()), ticker.nanos());
              }
            });
  }

  /** Sends a text message. */
  public void send(String text) {
    Channel wire = channel;
    if (open && wire != null) {
      ByteBuf bytes = ByteBufUtil.writeUtf8(wire.alloc(), text);
      wire.writeAndFlush(new TextWebSocketFrame(bytes), wire.voidPromise());
    }
  }

  /** Closes politely, or stops opening; the listener hears nothing more. */
  public void close(int code, String reason) {
    listener = null;
    Channel wire = channel;
    if (wire == null) {
      return;
    }
    if (!open) {
      wire.close();
      return;
    }
    open = false;
    wire.writeAndFlush(new CloseWebSocketFrame(code, reason));
    var unused =
        wire.eventLoop().schedule(() -> wire.close(), CLOSE_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Ends the connection without a close frame; the listener hears nothing more. */
  public void cut() {
    listener = null;
    open = false;
    Channel wire = channel;
    if (wire != null) {
      wire.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.writeAndFlush(Handshake.request(endpoint, key));
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof WebSocketFrame frame) {
        read(context, frame);
      } else if (message instanceof HttpResponse response) {
        answered(context, response);
      } else if (!(message instanceof LastHttpContent)) {
        return; // the body of a refusal says nothing that the status does not
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void answered(ChannelHandlerContext context, HttpResponse response) {
    SocketListener hears = listener;
    if (hears == null) {
      context.close();
      return;
    }
    if (!response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      listener = null;
      hears.refused(this, response.status().code(), Handshake.whoRefused(response), stamp.nanos());
      context.close();
      return;
    }
    if (!Handshake.accepts(response, key)) {
      fail("101 without the right Sec-WebSocket-Accept", stamp.nanos());
      context.close();
      return;
    }
    speakFrames(context);
    open = true;
    Channel wire = context.channel();
    hears.upgraded(
        this,
        new SocketFacts(
            text(wire.localAddress()), text(wire.remoteAddress()), Handshake.server(response)),
        stamp.nanos());
  }

  private static void speakFrames(ChannelHandlerContext context) {
    var pipeline = context.pipeline();
    HttpClientCodec http = pipeline.get(HttpClientCodec.class);
    http.removeOutboundHandler();
    String name = pipeline.context(http).name();
    pipeline.addAfter(name, "frames-in", new WebSocket13FrameDecoder(FRAMES));
    pipeline.addAfter("frames-in", "frames-out", new WebSocket13FrameEncoder(true));
    // bytes that came along with the answer go to the frame decoder when the codec leaves; not
    // within its own read
    context.channel().eventLoop().execute(() -> remove(context, http));
  }

  private static void remove(ChannelHandlerContext context, HttpClientCodec http) {
    if (!context.isRemoved() && context.pipeline().context(http) != null) {
      context.pipeline().remove(http);
    }
  }

  private void read(ChannelHandlerContext context, WebSocketFrame frame) {
    if (frame instanceof TextWebSocketFrame || frame instanceof ContinuationWebSocketFrame) {
      text(context, frame);
    } else if (frame instanceof PingWebSocketFrame) {
      context.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
    } else if (frame instanceof CloseWebSocketFrame close) {
      closedByPeer(context, close);
    }
  }

  private void text(ChannelHandlerContext context, WebSocketFrame frame) {
    SocketListener hears = listener;
    if (hears == null) {
      return;
    }
    if (frame.isFinalFragment() && fragments == null) {
      hears.frame(this, frame.content().toString(StandardCharsets.UTF_8), stamp.nanos());
      return;
    }
    ByteBuf whole = fragments == null ? context.alloc().buffer() : fragments;
    fragments = whole;
    if (whole.readableBytes() + frame.content().readableBytes() > MESSAGE_BYTES_MAX) {
      context.writeAndFlush(new CloseWebSocketFrame(1009, "")); // RFC 6455, 7.4.1: too big
      return;
    }
    whole.writeBytes(frame.content());
    if (frame.isFinalFragment()) {
      fragments = null;
      try {
        hears.frame(this, whole.toString(StandardCharsets.UTF_8), stamp.nanos());
      } finally {
        whole.release();
      }
    }
  }

  private void closedByPeer(ChannelHandlerContext context, CloseWebSocketFrame close) {
    boolean ours = !open;
    int code = close.statusCode();
    end = SocketEnd.frame(code < 0 ? NO_STATUS : code, close.reasonText());
    open = false;
    if (ours) {
      context.close();
    } else {
      context.writeAndFlush(close.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
    }
    tellEnd(stamp.nanos());
  }

  private void tellEnd(long at) {
    SocketListener hears = listener;
    listener = null;
    if (hears != null) {
      hears.ended(this, end, at);
    }
  }

  private void fail(String why, long at) {
    SocketListener hears = listener;
    listener = null;
    if (hears != null) {
      hears.failed(this, why, at);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (Causes.isReset(cause)) {
      end = SocketEnd.RST;
    }
    if (!open) {
      fail(Causes.words(cause), ticker.nanos());
    }
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    boolean wasOpen = open;
    open = false;
    if (wasOpen) {
      tellEnd(stamp.nanos());
    } else {
      fail("connection ended before an answer", stamp.nanos());
    }
    if (fragments != null) {
      fragments.release();
      fragments = null;
    }
  }

  private static String text(java.net.SocketAddress address) {
    InetSocketAddress inet = (InetSocketAddress) address;
    return inet.getAddress().getHostAddress() + ":" + inet.getPort();
  }
}
