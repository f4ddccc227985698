package io.drillmaster.simulations.netty;

import io.drillmaster.openvidu.RestRequest;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One keep-alive connection of a {@link RestLane} and the request it carries, if any. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the channel, which is noticed
final class RestConnection extends SimpleChannelInboundHandler<FullHttpResponse> {
  private final RestLane lane;
  private @Nullable RestRequest request;
  private @Nullable RestListener listener;
  private @Nullable ScheduledFuture<?> timeout;
  private @Nullable Channel channel;
  private boolean sent;
  private boolean gone;

  RestConnection(RestLane lane, RestRequest first, RestListener listener) {
    this.lane = lane;
    take(first, listener);
  }

  private void take(RestRequest next, RestListener hears) {
    request = next;
    listener = hears;
    sent = false;
    timeout = lane.loop().schedule(this::late, next.timeout().toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Its channel, from the attempt to connect on. */
  void dialing(Channel fresh) {
    channel = fresh;
  }

  /** Carries another request. */
  void carry(RestRequest next, RestListener hears) {
    take(next, hears);
    write(next);
  }

  void close() {
    Channel wire = channel;
    if (wire != null) {
      wire.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    channel = context.channel();
    RestRequest first = request;
    if (first == null) {
      context.close(); // given up while it was connecting
    } else {
      write(first);
    }
  }

  private void write(RestRequest next) {
    Channel wire = channel;
    if (wire == null) {
      return; // still connecting: written when connected
    }
    sent = true;
    wire.writeAndFlush(http(wire, next), wire.voidPromise());
  }

  private FullHttpRequest http(Channel wire, RestRequest next) {
    String body = next.body();
    var content = body == null ? Unpooled.EMPTY_BUFFER : ByteBufUtil.writeUtf8(wire.alloc(), body);
    FullHttpRequest http =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.valueOf(next.method()), next.path(), content);
    http.headers()
        .set(HttpHeaderNames.HOST, lane.base().authority())
        .set(HttpHeaderNames.AUTHORIZATION, lane.authorization())
        .set(HttpHeaderNames.ACCEPT, HttpHeaderValues.APPLICATION_JSON);
    if (body != null) {
      http.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    }
    HttpUtil.setContentLength(http, content.readableBytes());
    return http;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
    RestListener hears = done();
    boolean keep = HttpUtil.isKeepAlive(response);
    if (hears != null) {
      hears.answered(
          response.status().code(),
          response.content().toString(StandardCharsets.UTF_8),
          lane.stamp().nanos());
    }
    if (hears != null && keep) {
      lane.free(this);
    } else {
      context.close(); // an answer to nothing, or the other side wants it so
    }
  }

  private @Nullable RestListener done() {
    RestListener hears = listener;
    listener = null;
    request = null;
    ScheduledFuture<?> timer = timeout;
    timeout = null;
    if (timer != null) {
      timer.cancel(false);
    }
    return hears;
  }

  private void late() {
    RestRequest asked = request;
    if (asked == null) {
      return;
    }
    boolean wasSent = sent;
    RestListener hears = done();
    close();
    if (hears != null) {
      hears.unanswered(
          wasSent, "no answer in " + asked.timeout().toMillis() + " ms", lane.ticker().nanos());
    }
  }

  /** The connection was not made. */
  void notConnected(String why) {
    leave();
    fail(false, why);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(sent, Causes.words(cause));
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    leave();
    fail(sent, "connection ended before an answer");
  }

  private void leave() {
    if (!gone) {
      gone = true;
      lane.gone(this);
    }
  }

  private void fail(boolean wasSent, String why) {
    RestListener hears = done();
    if (hears != null) {
      hears.unanswered(wasSent, why, lane.ticker().nanos());
    }
  }
}
