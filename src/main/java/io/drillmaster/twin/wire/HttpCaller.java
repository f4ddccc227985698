package io.drillmaster.twin.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
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
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP/1.1 client that keeps idle connections per address. One attempt per call: what fails
 * is told, never repeated. On the transport's thread.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a failed write or close shows as the end of the connection
public final class HttpCaller {

  /** Hears how a call went; exactly one of the two is called. */
  public interface Outcome {
    /** A whole response came. */
    void answered(Response response);

    /**
     * No response came.
     *
     * @param silent whether the other side was silent until the time-out, rather than gone
     */
    void failed(boolean silent);
  }

  /** A whole response; headers in order, as they came. */
  public record Response(int status, List<Map.Entry<String, String>> headers, String body) {
    public Response {
      headers = List.copyOf(headers);
    }
  }

  /** How long a call may take. */
  public record Bounds(Duration connect, Duration answer) {
    /** One bound for both. */
    public static Bounds of(Duration each) {
      return new Bounds(each, each);
    }
  }

  /**
   * A call.
   *
   * @param address host:port
   * @param uri path and query
   * @param body empty when there is none
   */
  public record Call(
      String address, String method, String uri, Map<String, String> headers, String body) {
    public Call {
      headers = Map.copyOf(headers);
    }
  }

  private static final int BODY_BYTES_MAX = 16 << 20;
  private static final int IDLE_PER_ADDRESS_MAX = 16;

  private final Transport transport;
  private final Map<String, Deque<Connection>> idle = new HashMap<>();

  /** A caller on this transport. */
  public HttpCaller(Transport transport) {
    this.transport = transport;
  }

  /** Makes the call; the outcome is told within the bounds. */
  public void call(Call call, Bounds bounds, Outcome outcome) {
    Connection connection = takeIdle(call.address());
    if (connection != null) {
      connection.start(call, bounds.answer(), outcome);
      return;
    }
    Connection fresh = new Connection(call.address());
    fresh.expect(bounds.connect(), outcome);
    var connecting =
        transport.dial(
            call.address(),
            bounds.connect(),
            () -> List.of(new HttpClientCodec(), new HttpObjectAggregator(BODY_BYTES_MAX), fresh));
    fresh.channel = connecting.channel();
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            fresh.rearm(bounds.answer());
            fresh.write(call);
          } else {
            fresh.fail(done.cause() instanceof ConnectTimeoutException);
          }
        });
  }

  private @Nullable Connection takeIdle(String address) {
    Deque<Connection> waiting = idle.get(address);
    while (waiting != null && !waiting.isEmpty()) {
      Connection connection = waiting.pop();
      if (connection.isActive()) {
        return connection;
      }
    }
    return null;
  }

  /** One kept connection and the call that is under way on it. */
  private final class Connection extends ChannelInboundHandlerAdapter {
    private final String address;
    private @Nullable Channel channel;
    private @Nullable Outcome outcome;
    private @Nullable ScheduledFuture<?> timer;

    Connection(String address) {
      this.address = address;
    }

    boolean isActive() {
      return channel != null && channel.isActive();
    }

    void start(Call call, Duration timeout, Outcome next) {
      expect(timeout, next);
      write(call);
    }

    void expect(Duration timeout, Outcome next) {
      outcome = next;
      rearm(timeout);
    }

    void rearm(Duration timeout) {
      if (timer != null) {
        timer.cancel(false);
      }
      timer = transport.after(timeout, () -> fail(true));
    }

    void write(Call call) {
      var content =
          call.body().isEmpty()
              ? Unpooled.EMPTY_BUFFER
              : Unpooled.wrappedBuffer(call.body().getBytes(StandardCharsets.UTF_8));
      FullHttpRequest request =
          new DefaultFullHttpRequest(
              HttpVersion.HTTP_1_1, HttpMethod.valueOf(call.method()), call.uri(), content);
      request.headers().set(HttpHeaderNames.HOST, call.address());
      call.headers().forEach((name, value) -> request.headers().set(name, value));
      request.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
      if (channel != null) {
        channel.writeAndFlush(request);
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof FullHttpResponse response) {
        boolean reusable = HttpUtil.isKeepAlive(response);
        Response whole =
            new Response(
                response.status().code(),
                response.headers().entries(),
                response.content().toString(StandardCharsets.UTF_8));
        response.release();
        Outcome told = settle();
        keep(reusable);
        if (told != null) {
          told.answered(whole);
        }
      } else {
        ReferenceCountUtil.release(message);
      }
    }

    private void keep(boolean reusable) {
      Deque<Connection> waiting = idle.computeIfAbsent(address, key -> new ArrayDeque<>());
      if (reusable && waiting.size() < IDLE_PER_ADDRESS_MAX) {
        waiting.push(this);
      } else if (channel != null) {
        channel.close();
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      Deque<Connection> waiting = idle.get(address);
      if (waiting != null) {
        waiting.remove(this);
        if (waiting.isEmpty()) {
          idle.remove(address);
        }
      }
      fail(false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      Mishap.tell(cause);
      context.close();
    }

    void fail(boolean silent) {
      Outcome told = settle();
      if (channel != null) {
        channel.close();
      }
      if (told != null) {
        told.failed(silent);
      }
    }

    private @Nullable Outcome settle() {
      Outcome told = outcome;
      outcome = null;
      if (timer != null) {
        timer.cancel(false);
        timer = null;
      }
      return told;
    }
  }
}
