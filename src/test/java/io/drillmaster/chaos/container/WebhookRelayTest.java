package io.drillmaster.chaos.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class WebhookRelayTest {
  @Test
  void passesRequestsOnAndAnswersBack() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    HttpServer home =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    home.createContext(
        "/webhook",
        exchange -> {
          heard.add(new String(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    home.start();
    URI there = URI.create("http://127.0.0.1:" + home.getAddress().getPort() + "/webhook");
    try (WebhookRelay relay = WebhookRelay.open("127.0.0.1", there)) {
      for (String body : List.of("one", "two")) {
        HttpResponse<Void> answer =
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(relay.url())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                    HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(204);
      }
      assertThat(relay.url().getPort()).isNotEqualTo(there.getPort());
    } finally {
      home.stop(0);
    }
    assertThat(heard).containsExactly("one", "two");
  }
}
