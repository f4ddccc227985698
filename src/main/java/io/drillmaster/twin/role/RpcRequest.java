package io.drillmaster.twin.role;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client's JSON-RPC request.
 *
 * @param id null when absent
 * @param shape what the params were
 * @param params empty unless they were an object
 */
record RpcRequest(
    @Nullable Number id, String method, Shape shape, Map<String, @Nullable Object> params) {

  /** What {@code params} was in the frame. */
  enum Shape {
    ABSENT,
    NULL,
    OBJECT,
    OTHER
  }

  /** A text parameter, null when absent or of another type. */
  @Nullable String text(String key) {
    return Fields.text(params, key);
  }

  /** A truth parameter. */
  boolean isTrue(String key) {
    return Boolean.TRUE.equals(params.get(key));
  }
}
