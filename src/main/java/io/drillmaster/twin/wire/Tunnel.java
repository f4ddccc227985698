package io.drillmaster.twin.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes an upgrade on to another server and, when that accepts it, every byte after it: a proxy's
 * way with WebSockets. What one side does to its connection, the other side sees: end for end,
 * reset for reset.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a failed write or close shows as the end of the connection
public final class Tunnel {

  /** Hears how the upgrade went: exactly one of accepted, refused and failed is called. */
  public interface Outcome {
    /** The other server answered 101; bytes flow. */
    void accepted();

    /**
     * What was accepted has ended, by whichever side; once, after {@link #accepted}.
     *
     * @param receivedBytes from the client, after the upgrade
     * @param sentBytes to the client, after the upgrade
     */
    default void ended(long receivedBytes, long sentBytes) {}

    /** The other server answered something else, which is to be passed on. */
    void refused(HttpCaller.Response response);

    /**
     * No response came; the exchange is still to be answered.
     *
     * @param silent whether the other side was silent until the time-out, rather than gone
     */
    void failed(boolean silent);
  }

  private static final int HANDSHAKE_BYTES_MAX = 64 << 10;

  private final Transport transport;

  /** A maker of tunnels on this transport. */
  public Tunnel(Transport transport) {
    this.transport = transport;
  }

  /** Passes an upgrade on, with the call's headers; see {@link Outcome}. */
  public void open(
      HttpExchange exchange, HttpCaller.Call call, HttpCaller.Bounds bounds, Outcome outcome) {
    Upgrade upgrade = new Upgrade(exchange, call, outcome);
    ChannelFuture connecting =
        transport.dial(
            call.address(),
            bounds.connect(),
            () ->
                List.of(
                    new HttpClientCodec(), new HttpObjectAggregator(HANDSHAKE_BYTES_MAX), upgrade));
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            upgrade.await(connecting.channel(), bounds.answer());
          } else {
            upgrade.fail(done.cause() instanceof ConnectTimeoutException);
          }
        });
  }

  /** The upgrade on the connection to the other server. */
  private final class Upgrade extends ChannelInboundHandlerAdapter {
    private final HttpExchange exchange;
    private final HttpCaller.Call call;
    private final Outcome outcome;
    private @Nullable ScheduledFuture<?> timer;
    private boolean isSettled;

    Upgrade(HttpExchange exchange, HttpCaller.Call call, Outcome outcome) {
      this.exchange = exchange;
      this.call = call;
      this.outcome = outcome;
    }

    void await(Channel back, Duration answer) {
      FullHttpRequest request =
          new DefaultFullHttpRequest(
              HttpVersion.HTTP_1_1, HttpMethod.valueOf(call.method()), call.uri());
      call.headers().forEach((name, value) -> request.headers().set(name, value));
      timer =
          transport.after(
              answer,
              () -> {
                fail(true);
                back.close();
              });
      back.writeAndFlush(request);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (!(message instanceof FullHttpResponse response) || isSettled) {
        ReferenceCountUtil.release(message);
        return;
      }
      settle();
      if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
        Channel front = exchange.takeOver();
        Relay received = new Relay(context.channel());
        Relay sent = new Relay(front);
        join(context, front, response, received, sent);
        outcome.accepted();
        front
            .closeFuture()
            .addListener(done -> outcome.ended(received.passedBytes, sent.passedBytes));
      } else {
        HttpCaller.Response refusal =
            new HttpCaller.Response(
                response.status().code(),
                response.headers().entries(),
                response.content().toString(StandardCharsets.UTF_8));
        response.release();
        context.close();
        outcome.refused(refusal);
      }
    }

    private void join(
        ChannelHandlerContext context,
        Channel front,
        FullHttpResponse response,
        Relay received,
        Relay sent) {
      Channel back = context.channel();
      response.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
      front.writeAndFlush(response);
      front.pipeline().addLast(received);
      front.pipeline().remove(HttpServerHandler.class);
      front.pipeline().remove(HttpObjectAggregator.class);
      front.pipeline().remove(HttpServerCodec.class);
      back.pipeline().addLast(sent);
      back.pipeline().remove(this);
      back.pipeline().remove(HttpObjectAggregator.class);
      back.pipeline().remove(HttpClientCodec.class);
      if (!front.isActive()) {
        back.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      fail(false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      Mishap.tell(cause);
      context.close();
    }

    void fail(boolean silent) {
      if (!isSettled) {
        settle();
        outcome.failed(silent);
      }
    }

    private void settle() {
      isSettled = true;
      if (timer != null) {
        timer.cancel(false);
      }
    }
  }

  /** One direction: what is read here is written there. */
  private static final class Relay extends ChannelInboundHandlerAdapter {
    private final Channel other;
    private long passedBytes;
    private boolean wasReset;

    Relay(Channel other) {
      this.other = other;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof ByteBuf bytes) {
        passedBytes += bytes.readableBytes();
      }
      other.write(message, other.voidPromise());
      if (!other.isWritable()) {
        context.channel().config().setAutoRead(false);
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      other.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      other.config().setAutoRead(context.channel().isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (wasReset) {
        Transport.reset(other);
      } else {
        other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      Mishap.tell(cause);
      wasReset = true;
      context.close();
    }
  }
}
