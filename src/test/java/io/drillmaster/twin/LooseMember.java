package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/**
 * A member of a session.
 *
 * @param joined the answer to its joinRoom
 */
record LooseMember(TestClient client, JsonNode joined) {

  private static final Duration SOON = Duration.ofSeconds(10);

  String con() {
    return joined.get("id").asString();
  }

  long life() {
    return joined.get("life").asLong();
  }

  /** A signal to itself: it comes back from an owner that serves this connection, only. */
  void prove(String data) throws Exception {
    client.call("sendMessage", proof(data));
    awaitProof(data);
  }

  /** Writes that signal and waits for nothing. */
  void beginToProve(String data) {
    client.send(
        "{\"jsonrpc\":\"2.0\",\"method\":\"sendMessage\",\"id\":100,\"params\":"
            + proof(data)
            + "}");
  }

  void awaitProof(String data) throws InterruptedException {
    assertThat(client.await("sendMessage", SOON).get("data").asString()).isEqualTo(data);
  }

  private String proof(String data) {
    return "{\"message\":\"{\\\"to\\\":[\\\"%s\\\"],\\\"data\\\":\\\"%s\\\",\\\"type\\\":\\\"signal:p\\\"}\"}"
        .formatted(con(), data);
  }
}
