package io.drillmaster.twin.wire;

import io.drillmaster.time.Ticker;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * One WebSocket, of either side. Sends are written but not flushed, so that a burst costs one
 * system call. All methods on the transport's thread.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // a failed write or close shows as the end of the connection
public final class Link extends SimpleChannelInboundHandler<WebSocketFrame> {

  /** How long the other side may take to answer a close frame; then the connection is ended. */
  private static final long CLOSE_ANSWER_SECONDS = 2;

  /** Unsent bytes of a peer that does not read; beyond it the link is reset. */
  private static final long UNSENT_BYTES_MAX = 4L << 20;

  /** No close frame came. RFC 6455, 7.1.5. */
  private static final int NO_CLOSE_FRAME = 1006;

  /** A close frame without a code. RFC 6455, 7.1.5. */
  private static final int NO_CODE = 1005;

  private static final int UNSUPPORTED = 1003;
  private static final int TOO_BIG = 1009;

  private final Channel channel;
  private final LinkEvents events;
  private final int textBytesMax;
  private long heardNanos;
  private boolean closing;
  private boolean ended;

  /**
   * A link over an upgraded channel; the caller adds it to the pipeline.
   *
   * @param textBytesMax longer messages are answered with close 1009, as captured
   */
  Link(Channel channel, LinkEvents events, int textBytesMax) {
    this.channel = channel;
    this.events = events;
    this.textBytesMax = textBytesMax;
    this.heardNanos = Ticker.system().nanos();
  }

  /** Our own side of the connection. */
  public InetSocketAddress local() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** Writes a text message. */
  public void send(String text) {
    if (closing || !channel.isActive()) {
      return;
    }
    if (!channel.isWritable() && unsentBytes() > UNSENT_BYTES_MAX) {
      reset();
      return;
    }
    var payload = Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    channel.write(new TextWebSocketFrame(payload), channel.voidPromise());
  }

  private long unsentBytes() {
    var buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Hands everything written to the system. */
  public void flush() {
    channel.flush();
  }

  /** Sends a protocol ping, whose pong counts as {@link #heardNanos()}. */
  public void ping() {
    if (!closing) {
      channel.writeAndFlush(new PingWebSocketFrame(), channel.voidPromise());
    }
  }

  /** Stamp of the last frame of any kind from the other side. */
  public long heardNanos() {
    return heardNanos;
  }

  /** Closes with a close frame; the connection ends when the other side answers it, or soon. */
  public void close(int code, String reason) {
    if (closing) {
      return;
    }
    closing = true;
    CloseWebSocketFrame frame =
        code == NO_CODE || code == NO_CLOSE_FRAME
            ? new CloseWebSocketFrame()
            : new CloseWebSocketFrame(code, reason);
    channel.writeAndFlush(frame);
    channel.eventLoop().schedule(() -> channel.close(), CLOSE_ANSWER_SECONDS, TimeUnit.SECONDS);
  }

  /** Ends the connection without a close frame. */
  public void reset() {
    closing = true;
    Transport.reset(channel);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    heardNanos = Ticker.system().nanos();
    if (frame instanceof TextWebSocketFrame text) {
      read(text);
    } else if (frame instanceof CloseWebSocketFrame close) {
      readClose(close);
    } else if (frame instanceof PingWebSocketFrame) {
      channel.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
    } else if (frame instanceof BinaryWebSocketFrame) {
      close(UNSUPPORTED, "Binary messages not supported");
    }
  }

  private void read(TextWebSocketFrame frame) {
    if (closing) {
      return;
    }
    if (frame.content().readableBytes() > textBytesMax) {
      close(
          TOO_BIG,
          "The decoded text message was too big for the output buffer and the endpoint does not"
              + " support partial messages");
    } else {
      events.text(frame.text());
    }
  }

  private void readClose(CloseWebSocketFrame frame) {
    int code = frame.statusCode() < 0 ? NO_CODE : frame.statusCode();
    String reason = frame.reasonText();
    boolean isAnswer = closing;
    closing = true;
    end(true, code, reason);
    if (isAnswer) {
      channel.close();
    } else {
      channel.writeAndFlush(frame.retain()).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Tells the end of the connection, now if it is over already, else when it comes. */
  void watchEnd() {
    channel.closeFuture().addListener(closed -> end(false, NO_CLOSE_FRAME, ""));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Mishap.tell(cause);
    context.close();
  }

  private void end(boolean closeFrame, int code, String reason) {
    if (!ended) {
      ended = true;
      events.ended(closeFrame, code, reason);
    }
  }
}
