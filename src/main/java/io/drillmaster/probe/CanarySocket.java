package io.drillmaster.probe;

import io.drillmaster.openvidu.SocketEnd;
import io.drillmaster.openvidu.SocketFacts;
import io.drillmaster.time.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a canary on Java-WebSocket. What happens to it is stamped on the library's
 * threads, right after the read, and handed to the listener there, until it is abandoned.
 */
final class CanarySocket extends WebSocketClient {
  /** How Java-WebSocket words an answer other than 101. */
  private static final Pattern REFUSED = Pattern.compile("Invalid status code received: (\\d{3})");

  private final Listener listener;
  private final Ticker ticker;
  private volatile boolean isOpened;
  private volatile boolean isAbandoned;
  private volatile @Nullable Exception error;

  /** Hears of one socket; stamps are monotonic. */
  interface Listener {
    void upgraded(SocketFacts facts, long at);

    void refused(int status, String detail, long at);

    void failed(String why, long at);

    void frame(String text, long at);

    void closed(SocketEnd end, long at);
  }

  CanarySocket(String url, Listener listener, Ticker ticker, Passage passage) {
    super(URI.create(url));
    passage.prepare(this, getURI());
    this.listener = listener;
    this.ticker = ticker;
    setConnectionLostTimeout(0); // the participant has its own pings
    setTcpNoDelay(true);
    setDaemon(true);
  }

  /** Sends a frame; where the connection has ended, its end is reported instead. */
  void write(String frame) {
    try {
      send(frame);
    } catch (WebsocketNotConnectedException ended) {
      // onClose has said so, or will
    }
  }

  /** Nothing of it is reported any more; the close frame is sent if it can be. */
  void abandon(int code, String reason) {
    isAbandoned = true;
    if (isOpened) {
      close(code, reason);
    }
  }

  /** Nothing of it is reported any more; the connection stays as it is. */
  void ignore() {
    isAbandoned = true;
  }

  /** Ends the connection now. */
  void cut() {
    isAbandoned = true;
    try {
      Socket socket = getSocket();
      if (socket != null) {
        socket.close();
      }
    } catch (IOException ended) {
      // it is closed then
    }
  }

  @Override
  public void onOpen(ServerHandshake handshake) {
    long at = ticker.nanos();
    isOpened = true;
    if (!isAbandoned) {
      String server = handshake.getFieldValue("Server");
      Socket socket = getSocket();
      listener.upgraded(
          new SocketFacts(
              text(socket.getLocalSocketAddress()),
              text(socket.getRemoteSocketAddress()),
              server.isEmpty() ? null : server),
          at);
    }
  }

  private static String text(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress ip && ip.getAddress() != null
        ? ip.getAddress().getHostAddress() + ":" + ip.getPort()
        : "";
  }

  @Override
  public void onMessage(String text) {
    long at = ticker.nanos();
    if (!isAbandoned) {
      listener.frame(text, at);
    }
  }

  @Override
  public void onError(Exception cause) {
    error = cause;
  }

  @Override
  public void onClose(int code, String reason, boolean remote) {
    long at = ticker.nanos();
    if (isAbandoned) {
      return;
    }
    if (isOpened) {
      listener.closed(end(code, reason), at);
      return;
    }
    Matcher refused = REFUSED.matcher(reason);
    if (refused.find()) {
      listener.refused(Integer.parseInt(refused.group(1)), reason, at);
    } else {
      Exception cause = error;
      listener.failed(cause == null ? "ended before its upgrade" : String.valueOf(cause), at);
    }
  }

  private SocketEnd end(int code, String reason) {
    if (code != CloseFrame.ABNORMAL_CLOSE && code > 0) {
      return SocketEnd.frame(code, reason);
    }
    return error instanceof IOException ? SocketEnd.RST : SocketEnd.FIN;
  }
}
