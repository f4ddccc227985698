package io.drillmaster.simulations.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.openvidu.SocketEnd;
import io.drillmaster.openvidu.SocketFacts;
import io.drillmaster.time.Ticker;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the wire does, byte by byte, and what the listener hears of it, on both transports. */
@Timeout(30)
final class ClientSocketTest {
  private static final String REFUSAL =
      "HTTP/1.1 503 Service Unavailable\r\nServer: awselb/2.0\r\nContent-Length: 3\r\n\r\nno\n";

  private final List<MultiThreadIoEventLoopGroup> groups = new ArrayList<>();

  static Stream<Named<IoHandlerFactory>> transports() {
    Stream<Named<IoHandlerFactory>> nio = Stream.of(Named.of("nio", NioIoHandler.newFactory()));
    return Epoll.isAvailable()
        ? Stream.concat(nio, Stream.of(Named.of("epoll", EpollIoHandler.newFactory())))
        : nio;
  }

  @AfterEach
  void stopLoops() {
    groups.forEach(
        group -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly());
  }

  /** What a listener hears, in words. */
  private static final class Ear implements SocketListener {
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Override
    public void upgraded(ClientSocket socket, SocketFacts facts, long at) {
      heard.add("upgraded by " + facts.server());
      assertThat(facts.local()).startsWith("127.0.0.1:");
    }

    @Override
    public void refused(ClientSocket socket, int status, String detail, long at) {
      heard.add("refused " + status + " " + detail);
    }

    @Override
    public void failed(ClientSocket socket, String why, long at) {
      heard.add("failed " + why);
    }

    @Override
    public void frame(ClientSocket socket, String text, long at) {
      heard.add("frame " + text);
    }

    @Override
    public void ended(ClientSocket socket, SocketEnd end, long at) {
      heard.add("ended " + end);
    }

    String next() throws InterruptedException {
      String word = heard.poll(10, TimeUnit.SECONDS);
      return word == null ? "(nothing)" : word;
    }
  }

  /** One accepted connection of a server that does nothing by itself. */
  private record Peer(Socket socket, BufferedReader in, OutputStream out) {
    static Peer accept(ServerSocket server) throws Exception {
      Socket socket = server.accept();
      return new Peer(
          socket,
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)),
          socket.getOutputStream());
    }

    String readRequest() throws Exception {
      StringBuilder head = new StringBuilder();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.append(line).append('\n');
      }
      return head.toString();
    }

    void write(String text) throws Exception {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    /** Answers 101, followed in the same segment by some bytes. */
    void accept(String bytesBehind) throws Exception {
      String request = readRequest();
      String key =
          request
              .lines()
              .filter(l -> l.startsWith("sec-websocket-key: "))
              .findFirst()
              .orElseThrow()
              .substring(19);
      write(
          "HTTP/1.1 101 Switching Protocols\r\nServer: twin\r\nUpgrade: websocket\r\n"
              + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
              + Handshake.expected(key)
              + "\r\n\r\n"
              + bytesBehind);
    }

    void reset() throws Exception {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  private EventLoop loop(IoHandlerFactory transport) {
    MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, transport);
    groups.add(group);
    return group.next();
  }

  private ClientSocket open(IoHandlerFactory transport, int port, Ear ear) {
    return ClientSocket.open(
        loop(transport),
        new Dialer(null),
        Endpoint.of("ws://127.0.0.1:" + port + "/openvidu?sessionId=a&reconnect=true"),
        LoopClock.of(Ticker.system()),
        ear);
  }

  private static ServerSocket server() throws Exception {
    return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @ParameterizedTest
  @MethodSource("transports")
  void framesArriveEvenWithTheAnswerAndInPieces(IoHandlerFactory transport) throws Exception {
    Ear ear = new Ear();
    try (ServerSocket server = server()) {
      open(transport, server.getLocalPort(), ear);
      Peer peer = Peer.accept(server);
      peer.accept("\u0081\u0002hi"); // FIN + text, 2 bytes
      assertThat(ear.next()).isEqualTo("upgraded by twin");
      assertThat(ear.next()).isEqualTo("frame hi");

      peer.write("\u0001\u0003one\u0000\u0001-\u0080\u0003two"); // text, continuation, last
      assertThat(ear.next()).isEqualTo("frame one-two");
      peer.socket().close();
      assertThat(ear.next()).isEqualTo("ended " + SocketEnd.FIN);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void theRequestIsThatOfABrowserAndTextsAreMasked(IoHandlerFactory transport) throws Exception {
    Ear ear = new Ear();
    try (ServerSocket server = server()) {
      ClientSocket socket = open(transport, server.getLocalPort(), ear);
      Peer peer = Peer.accept(server);
      String request = peer.readRequest();
      assertThat(request)
          .startsWith("GET /openvidu?sessionId=a&reconnect=true HTTP/1.1\n")
          .containsIgnoringCase("host: 127.0.0.1:" + server.getLocalPort())
          .containsIgnoringCase("upgrade: websocket")
          .containsIgnoringCase("sec-websocket-version: 13");
      String key =
          request
              .lines()
              .filter(l -> l.startsWith("sec-websocket-key: "))
              .findFirst()
              .orElseThrow();
      peer.write(
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + Handshake.expected(key.substring(19))
              + "\r\n\r\n");
      assertThat(ear.next()).isEqualTo("upgraded by null");

      groups.get(0).next().execute(() -> socket.send("hi"));

      var bytes = peer.socket().getInputStream().readNBytes(8);
      assertThat(bytes[0] & 0xff).isEqualTo(0x81);
      assertThat(bytes[1] & 0xff).as("masked, 2 bytes").isEqualTo(0x82);
      assertThat(bytes[6] ^ bytes[2]).isEqualTo('h');
      assertThat(bytes[7] ^ bytes[3]).isEqualTo('i');
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aResetIsToldFromAnEnd(IoHandlerFactory transport) throws Exception {
    Ear ear = new Ear();
    try (ServerSocket server = server()) {
      open(transport, server.getLocalPort(), ear);
      Peer peer = Peer.accept(server);
      peer.accept("");
      assertThat(ear.next()).isEqualTo("upgraded by twin");

      peer.reset();

      assertThat(ear.next()).isEqualTo("ended " + SocketEnd.RST);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aCloseFrameCarriesCodeAndReason(IoHandlerFactory transport) throws Exception {
    Ear ear = new Ear();
    try (ServerSocket server = server()) {
      open(transport, server.getLocalPort(), ear);
      Peer peer = Peer.accept(server);
      peer.accept("");
      assertThat(ear.next()).isEqualTo("upgraded by twin");

      peer.write("\u0088\u0005\u0003\u00e8bye"); // close, 5 bytes: 1000, "bye"

      assertThat(ear.next()).isEqualTo("ended " + SocketEnd.frame(1000, "bye"));
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aRefusalSaysItsStatusAndWhoRefused(IoHandlerFactory transport) throws Exception {
    Ear ear = new Ear();
    try (ServerSocket server = server()) {
      open(transport, server.getLocalPort(), ear);
      Peer peer = Peer.accept(server);
      peer.readRequest();
      peer.write(REFUSAL);

      assertThat(ear.next()).isEqualTo("refused 503 Server: awselb/2.0");
      peer.socket().close();
      assertThat(ear.heard.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void nobodyThereResetAndSilenceBeforeTheAnswerAreFailures(IoHandlerFactory transport)
      throws Exception {
    int port;
    Ear ear = new Ear();
    try (ServerSocket server = server()) {
      port = server.getLocalPort();
      open(transport, port, ear);
      Peer peer = Peer.accept(server);
      peer.readRequest();
      peer.reset();
      assertThat(ear.next()).isEqualTo("failed reset");

      open(transport, port, ear);
      Peer.accept(server).socket().close();
      assertThat(ear.next()).startsWith("failed ");
    }
    open(transport, port, ear);
    assertThat(ear.next()).isEqualTo("failed refused");
  }

  @ParameterizedTest
  @MethodSource("transports")
  void whoClosesHearsNothingMore(IoHandlerFactory transport) throws Exception {
    Ear ear = new Ear();
    try (ServerSocket server = server()) {
      ClientSocket socket = open(transport, server.getLocalPort(), ear);
      Peer peer = Peer.accept(server);
      peer.accept("");
      assertThat(ear.next()).isEqualTo("upgraded by twin");

      groups.get(0).next().execute(() -> socket.close(4102, "Connection closed by client"));

      int first = peer.socket().getInputStream().read();
      assertThat(first).as("a close frame").isEqualTo(0x88);
      peer.write("\u0081\u0002hi");
      peer.socket().close();
      assertThat(ear.heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }
  }
}
