package io.drillmaster.twin.wire;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Turns the requests of one connection into exchanges, one at a time: a pipelined request waits
 * until the one before it is answered.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a failed write or close shows as the end of the connection
public final class HttpServerHandler extends ChannelInboundHandlerAdapter {

  /** Largest body: an SDP or a signal by REST is far below. */
  private static final int BODY_BYTES_MAX = 1 << 20;

  /** Pipelined requests that may wait; a client that sends more is cut. */
  private static final int WAITING_MAX = 64;

  private final Consumer<HttpExchange> route;
  private final Queue<FullHttpRequest> waiting = new ArrayDeque<>(2);
  private boolean busy;

  private HttpServerHandler(Consumer<HttpExchange> route) {
    this.route = route;
  }

  /** The handlers of a connection whose requests go to the route. */
  public static Supplier<List<ChannelHandler>> pipeline(Consumer<HttpExchange> route) {
    return () ->
        List.of(
            new HttpServerCodec(),
            new HttpObjectAggregator(BODY_BYTES_MAX),
            new HttpServerHandler(route));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof FullHttpRequest request)) {
      ReferenceCountUtil.release(message);
    } else if (!busy) {
      start(context, request);
    } else if (waiting.size() < WAITING_MAX) {
      waiting.add(request);
    } else {
      request.release();
      context.close();
    }
  }

  private void start(ChannelHandlerContext context, FullHttpRequest request) {
    busy = true;
    route.accept(new HttpExchange(context.channel(), request, () -> next(context)));
  }

  private void next(ChannelHandlerContext context) {
    busy = false;
    FullHttpRequest request = waiting.poll();
    if (request != null) {
      context.executor().execute(() -> start(context, request));
      busy = true;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Mishap.tell(cause);
    context.close();
  }
}
