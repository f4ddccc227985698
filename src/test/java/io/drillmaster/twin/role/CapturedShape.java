package io.drillmaster.twin.role;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Frames with their random parts (ids, times, SDP) replaced by their kind. */
final class CapturedShape {

  private CapturedShape() {}

  /** The shape of a frame. */
  static @Nullable Object of(@Nullable Object frame) {
    return normal(frame, "");
  }

  /** Whether what was heard has every captured key, in that order, with that value. */
  static boolean covers(@Nullable Object heard, @Nullable Object captured) {
    if (captured instanceof Map<?, ?> wanted && heard instanceof Map<?, ?> given) {
      List<?> order = given.keySet().stream().filter(wanted::containsKey).toList();
      return order.equals(List.copyOf(wanted.keySet()))
          && wanted.entrySet().stream()
              .allMatch(entry -> covers(given.get(entry.getKey()), entry.getValue()));
    }
    if (captured instanceof List<?> wanted && heard instanceof List<?> given) {
      // The server's lists of members are sets.
      return wanted.size() == given.size()
          && wanted.stream().allMatch(w -> given.stream().anyMatch(g -> covers(g, w)));
    }
    return Objects.equals(heard, captured);
  }

  private static @Nullable Object normal(@Nullable Object value, String key) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((k, v) -> copy.put(String.valueOf(k), normal(v, String.valueOf(k))));
      return copy;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(element -> normal(element, key)).toList();
    }
    if (value instanceof Number number && number.longValue() > 1_000_000_000_000L) {
      return "time";
    }
    return value instanceof String text ? normalText(text, key) : value;
  }

  private static boolean isStackTrace(String text) {
    return text.contains("\tat ") || text.contains("...(") || text.contains("Check that");
  }

  private static String normalText(String text, String key) {
    return switch (key) {
      case "sdpAnswer", "sdpOffer" -> "sdp";
      case "candidate" -> "candidate";
      case "finalUserId", "turnUsername", "turnCredential", "username", "credential" -> "random";
      case "metadata" -> text.startsWith("xxx") ? "large" : text;
      case "data" -> isStackTrace(text) ? "stack" : text;
      default ->
          text.replaceAll("con_[A-Za-z0-9]{10}", "con")
              .replaceAll("str_([A-Z]+)_\\w{4}_con", "str_$1_con")
              .replaceAll("tok_[A-Za-z0-9]{16}", "tok")
              .replaceAll("\\b[a-v0-9]{25,26}\\b", "rpc")
              .replaceAll("ws://\\S+/kurento", "ws://kurento");
    };
  }
}
