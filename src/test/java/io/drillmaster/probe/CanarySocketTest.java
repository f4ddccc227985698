package io.drillmaster.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drillmaster.openvidu.SocketEnd;
import io.drillmaster.openvidu.SocketFacts;
import io.drillmaster.run.port.Access;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.java_websocket.WebSocket;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CanarySocketTest {
  private static final Passage PASSAGE =
      new Passage(new Access(URI.create("http://127.0.0.1:1"), "s3cret"));

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicReference<WebSocket> peer = new AtomicReference<>();
  private Server server;

  private final CanarySocket.Listener listener =
      new CanarySocket.Listener() {
        @Override
        public void upgraded(SocketFacts facts, long at) {
          boolean isLoopback =
              facts.local().startsWith("127.0.0.1:") && facts.remote().startsWith("127.0.0.1:");
          heard.add("upgraded " + isLoopback + " at " + at);
        }

        @Override
        public void refused(int status, String detail, long at) {
          heard.add("refused " + status);
        }

        @Override
        public void failed(String why, long at) {
          heard.add("failed " + why.replaceAll("[:].*", ""));
        }

        @Override
        public void frame(String text, long at) {
          heard.add("frame " + text);
        }

        @Override
        public void closed(SocketEnd end, long at) {
          heard.add("closed " + end);
        }
      };

  private final class Server extends WebSocketServer {
    private volatile boolean isStarted;

    Server() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      setDaemon(true);
      setReuseAddr(true);
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
      peer.set(connection);
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {
      heard.add("server saw " + code + " " + reason);
    }

    @Override
    public void onMessage(WebSocket connection, String text) {
      connection.send("echo " + text);
    }

    @Override
    public void onError(WebSocket connection, Exception cause) {}

    @Override
    public void onStart() {
      isStarted = true;
    }
  }

  @BeforeEach
  void begin() {
    server = new Server();
    server.start();
    await().until(() -> server.isStarted);
  }

  @AfterEach
  void end() throws InterruptedException {
    server.stop(100);
  }

  private CanarySocket open() {
    CanarySocket socket =
        new CanarySocket(
            "ws://127.0.0.1:" + server.getPort() + "/openvidu?sessionId=s",
            listener,
            () -> 77,
            PASSAGE);
    socket.connect();
    await().until(() -> peer.get() != null && heard.contains("upgraded true at 77"));
    return socket;
  }

  @Test
  void reportsTheUpgradeAndFrames() {
    CanarySocket socket = open();
    socket.write("hello");
    await().until(() -> heard.contains("frame echo hello"));
    socket.cut();
  }

  @Test
  void tellsACloseFrameFromAnEndWithoutOne() {
    open();
    peer.get().close(1000, "evicted");
    await().until(() -> heard.contains("closed " + SocketEnd.frame(1000, "evicted")));
    heard.clear();
    open();
    peer.get().closeConnection(CloseFrame.ABNORMAL_CLOSE, "");
    await().until(() -> heard.contains("closed " + SocketEnd.FIN));
  }

  @Test
  void reportsNothingOnceAbandonedButSaysGoodbye() {
    CanarySocket socket = open();
    heard.clear();
    socket.abandon(4102, "Connection closed by client");
    await().until(() -> heard.contains("server saw 4102 Connection closed by client"));
    assertThat(heard).noneMatch(line -> line.startsWith("closed"));
  }

  @Test
  void tellsARefusalWithItsStatusFromNoAnswer() throws Exception {
    try (FakeCluster cluster = new FakeCluster()) {
      new CanarySocket("ws://" + cluster.address() + "/openvidu", listener, () -> 77, PASSAGE)
          .connect();
      await().until(() -> heard.contains("refused 401"));
    }
    new CanarySocket("ws://127.0.0.1:1/openvidu", listener, () -> 77, PASSAGE).connect();
    await().until(() -> heard.contains("failed java.net.ConnectException"));
  }
}
