package io.drillmaster.simulations.netty;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.drillmaster.TlsFront;
import io.drillmaster.openvidu.RestRequest;
import io.drillmaster.run.port.Fronts;
import io.drillmaster.run.port.Reach;
import io.drillmaster.time.Ticker;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The load's connections to a cluster with a certificate, whose name leads nowhere. */
@Timeout(60)
final class DialerTlsTest {
  private static final String NAME = "video.example.test";

  @TempDir Path folder;
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private HttpServer server;
  private TlsFront front;

  @BeforeEach
  void begin() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          heard.add("asked for " + exchange.getRequestHeaders().getFirst("Host"));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    front =
        TlsFront.named(NAME, folder)
            .before(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void end() {
    front.close();
    server.stop(0);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private void request(String name, String ca, boolean insecure) {
    String url = "https://" + name + ":" + front.port();
    Reach reach = new Reach("127.0.0.1:" + front.port(), ca, insecure);
    EventLoop loop = group.next();
    RestLane lane =
        new RestLane(
            loop,
            Dialer.to(Fronts.of(URI.create(url)), reach, null),
            Endpoint.of(url),
            RestRequest.authorization("s3cret"),
            LoopClock.of(Ticker.system()));
    RestRequest request = new RestRequest(1, "GET", "/", null, Duration.ofSeconds(10));
    loop.execute(
        () ->
            lane.request(
                request,
                new RestListener() {
                  @Override
                  public void answered(int status, String body, long at) {
                    heard.add("status " + status);
                  }

                  @Override
                  public void unanswered(boolean sent, String why, long at) {
                    heard.add("unanswered: " + why);
                  }
                }));
  }

  private String next() throws InterruptedException {
    String word = heard.poll(20, TimeUnit.SECONDS);
    return word == null ? "(nothing)" : word;
  }

  @Test
  void theNameIsProvedWhereverItLeads() throws Exception {
    request(NAME, front.authority().toString(), false);
    assertThat(next()).isEqualTo("asked for " + NAME + ":" + front.port());
    assertThat(next()).isEqualTo("status 204");
  }

  @Test
  void whoeverDoesNotProveItselfIsAskedNothing() throws Exception {
    request(NAME, "", false);
    assertThat(next()).startsWith("unanswered: ");
    request("other.example.test", front.authority().toString(), false);
    assertThat(next()).startsWith("unanswered: ");
  }

  @Test
  void anybodyIsBelievedOnDemand() throws Exception {
    request("other.example.test", "", true);
    assertThat(next()).isEqualTo("asked for other.example.test:" + front.port());
    assertThat(next()).isEqualTo("status 204");
  }
}
