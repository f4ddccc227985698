package io.drillmaster.twin.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One request to a node's listener and the chance to answer it: with a response, by becoming a
 * WebSocket, or by ending the connection. Answer exactly once, on the transport's thread.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a failed write or close shows as the end of the connection
public final class HttpExchange {

  private static final int FRAME_BYTES_MAX = 1 << 20;

  private static final WebSocketDecoderConfig FRAMES =
      WebSocketDecoderConfig.newBuilder()
          .maxFramePayloadLength(FRAME_BYTES_MAX)
          .expectMaskedFrames(true)
          .allowMaskMismatch(true)
          .closeOnProtocolViolation(true)
          .withUTF8Validator(false)
          .build();

  private final Channel channel;
  private final FullHttpRequest request;
  private final QueryStringDecoder target;
  private final boolean keepAlive;
  private final String body;
  private final Runnable answered;

  HttpExchange(Channel channel, FullHttpRequest request, Runnable answered) {
    this.channel = channel;
    this.request = request;
    this.target = new QueryStringDecoder(request.uri());
    this.keepAlive = HttpUtil.isKeepAlive(request);
    this.body = request.content().toString(StandardCharsets.UTF_8);
    this.answered = answered;
  }

  /** Upper-case method. */
  public String method() {
    return request.method().name();
  }

  /** Decoded path. */
  public String path() {
    return target.path();
  }

  /** Raw query, empty when there is none. */
  public String query() {
    return target.rawQuery();
  }

  /** First value of a query parameter, empty when absent. */
  public String parameter(String name) {
    return target.parameters().getOrDefault(name, List.of("")).get(0);
  }

  /** First value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.headers().get(name));
  }

  /** The body as UTF-8 text, empty when there is none. */
  public String body() {
    return body;
  }

  /** Whether it asks to become a WebSocket. */
  public boolean wantsUpgrade() {
    return request.headers().containsValue(HttpHeaderNames.UPGRADE, "websocket", true);
  }

  /** The other side's ip. */
  public String remoteIp() {
    return remote().getAddress().getHostAddress();
  }

  /** The other side's socket. */
  public InetSocketAddress remote() {
    return (InetSocketAddress) channel.remoteAddress();
  }

  /** Our own end of the connection. */
  public InetSocketAddress local() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** Path and query as they came. */
  public String uri() {
    return request.uri();
  }

  /** Every header, in order. */
  public List<Map.Entry<String, String>> headers() {
    return request.headers().entries();
  }

  /** Hands the connection over: the caller answers and takes the handlers off. */
  Channel takeOver() {
    done();
    return channel;
  }

  /** Answers with a response. */
  public void respond(int status, Map<String, String> headers, String text) {
    ByteBuf content =
        text.isEmpty()
            ? Unpooled.EMPTY_BUFFER
            : Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
    headers.forEach((name, value) -> response.headers().set(name, value));
    if (status != HttpResponseStatus.NO_CONTENT.code()) {
      response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
    }
    boolean stays = keepAlive && !"close".equalsIgnoreCase(headers.get("Connection"));
    if (!stays) {
      response.headers().set(HttpHeaderNames.CONNECTION, "close");
    }
    var written = channel.writeAndFlush(response);
    if (!stays) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
    done();
  }

  /**
   * Becomes a WebSocket.
   *
   * @param textBytesMax longer messages are refused with 1009
   * @param events hears what happens on it
   * @param ready gets the link once the upgrade is answered
   */
  public void upgrade(
      Map<String, String> headers, int textBytesMax, LinkEvents events, Consumer<Link> ready) {
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory("", null, FRAMES).newHandshaker(request);
    if (handshaker == null) {
      respond(426, Map.of("Sec-WebSocket-Version", "13"), "");
      return;
    }
    HttpHeaders more = new DefaultHttpHeaders();
    headers.forEach(more::set);
    Link link = new Link(channel, events, textBytesMax);
    channel.pipeline().remove(HttpServerHandler.class);
    channel.pipeline().addLast(new WebSocketFrameAggregator(FRAME_BYTES_MAX)).addLast("link", link);
    handshaker.handshake(channel, request, more, channel.newPromise());
    done();
    ready.accept(link);
    link.watchEnd();
  }

  /** Ends the connection without an answer. */
  public void reset() {
    Transport.reset(channel);
    done();
  }

  private void done() {
    request.release();
    answered.run();
  }
}
