package io.drillmaster.twin;

import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import io.drillmaster.twin.balancer.AccessLine;
import io.drillmaster.twin.balancer.BalancerCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An application's back end and a prober, step by step. */
final class TestBackend {

  /** A master that died before the test leaves the balancer's rotation within this. */
  private static final Duration TOKEN_BOUND = Duration.ofSeconds(10);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Twin twin;

  TestBackend(Twin twin) {
    this.twin = twin;
  }

  HttpResponse<String> send(String authority, String method, String path, String body)
      throws Exception {
    String basic =
        Base64.getEncoder()
            .encodeToString(("OPENVIDUAPP:" + twin.secret()).getBytes(StandardCharsets.UTF_8));
    return client.send(
        HttpRequest.newBuilder(URI.create("http://" + authority + path))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(10))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String body) throws Exception {
    return send(twin.baseUrl().getAuthority(), method, path, body);
  }

  JsonNode get(String path) throws Exception {
    return JSON.readTree(send("GET", path, "").body());
  }

  /** Creates the session if it is not there; as applications do, again on 50x. */
  void session(String id) throws Exception {
    boolean made =
        Pause.until(
            () -> status("POST", "/openvidu/api/sessions", "{\"customSessionId\":\"" + id + "\"}"),
            Duration.ofMillis(100),
            Duration.ofSeconds(20));
    if (!made) {
      throw new AssertionError("session " + id + " could not be made in 20 s");
    }
  }

  private boolean status(String method, String path, String body) {
    try {
      int status = send(method, path, body).statusCode();
      return status == 200 || status == 409;
    } catch (IOException gone) {
      return false;
    } catch (Exception other) {
      throw new IllegalStateException(other);
    }
  }

  /** A new connection's token; empty on 50x and 404. */
  Optional<String> tryToken(String session, String properties) throws Exception {
    HttpResponse<String> response =
        send("POST", "/openvidu/api/sessions/" + session + "/connection", properties);
    return response.statusCode() == 200
        ? Optional.of(JSON.readTree(response.body()).get("token").asString())
        : Optional.empty();
  }

  /**
   * A new connection's token; asks again on 50x and 404, as applications do (protocol file, 8.2).
   */
  String token(String session) throws Exception {
    return token(session, "{}");
  }

  /** The same for a connection with these properties, as JSON. */
  String token(String session, String properties) throws Exception {
    long deadline = Ticker.system().nanos() + TOKEN_BOUND.toNanos();
    Optional<String> token = tryToken(session, properties);
    while (token.isEmpty() && Ticker.system().nanos() < deadline) {
      Pause.of(Duration.ofMillis(100));
      token = tryToken(session, properties);
    }
    return token.orElseThrow(() -> new AssertionError("no token for " + session));
  }

  /** The master that lists the session as its own. */
  TwinNode owner(String session) throws Exception {
    for (TwinNode node : twin.nodes()) {
      if (node.role() == TwinRole.MASTER && node.state() == TwinNode.State.RUNNING) {
        String server = node.address(TwinNode.SERVER).orElseThrow();
        String list = send(server, "GET", "/openvidu/api/sessions", "").body();
        if (list.contains("\"" + session + "\"")) {
          return node;
        }
      }
    }
    throw new AssertionError("nobody owns " + session);
  }

  /** The master that took the socket, by the balancer's evidence. */
  String entry(String client) throws Exception {
    String[] found = {""};
    Pause.until(
        () -> {
          found[0] = entryNow(client);
          return !found[0].isEmpty();
        },
        Duration.ofMillis(10),
        Duration.ofSeconds(2));
    return found[0];
  }

  private String entryNow(String client) {
    try {
      return Files.readAllLines(twin.accessLog()).stream()
          .map(BalancerCodec::readLine)
          .filter(line -> line.kind() == AccessLine.Kind.UPGRADE && line.client().equals(client))
          .map(AccessLine::node)
          .findFirst()
          .orElse("");
    } catch (IOException notYet) {
      return "";
    }
  }
}
