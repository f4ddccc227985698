package io.drillmaster.twin.role;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The captured webhooks, a selection of those that the real server sent. */
final class CapturedWebhooks {

  private CapturedWebhooks() {}

  /**
   * Captured webhooks of these sessions that were not sent, in that order, by that shape.
   *
   * @param untilWallMillis those that the real server sent later are left out
   */
  static List<String> unsent(
      Set<String> sessionIds, long untilWallMillis, List<MasterOutput.Webhook> sent) {
    List<Object> shapes = new ArrayList<>();
    sent.forEach(webhook -> shapes.add(shape(webhook.json())));
    List<String> missing = new ArrayList<>();
    int from = 0;
    for (String captured : of(sessionIds, untilWallMillis)) {
      Object wanted = shape(captured);
      int at = from;
      while (at < shapes.size() && !CapturedShape.covers(shapes.get(at), wanted)) {
        at++;
      }
      if (at < shapes.size()) {
        from = at + 1;
      } else {
        missing.add("webhook " + wanted + "\n    of " + shapes.subList(from, shapes.size()));
      }
    }
    return missing;
  }

  /** Durations are in whole seconds, and the real server took its time. */
  private static Object shape(String json) {
    return Objects.requireNonNull(
        CapturedShape.of(
            RpcCodec.object(
                json.replaceAll("_\\d{13}\"", "_time\"")
                    .replaceAll("\"duration\": ?\\d+", "\"duration\":0"))));
  }

  private static List<String> of(Set<String> sessionIds, long untilWallMillis) {
    List<String> found = new ArrayList<>();
    try (var in =
        Objects.requireNonNull(
            CapturedWebhooks.class.getResourceAsStream("/openvidu/frames.jsonl"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String json : text.lines().toList()) {
        Map<String, @Nullable Object> line = Objects.requireNonNull(RpcCodec.object(json));
        if ("webhook".equals(line.get("scenario"))
            && line.get("payload") instanceof Map<?, ?> payload
            && sessionIds.contains(payload.get("sessionId"))
            && payload.get("timestamp") instanceof Number at
            && at.longValue() <= untilWallMillis) {
          found.add(RpcCodec.write(payload));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
