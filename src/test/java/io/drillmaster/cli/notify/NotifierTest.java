package io.drillmaster.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotifierTest {

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private IntUnaryOperator statuses = number -> 200;
  private HttpServer hook;

  @BeforeEach
  void listen() throws IOException {
    hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    hook.createContext(
        "/hook",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          int status = statuses.applyAsInt(requests.incrementAndGet());
          if (status == 200) {
            bodies.add(new String(body, StandardCharsets.UTF_8));
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    hook.start();
  }

  @AfterEach
  void stop() {
    hook.stop(0);
  }

  private URI address() {
    return Notifier.address("http://127.0.0.1:" + hook.getAddress().getPort() + "/hook?key=s3cret");
  }

  private static Notice notice(Notice.Event event, String text) {
    return new Notice(event, "r1", "smoke", "twin", "CHG-7", text);
  }

  @Test
  void postsEachNoticeAsJsonInTheirOrder() {
    try (Notifier notifier = new Notifier(address())) {
      for (int i = 0; i < 20; i++) {
        notifier.tell(notice(Notice.Event.FAULT, "number " + i));
      }
      assertThat(notifier.finish()).isEmpty();
    }
    assertThat(bodies).hasSize(20);
    assertThat(bodies.get(0))
        .isEqualTo(
            "{\"tool\":\"drillmaster\",\"event\":\"fault\",\"run\":\"r1\",\"drill\":\"smoke\","
                + "\"target\":\"twin\",\"change\":\"CHG-7\",\"text\":\"number 0\"}");
    assertThat(bodies.get(19)).contains("number 19");
  }

  @Test
  void whatIsRefusedOnceIsSentOnceMore() {
    statuses = number -> number == 1 ? 503 : 200;
    try (Notifier notifier = new Notifier(address())) {
      notifier.tell(notice(Notice.Event.START, "begins"));
      assertThat(notifier.finish()).isEmpty();
    }
    assertThat(bodies).hasSize(1);
    assertThat(requests).hasValue(2);
  }

  @Test
  void whatCannotBeDeliveredIsToldWithoutTheAddress() {
    statuses = number -> 500;
    try (Notifier notifier = new Notifier(address())) {
      notifier.tell(notice(Notice.Event.START, "begins"));
      notifier.tell(notice(Notice.Event.END, "ends"));
      assertThat(notifier.finish()).isEqualTo("2 of 2 notices were not delivered: status 500");
    }
    hook.stop(0);
    try (Notifier notifier = new Notifier(address())) {
      notifier.tell(notice(Notice.Event.END, "ends"));
      assertThat(notifier.finish())
          .isEqualTo("1 of 1 notices were not delivered: ConnectException")
          .doesNotContain("s3cret");
    }
  }

  @Test
  void anAddressThatIsNoneIsNotRepeated() {
    for (String text :
        List.of("s3cret", "ftp://host/s3cret", "http:///s3cret", "http://a b/s3cret")) {
      assertThatThrownBy(() -> Notifier.address(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("is no address of a webhook; give one like https://hooks.example.com/drills")
          .hasNoCause();
    }
  }
}
