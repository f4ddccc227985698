package io.drillmaster.twin.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.time.Pause;
import io.drillmaster.twin.role.Bug;
import io.drillmaster.twin.wire.HttpCaller;
import io.drillmaster.twin.wire.HttpExchange;
import io.drillmaster.twin.wire.HttpServerHandler;
import io.drillmaster.twin.wire.Link;
import io.drillmaster.twin.wire.LinkEvents;
import io.drillmaster.twin.wire.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The balancer over real sockets, with short clocks and targets made for each test. */
class BalancerTest {

  private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String SECRET = "Basic c2VjcmV0";

  @TempDir private Path folder;
  private final Transport transport = Transport.open("test");
  private final HttpClient client = HttpClient.newHttpClient();
  private Path accessLog;
  private String front;
  private String admin;
  private String session = "a";

  @BeforeEach
  void listen() {
    listen(Set.of());
  }

  private void listen(Set<Bug> bugs) {
    accessLog = folder.resolve("access.jsonl");
    Balancer balancer =
        new Balancer(
            new Balancer.Setup(
                "b1",
                Duration.ofMillis(30),
                Duration.ofMillis(200),
                HttpCaller.Bounds.of(Duration.ofMillis(300)),
                SECRET,
                accessLog,
                bugs),
            new Rotation(2, 2, 1),
            transport);
    front = Transport.text(balancer.listenFront(ANY));
    admin = Transport.text(balancer.listenAdmin(ANY));
  }

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void answers503UnderItsOwnNameWhenNoTargetIsHealthy() throws Exception {
    HttpResponse<String> response = get("/openvidu/api/sessions");

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Server")).contains("awselb/2.0");
  }

  @Test
  void passesRequestAndAnswerOnAndNamesTheClient() throws Exception {
    register(serve(this::echo));

    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://" + front + "/a/b?c=d"))
                .header("X-Real-IP", "9.9.9.9")
                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(207);
    assertThat(response.body()).isEqualTo("POST /a/b?c=d 127.0.0.1 127.0.0.1 hello");
    assertThat(response.headers().firstValue("X-Node")).contains("m1");
    assertThat(response.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void answers502ForATargetThatEndsTheConnection() throws Exception {
    register(serve(HttpExchange::reset));

    assertThat(get("/x").statusCode()).isEqualTo(502);
    assertThat(upgradeStatus()).isEqualTo(502);
    assertThat(seen(AccessLine.Kind.UNREACHED, "502")).isTrue();
  }

  @Test
  void answers504ForATargetThatIsSilent() throws Exception {
    register(serve(exchange -> {}));

    assertThat(get("/x").statusCode()).isEqualTo(504);
    assertThat(upgradeStatus()).isEqualTo(504);
  }

  @Test
  void takesASilentTargetOutOfRotationAndSaysSoInItsEvidence() throws Exception {
    try (ServerSocket stopped = new ServerSocket(0, 50, ANY.getAddress())) {
      put("127.0.0.1:" + stopped.getLocalPort());

      assertThat(seen(AccessLine.Kind.UNHEALTHY, "no answer in time")).isTrue();
    }
  }

  @Test
  void passesAWebSocketThroughAndWritesWhereItWent() throws Exception {
    register(serve(Echo::serve));
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    WebSocket socket = open(heard);
    assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("text welcome");
    socket.sendText("ping?", true).join();

    assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("text ping?!");
    assertThat(seen(AccessLine.Kind.UPGRADE, "")).isTrue();
    socket.sendText("close", true).join();
    assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("closed 1000 bye");
  }

  @Test
  void cutsTheClientWithoutACloseFrameWhenTheTargetIsCut() throws Exception {
    register(serve(Echo::serve));
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    WebSocket socket = open(heard);
    heard.poll(5, TimeUnit.SECONDS);

    socket.sendText("cut", true).join();

    assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("broken");
  }

  @Test
  void blocksTheUpgradesOfSomeSessionsUnderTheBugAndNothingElse() throws Exception {
    listen(Set.of(Bug.BLOCKED_BY_WAF));
    register(serve(Echo::serve));

    assertThat(upgradeStatus()).isEqualTo(101);
    session = "d";
    assertThat(upgradeStatus()).isEqualTo(403);
  }

  @Test
  void letsNobodyWithoutTheSecretChangeTheTargets() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://" + admin + "/targets")).build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(401);
  }

  private void echo(HttpExchange exchange) {
    String text =
        String.join(
            " ",
            exchange.method(),
            exchange.uri(),
            exchange.header("X-Real-IP").orElse("-"),
            exchange.header("X-Forwarded-For").orElse("-"),
            exchange.body());
    exchange.respond(207, Map.of("X-Node", "m1"), text);
  }

  private String serve(Consumer<HttpExchange> route) {
    return Transport.text(
        transport.listen(
            ANY,
            HttpServerHandler.pipeline(
                exchange -> {
                  if (exchange.path().equals("/openvidu/health")) {
                    exchange.respond(200, Map.of(), "");
                  } else {
                    route.accept(exchange);
                  }
                })));
  }

  private void register(String address) throws Exception {
    put(address);
    assertThat(seen(AccessLine.Kind.HEALTHY, "status 200")).isTrue();
  }

  private void put(String address) throws Exception {
    String body = BalancerCodec.writeTargets(List.of(new Target("m1", "m1#1", address)));
    client.send(
        HttpRequest.newBuilder(URI.create("http://" + admin + "/targets"))
            .header("Authorization", SECRET)
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://" + front + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private int upgradeStatus() {
    try {
      open(new LinkedBlockingQueue<>());
      return 101;
    } catch (CompletionException refused) {
      return ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode();
    }
  }

  private WebSocket open(BlockingQueue<String> heard) {
    return client
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://" + front + "/openvidu?sessionId=" + session), new Ear(heard))
        .join();
  }

  private boolean seen(AccessLine.Kind kind, String detail) throws InterruptedException {
    return Pause.until(() -> lines(kind, detail), Duration.ofMillis(20), SOON);
  }

  private boolean lines(AccessLine.Kind kind, String detail) {
    try {
      return Files.readAllLines(accessLog).stream()
          .map(BalancerCodec::readLine)
          .anyMatch(line -> line.kind() == kind && line.detail().equals(detail));
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A target's socket: greets, echoes, and ends as it is told. */
  private static final class Echo implements LinkEvents {
    private Link link;

    static void serve(HttpExchange exchange) {
      Echo echo = new Echo();
      exchange.upgrade(Map.of(), 1000, echo, echo::greet);
    }

    private void greet(Link opened) {
      link = opened;
      opened.send("welcome");
      opened.flush();
    }

    @Override
    public void text(String text) {
      if (text.equals("cut")) {
        link.reset();
      } else if (text.equals("close")) {
        link.close(1000, "bye");
      } else {
        link.send(text + "!");
        link.flush();
      }
    }

    @Override
    public void ended(boolean closeFrame, int code, String reason) {}
  }

  /** A client's ear. */
  private record Ear(BlockingQueue<String> heard) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      heard.add("text " + data);
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      heard.add("closed " + code + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      heard.add("broken");
    }
  }
}
