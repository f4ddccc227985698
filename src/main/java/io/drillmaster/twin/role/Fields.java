package io.drillmaster.twin.role;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of the protocol as maps whose keys keep their order. */
final class Fields {

  private Fields() {}

  /** A map of alternating keys and values. */
  static Map<String, @Nullable Object> of(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>(keysAndValues.length);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return map;
  }

  /** The value of a key when it is a text, else null. */
  static @Nullable String text(Map<String, @Nullable Object> map, String key) {
    return map.get(key) instanceof String text ? text : null;
  }

  /** The value of a key when it is a text, else the given one. */
  static String text(Map<String, @Nullable Object> map, String key, String otherwise) {
    return map.get(key) instanceof String text ? text : otherwise;
  }
}
