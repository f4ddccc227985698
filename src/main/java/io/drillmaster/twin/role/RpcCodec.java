package io.drillmaster.twin.role;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON-RPC frames as captured (protocol file, section 3): key order, error shapes, and what is
 * silently ignored. Thread-safe.
 */
final class RpcCodec {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private RpcCodec() {}

  /** The request in a text frame; null for whatever the server ignores silently. */
  @SuppressWarnings("unchecked") // JSON objects have text keys
  static @Nullable RpcRequest parse(String frame) {
    Object value;
    try {
      value = MAPPER.readValue(frame, Object.class);
    } catch (JacksonException e) {
      return null;
    }
    if (!(value instanceof Map<?, ?> object)) {
      return null;
    }
    Object method = object.get("method");
    Object id = object.get("id");
    if (method == null || (id != null && !(id instanceof Number))) {
      return null;
    }
    Object params = object.get("params");
    Map<String, @Nullable Object> fields =
        params instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    return new RpcRequest((Number) id, String.valueOf(method), shape(object, params), fields);
  }

  private static RpcRequest.Shape shape(Map<?, ?> object, @Nullable Object params) {
    if (params instanceof Map) {
      return RpcRequest.Shape.OBJECT;
    }
    if (params != null) {
      return RpcRequest.Shape.OTHER;
    }
    return object.containsKey("params") ? RpcRequest.Shape.NULL : RpcRequest.Shape.ABSENT;
  }

  /** A response with a result of any shape. */
  static String result(@Nullable Number id, Object result) {
    Map<String, @Nullable Object> frame = new LinkedHashMap<>();
    if (id != null) {
      frame.put("id", id);
    }
    frame.put("result", result);
    frame.put("jsonrpc", "2.0");
    return write(frame);
  }

  /** An error response. */
  static String error(@Nullable Number id, RpcError error) {
    Map<String, @Nullable Object> frame = new LinkedHashMap<>();
    if (id != null) {
      frame.put("id", id);
    }
    Map<String, @Nullable Object> body =
        Fields.of("code", error.code(), "message", error.message());
    if (error.data() != null) {
      body.put("data", error.data());
    }
    if (error.sessionId() != null) {
      body.put("sessionId", error.sessionId());
    }
    frame.put("error", body);
    frame.put("jsonrpc", "2.0");
    if (error.sessionId() != null) {
      frame.put("data", Map.of());
    }
    return write(frame);
  }

  /** A notification. */
  static String notification(String method, Map<String, @Nullable Object> params) {
    return write(Fields.of("method", method, "params", params, "jsonrpc", "2.0"));
  }

  /** The object in a JSON text; null when it is not JSON or not an object. */
  @SuppressWarnings("unchecked") // JSON objects have text keys
  static @Nullable Map<String, @Nullable Object> object(String json) {
    try {
      return MAPPER.readValue(json, Object.class) instanceof Map<?, ?> map
          ? (Map<String, @Nullable Object>) map
          : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** A map, list or simple value as JSON. */
  static String write(@Nullable Object value) {
    return MAPPER.writeValueAsString(value);
  }
}
