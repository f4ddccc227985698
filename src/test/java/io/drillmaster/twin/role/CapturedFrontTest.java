package io.drillmaster.twin.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.role.Bench.Joined;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What an entry says to a client that comes back is, frame for frame, what the SDK was seen to
 * understand when a front of several masters was played to it (scenario {@code ha-sim}).
 */
class CapturedFrontTest {

  private static final Duration SEALED = Duration.ofMillis(5_300);

  private final Bench bench = new Bench();

  @Test
  void anotherLifeIsToldAsItWasUnderstoodAsACrash() throws IOException {
    bench.session("room");
    Joined member = bench.joined(bench.m1, "room");
    bench.m1.kill();
    bench.pass(SEALED);
    bench.rest(bench.m2, "POST", "/sessions", "{\"customSessionId\":\"room\"}");
    TestClient again = bench.again(bench.m2, "room");

    assertAlike(again.reconnect(member.rpcId()), "ha-newlife", 2);
    String status = again.call("sessionStatus", "sessionId", "room");
    assertAlike(status, "ha-newlife", 3);
    assertThat(TestClient.result(status).get("life")).isNotEqualTo(member.result().get("life"));
  }

  @Test
  void theSameLifeIsToldAsItWasUnderstoodAsAnEviction() throws IOException {
    bench.session("room");
    Joined member = bench.joined(bench.m2, "room");
    bench.joined(bench.m2, "room");
    member.client().cut();
    bench.pass(Duration.ofSeconds(11));
    TestClient again = bench.again(bench.m2, "room");

    assertAlike(again.reconnect(member.rpcId()), "ha-samelife", 2);
    String status = again.call("sessionStatus", "sessionId", "room");
    assertAlike(status, "ha-samelife", 3);
    assertThat(TestClient.result(status).get("life")).isEqualTo(member.result().get("life"));
  }

  @Test
  void aSessionThatNobodyKnowsHasNoLife() throws IOException {
    TestClient again = bench.again(bench.m2, "room");

    assertAlike(again.reconnect("never"), "ha-nolife", 2);
    assertAlike(again.call("sessionStatus", "sessionId", "never"), "ha-nolife", 3);
  }

  @Test
  void theNoticeOfACrashIsTheOneThatWasObeyed() throws IOException {
    bench.session("room");
    Joined member = bench.joined(bench.m2, "room");
    bench.m1.kill();
    bench.pass(SEALED);

    // The order of a notification's keys is the real server's, not the played front's.
    assertThat(RpcCodec.object(member.client().heard.get(0)))
        .isEqualTo(captured("ha-crashnotify", null));
  }

  private static void assertAlike(@Nullable String heard, String client, int id)
      throws IOException {
    Map<String, @Nullable Object> captured = captured(client, id);
    Map<String, @Nullable Object> given = RpcCodec.object(Objects.requireNonNull(heard));
    assertThat(typed(given)).isEqualTo(typed(captured));
  }

  /** Without its id, and with every number by its kind only, error codes excepted. */
  private static Object typed(@Nullable Map<String, @Nullable Object> frame) {
    return RpcCodec.write(frame)
        .replaceAll("\"id\":\\d+", "\"id\":n")
        .replaceAll("\"life\":\\d+", "\"life\":n");
  }

  private static Map<String, @Nullable Object> captured(String client, @Nullable Integer id)
      throws IOException {
    try (var in =
        Objects.requireNonNull(
            CapturedFrontTest.class.getResourceAsStream("/openvidu/frames.jsonl"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String json : text.lines().toList()) {
        Map<String, @Nullable Object> line = Objects.requireNonNull(RpcCodec.object(json));
        if (client.equals(line.get("client"))
            && "S>C".equals(line.get("direction"))
            && line.get("payload") instanceof Map<?, ?> payload
            && Objects.equals(payload.get("id"), id)) {
          return Objects.requireNonNull(RpcCodec.object(RpcCodec.write(payload)));
        }
      }
    }
    throw new AssertionError("the capture has no answer " + id + " to " + client);
  }
}
