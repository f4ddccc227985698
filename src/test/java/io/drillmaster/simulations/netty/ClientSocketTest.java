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

    /** Answers 101 to a request, followed in the same segment by some bytes. */
    void accept(String request, String bytesBehind) throws Exception {
      write(answer(request) + bytesBehind);
    }

    static String answer(String request) {
      String key =
          request
              .lines()
              .filter(l -> l.startsWith("sec-websocket-key: "))
              .findFirst()
              .orElseThrow()
              .substring(19);
      return "HTTP/1.1 101 Switching Protocols\r\nServer: twin\r\nUpgrade: websocket\r\n"
          + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
          + Handshake.expected(key)
          + "\r\n\r\n";
    }

    void reset() throws Exception {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /** A socket that was dialled, who listens to it, and the server's end of it. */
  private record Line(ServerSocket server, ClientSocket socket, Ear ear, Peer peer)
      implements AutoCloseable {
    @Override
    public void close() throws Exception {
      peer.socket().close();
      server.close();
    }
  }

  /** Dials a server that has not answered yet. */
  private Line dialled(IoHandlerFactory transport) throws Exception {
    ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Ear ear = new Ear();
    ClientSocket socket = open(transport, server.getLocalPort(), ear);
    return new Line(server, socket, ear, Peer.accept(server));
  }

  /** Dials a server that says yes, with some bytes behind its answer. */
  private Line upgraded(IoHandlerFactory transport, String bytesBehind) throws Exception {
    Line line = dialled(transport);
    line.peer().accept(line.peer().readRequest(), bytesBehind);
    assertThat(line.ear().next()).isEqualTo("upgraded by twin");
    return line;
  }

  private ClientSocket open(IoHandlerFactory transport, int port, Ear ear) {
    return ClientSocket.open(
        loop(transport),
        new Dialer(null),
        Endpoint.of("ws://127.0.0.1:" + port + "/openvidu?sessionId=a&reconnect=true"),
        LoopClock.of(Ticker.system()),
        ear);
  }

  private EventLoop loop(IoHandlerFactory transport) {
    MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, transport);
    groups.add(group);
    return group.next();
  }

  @ParameterizedTest
  @MethodSource("transports")
  void framesArriveEvenWithTheAnswerAndInPieces(IoHandlerFactory transport) throws Exception {
    try (Line line = upgraded(transport, "\u0081\u0002hi")) { // FIN + text, 2 bytes
      assertThat(line.ear().next()).isEqualTo("frame hi");

      line.peer().write("\u0001\u0003one\u0000\u0001-\u0080\u0003two"); // text, continuation, last
      assertThat(line.ear().next()).isEqualTo("frame one-two");
      line.peer().socket().close();
      assertThat(line.ear().next()).isEqualTo("ended " + SocketEnd.FIN);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void theRequestIsThatOfABrowserAndTextsAreMasked(IoHandlerFactory transport) throws Exception {
    try (Line line = dialled(transport)) {
      String request = line.peer().readRequest();
      assertThat(request)
          .startsWith("GET /openvidu?sessionId=a&reconnect=true HTTP/1.1\n")
          .containsIgnoringCase("host: 127.0.0.1:" + line.server().getLocalPort())
          .containsIgnoringCase("upgrade: websocket")
          .containsIgnoringCase("sec-websocket-version: 13");
      line.peer().accept(request, "");
      assertThat(line.ear().next()).isEqualTo("upgraded by twin");

      groups.get(0).next().execute(() -> line.socket().send("hi"));

      var bytes = line.peer().socket().getInputStream().readNBytes(8);
      assertThat(bytes[0] & 0xff).isEqualTo(0x81);
      assertThat(bytes[1] & 0xff).as("masked, 2 bytes").isEqualTo(0x82);
      assertThat(bytes[6] ^ bytes[2]).isEqualTo('h');
      assertThat(bytes[7] ^ bytes[3]).isEqualTo('i');
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void anAnswerMayLeaveOutWhoGaveIt(IoHandlerFactory transport) throws Exception {
    try (Line line = dialled(transport)) {
      String nameless = Peer.answer(line.peer().readRequest()).replace("Server: twin\r\n", "");
      line.peer().write(nameless);
      assertThat(line.ear().next()).isEqualTo("upgraded by null");
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aResetIsToldFromAnEnd(IoHandlerFactory transport) throws Exception {
    try (Line line = upgraded(transport, "")) {
      line.peer().reset();

      assertThat(line.ear().next()).isEqualTo("ended " + SocketEnd.RST);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aCloseFrameCarriesCodeAndReason(IoHandlerFactory transport) throws Exception {
    try (Line line = upgraded(transport, "")) {
      line.peer().write("\u0088\u0005\u0003\u00e8bye"); // close, 5 bytes: 1000, "bye"

      assertThat(line.ear().next()).isEqualTo("ended " + SocketEnd.frame(1000, "bye"));
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aRefusalSaysItsStatusAndWhoRefused(IoHandlerFactory transport) throws Exception {
    try (Line line = dialled(transport)) {
      line.peer().readRequest();
      line.peer().write(REFUSAL);

      assertThat(line.ear().next()).isEqualTo("refused 503 Server: awselb/2.0");
      line.peer().socket().close();
      assertThat(line.ear().heard.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void nobodyThereResetAndSilenceBeforeTheAnswerAreFailures(IoHandlerFactory transport)
      throws Exception {
    Ear ear;
    int port;
    try (Line line = dialled(transport)) {
      ear = line.ear();
      port = line.server().getLocalPort();
      line.peer().readRequest();
      line.peer().reset();
      assertThat(ear.next()).isEqualTo("failed reset");

      open(transport, port, ear);
      Peer.accept(line.server()).socket().close();
      assertThat(ear.next()).startsWith("failed ");
    }
    open(transport, port, ear);
    assertThat(ear.next()).isEqualTo("failed refused");
  }

  @ParameterizedTest
  @MethodSource("transports")
  void whoClosesHearsNothingMore(IoHandlerFactory transport) throws Exception {
    try (Line line = upgraded(transport, "")) {
      groups.get(0).next().execute(() -> line.socket().close(4102, "Connection closed by client"));

      int first = line.peer().socket().getInputStream().read();
      assertThat(first).as("a close frame").isEqualTo(0x88);
      line.peer().write("\u0081\u0002hi");
      line.peer().socket().close();
      assertThat(line.ear().heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }
  }
}
