package io.drillmaster.simulations.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.drillmaster.openvidu.RestRequest;
import io.drillmaster.time.Ticker;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class RestLaneTest {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @AfterEach
  void stopLoop() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private final RestListener ear =
      new RestListener() {
        @Override
        public void answered(int status, String body, long at) {
          heard.add(status + " " + body);
        }

        @Override
        public void unanswered(boolean sent, String why, long at) {
          heard.add((sent ? "sent, " : "not sent, ") + why);
        }
      };

  private RestLane lane(int port) {
    return new RestLane(
        loop,
        new Dialer(null),
        Endpoint.of("http://127.0.0.1:" + port),
        RestRequest.authorization("s3cret"),
        LoopClock.of(Ticker.system()));
  }

  private void request(RestLane lane, Duration timeout) {
    loop.execute(
        () ->
            lane.request(
                new RestRequest(1, "POST", "/openvidu/api/sessions", "{\"a\":1}", timeout), ear));
  }

  private String next() throws InterruptedException {
    String word = heard.poll(10, TimeUnit.SECONDS);
    return word == null ? "(nothing)" : word;
  }

  @Test
  void oneConnectionCarriesOneRequestAfterTheOther() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Set<Integer> ports = ConcurrentHashMap.newKeySet();
    var threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext(
        "/openvidu/api/sessions",
        exchange -> {
          ports.add(exchange.getRemoteAddress().getPort());
          String says =
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] body = says.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(409, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      RestLane lane = lane(server.getAddress().getPort());
      for (int i = 0; i < 5; i++) {
        request(lane, Duration.ofSeconds(5));
        assertThat(next()).isEqualTo("409 POST Basic T1BFTlZJRFVBUFA6czNjcmV0 {\"a\":1}");
      }
      assertThat(ports).hasSize(1);
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  @Test
  void silenceEndsByTheRequestsOwnTimeout() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      request(lane(server.getLocalPort()), Duration.ofMillis(200));

      assertThat(next()).isEqualTo("sent, no answer in 200 ms");
    }
  }

  @Test
  void whatWasRefusedWasNotSent() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    request(lane(port), Duration.ofSeconds(5));

    assertThat(next()).isEqualTo("not sent, refused");
  }

  @Test
  void anEndBeforeTheAnswerLeavesTheOutcomeOpen() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      request(lane(server.getLocalPort()), Duration.ofSeconds(5));
      var accepted = server.accept();
      assertThat(accepted.getInputStream().read()).isEqualTo('P');
      accepted.getInputStream().readNBytes(20);
      accepted.close();

      assertThat(next()).startsWith("sent, ");
    }
  }
}
