package io.drillmaster.simulations.netty;

import io.drillmaster.openvidu.SocketEnd;
import io.drillmaster.openvidu.SocketFacts;
import io.drillmaster.time.Ticker;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a client, from the attempt to open it to its end. It tells its listener how the
 * wire looked: an answer or none, a close frame, FIN or RST. Everything happens on its event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the channel, which is noticed
public final class ClientSocket extends ChannelInboundHandlerAdapter {
  /** A peer answers a close frame at once; a dead one never does, and we do not wait longer. */
  private static final long CLOSE_PATIENCE_MILLIS = 1_000;

  private final Endpoint endpoint;
  private final EventLoop loop;
  private final ReadStamp stamp;
  private final Turns turns;
  private final Ticker ticker;
  private final String key = Handshake.newKey();
  private @Nullable SocketListener listener;
  private @Nullable Channel channel;
  private @Nullable FrameReader reader;
  private @Nullable Messages messages;
  private boolean open;
  private SocketEnd end = SocketEnd.FIN;

  private ClientSocket(
      EventLoop loop, Endpoint endpoint, LoopClock clock, SocketListener listener) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.stamp = clock.stamp();
    this.turns = clock.turns();
    this.ticker = clock.ticker();
    this.listener = listener;
  }

  /** Begins to open one; the listener hears later, never before this returns. */
  public static ClientSocket open(
      EventLoop loop, Dialer dialer, Endpoint to, LoopClock clock, SocketListener listener) {
    ClientSocket socket = new ClientSocket(loop, to, clock, listener);
    loop.execute(() -> socket.dial(dialer));
    return socket;
  }

  private void dial(Dialer dialer) {
    if (listener == null) {
      return; // given up before it began
    }
    ChannelFuture dialing =
        dialer.dial(
            loop,
            endpoint,
            fresh -> {
              // the end of a connection is an event of its own, before the cost of closing it
              fresh.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
              fresh.pipeline().addLast(stamp, new HttpClientCodec(), this);
            });
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
      wire.writeAndFlush(Frames.text(wire.alloc(), text), wire.voidPromise());
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
    wire.writeAndFlush(Frames.close(wire.alloc(), code, reason));
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
      FrameReader frames = reader;
      Messages sink = messages;
      if (message instanceof ByteBuf bytes && frames != null && sink != null) {
        frames.read(bytes, context.alloc(), sink);
      } else if (message instanceof HttpResponse response) {
        answered(context, response);
      }
      // the body of a refusal says nothing that the status does not
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void answered(ChannelHandlerContext context, HttpResponse response) {
    if (listener == null) {
      context.close();
      return;
    }
    long at = stamp.nanos();
    if (!response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      int status = response.status().code();
      String who = Handshake.whoRefused(response);
      tellLast(hears -> hears.refused(this, status, who, at));
      context.close();
      return;
    }
    if (!Handshake.accepts(response, key)) {
      fail("101 without the right Sec-WebSocket-Accept", at);
      context.close();
      return;
    }
    reader = new FrameReader();
    messages = new Messages(context);
    leaveHttp(context);
    open = true;
    Channel wire = context.channel();
    SocketFacts facts =
        new SocketFacts(
            text(wire.localAddress()), text(wire.remoteAddress()), Handshake.server(response));
    tell(hears -> hears.upgraded(this, facts, at));
  }

  private static void leaveHttp(ChannelHandlerContext context) {
    HttpClientCodec http = context.pipeline().get(HttpClientCodec.class);
    http.removeOutboundHandler();
    // bytes that came along with the answer pass on to us; the codec leaves after its own read
    context.channel().eventLoop().execute(() -> remove(context, http));
  }

  private static void remove(ChannelHandlerContext context, HttpClientCodec http) {
    if (!context.isRemoved() && context.pipeline().context(http) != null) {
      context.pipeline().remove(http);
    }
  }

  /** What is done with what was read. */
  private final class Messages implements FrameReader.Sink {
    private final ChannelHandlerContext context;

    Messages(ChannelHandlerContext context) {
      this.context = context;
    }

    @Override
    public void text(String message) {
      long at = stamp.nanos();
      tell(hears -> hears.frame(ClientSocket.this, message, at));
    }

    @Override
    public void ping(ByteBuf payload) {
      context.writeAndFlush(Frames.pong(context.alloc(), payload));
    }

    @Override
    public void close(int code, String reason) {
      boolean answersOurs = !open;
      open = false;
      end = SocketEnd.frame(code, reason);
      if (answersOurs) {
        context.close();
      } else {
        ByteBuf answer =
            code == FrameReader.NO_STATUS
                ? Frames.close(context.alloc())
                : Frames.close(context.alloc(), code, reason);
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
      }
      tellEnd(stamp.nanos());
    }
  }

  private void tellEnd(long at) {
    SocketEnd how = end;
    tellLast(hears -> hears.ended(this, how, at));
  }

  private void fail(String why, long at) {
    tellLast(hears -> hears.failed(this, why, at));
  }

  /** In its turn, if somebody still listens then. */
  private void tell(Consumer<SocketListener> what) {
    turns.later(loop, () -> tellNow(listener, what));
  }

  private void tellLast(Consumer<SocketListener> what) {
    turns.later(
        loop,
        () -> {
          SocketListener hears = listener;
          listener = null;
          tellNow(hears, what);
        });
  }

  /** A mistake of the listener ends its connection, as one in reading does. */
  private void tellNow(@Nullable SocketListener hears, Consumer<SocketListener> what) {
    if (hears == null) {
      return;
    }
    try {
      what.accept(hears);
    } catch (RuntimeException mistake) {
      Channel wire = channel;
      if (wire == null) {
        throw mistake;
      }
      wire.pipeline().fireExceptionCaught(mistake);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!open) {
      fail(Causes.words(cause), ticker.nanos());
    } else if (Causes.isReset(cause)) {
      end = SocketEnd.RST;
      over();
    }
    turns.later(loop, context::close);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      over();
      turns.later(loop, context::close);
    }
    context.fireUserEventTriggered(event);
  }

  /** The other side is gone. What is told a second time is told to nobody. */
  private void over() {
    boolean wasOpen = open;
    open = false;
    if (wasOpen) {
      tellEnd(stamp.nanos());
    } else {
      fail("connection ended before an answer", stamp.nanos());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    over();
    FrameReader frames = reader;
    if (frames != null) {
      frames.release();
    }
  }

  private static String text(java.net.SocketAddress address) {
    InetSocketAddress inet = (InetSocketAddress) address;
    return inet.getAddress().getHostAddress() + ":" + inet.getPort();
  }
}
