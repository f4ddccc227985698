package io.drillmaster.twin.role;

import io.drillmaster.twin.role.Connection.ConnectionProperties;
import io.drillmaster.twin.role.HostedSession.SessionProperties;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns REST requests into calls and results into answers, with the captured codes for bad input
 * (protocol file, section 2.1).
 */
final class RestCodec {

  /** Within the cluster: this owner does not, or not any more, host the session. */
  static final RestAnswer GONE = RestAnswer.empty(410);

  /** Within the cluster: this master is another incarnation than the one asked. */
  static final RestAnswer WRONG_INCARNATION = RestAnswer.empty(421);

  /** Query of a creation that a draining peer passes on. */
  static final String DELEGATED = "delegated=true";

  private static final String BASE = "/openvidu/api";
  private static final Pattern SESSION_ID = Pattern.compile("[a-zA-Z0-9_-]+");
  private static final Set<String> ROLES = Set.of("PUBLISHER", "SUBSCRIBER", "MODERATOR");
  private static final String LIST_START = "{\"numberOfElements\":";
  private static final String CONTENT = "\"content\":[";

  private RestCodec() {}

  /** A 200 with a JSON body. */
  static RestAnswer ok(Object body) {
    return new RestAnswer(200, RpcCodec.write(body));
  }

  private static RestCall fixed(int status) {
    return new RestCall.Fixed(RestAnswer.empty(status));
  }

  /** An error body as the framework writes it. */
  static RestAnswer problem(RoleContext context, Problem problem) {
    String reason = problem.status() == 404 ? "Not Found" : "Bad Request";
    Map<String, @Nullable Object> body =
        Fields.of(
            "timestamp", context.wallMillis(),
            "status", problem.status(),
            "error", reason,
            "message", problem.message(),
            "path", problem.path());
    return new RestAnswer(problem.status(), RpcCodec.write(body));
  }

  /** Status, message and path of an error body. */
  record Problem(int status, String message, String path) {}

  /** What a request means. */
  static RestCall parse(RestRequest request, RoleContext context) {
    String path = request.path();
    if (!path.startsWith(BASE + "/")) {
      return fixed(403);
    }
    String[] parts = path.substring(BASE.length() + 1).split("/", -1);
    return switch (parts[0]) {
      case "config" -> parts.length == 1 && isGet(request) ? new RestCall.Config() : fixed(403);
      case "health" -> parts.length == 1 && isGet(request) ? new RestCall.Health() : fixed(403);
      case "media-nodes" -> mediaNodes(request, parts);
      case "sessions" -> sessions(request, parts, context);
      case "signal" -> isPost(request) ? signal(request) : fixed(403);
      case "tokens" -> isPost(request) ? token(request, context) : fixed(403);
      case "recordings" -> fixed(501);
      default -> fixed(403);
    };
  }

  private static boolean isGet(RestRequest request) {
    return request.method().equals("GET");
  }

  private static boolean isPost(RestRequest request) {
    return request.method().equals("POST");
  }

  private static boolean isDelete(RestRequest request) {
    return request.method().equals("DELETE");
  }

  private static boolean asks(RestRequest request, String flag) {
    return List.of(request.query().split("&", -1)).contains(flag + "=true");
  }

  private static RestCall mediaNodes(RestRequest request, String[] parts) {
    if (!isGet(request)) {
      return fixed(405);
    }
    return new RestCall.MediaNodes(parts.length > 1 ? parts[1] : null, asks(request, "sessions"));
  }

  private static RestCall sessions(RestRequest request, String[] parts, RoleContext context) {
    boolean pending = asks(request, "pendingConnections");
    if (parts.length == 1) {
      if (isGet(request)) {
        return new RestCall.ListSessions(pending, asks(request, "brief"));
      }
      return isPost(request) ? createSession(request, context) : fixed(403);
    }
    String id = parts[1];
    if (parts.length == 2) {
      if (isGet(request)) {
        return new RestCall.GetSession(id, pending);
      }
      return isDelete(request) ? new RestCall.DeleteSession(id) : fixed(403);
    }
    if (parts[2].equals("connection")) {
      return connections(request, parts, pending, context);
    }
    boolean isStream = parts[2].equals("stream") && parts.length == 4 && isDelete(request);
    return isStream ? new RestCall.DeleteStream(id, parts[3]) : fixed(403);
  }

  private static RestCall connections(
      RestRequest request, String[] parts, boolean pending, RoleContext context) {
    if (parts.length == 3) {
      if (isGet(request)) {
        return new RestCall.ListConnections(parts[1], pending);
      }
      return isPost(request) ? createConnection(request, parts[1], context) : fixed(403);
    }
    if (parts.length != 4) {
      return fixed(403);
    }
    if (isGet(request)) {
      return new RestCall.GetConnection(parts[1], parts[3]);
    }
    return isDelete(request) ? new RestCall.DeleteConnection(parts[1], parts[3]) : fixed(403);
  }

  /** The body as an object; an absent one is empty; null when it is not a JSON object. */
  private static @Nullable Map<String, @Nullable Object> body(RestRequest request) {
    if (request.body().isBlank()) {
      return Fields.of();
    }
    String type = request.contentType().toLowerCase(Locale.ROOT);
    return type.isEmpty() || type.startsWith("application/json")
        ? RpcCodec.object(request.body())
        : null;
  }

  private static RestCall createSession(RestRequest request, RoleContext context) {
    Map<String, @Nullable Object> body = body(request);
    if (body == null) {
      return fixed(403);
    }
    String problem = sessionProblem(body);
    if (problem != null) {
      return new RestCall.Fixed(problem(context, new Problem(400, problem, request.path())));
    }
    Object transcoding = body.get("allowTranscoding");
    return new RestCall.CreateSession(
        new SessionProperties(
            Fields.text(body, "customSessionId", ""),
            Fields.text(body, "mediaMode", "ROUTED"),
            Fields.text(body, "recordingMode", "MANUAL"),
            recordingDefaults(body.get("defaultRecordingProperties")),
            Fields.text(body, "forcedVideoCodec", "MEDIA_SERVER_PREFERRED"),
            Boolean.TRUE.equals(transcoding),
            body.get("mediaNode")),
        request.query().equals(DELEGATED));
  }

  private static @Nullable String sessionProblem(Map<String, @Nullable Object> body) {
    for (String key : List.of("customSessionId", "mediaMode", "recordingMode")) {
      Object value = body.get(key);
      if (value != null && !(value instanceof String)) {
        return typeError(value, String.class);
      }
    }
    String id = Fields.text(body, "customSessionId", "");
    if (!id.isEmpty() && !SESSION_ID.matcher(id).matches()) {
      return "Some parameter is not valid. Parameter 'customSessionId' is wrong. Must be an"
          + " alphanumeric string [a-zA-Z0-9_-]";
    }
    String mode = Fields.text(body, "mediaMode", "ROUTED");
    if (!Set.of("ROUTED", "RELAYED").contains(mode)) {
      return "Some parameter is not valid. No enum constant io.openvidu.java.client.MediaMode."
          + mode;
    }
    String recording = Fields.text(body, "recordingMode", "MANUAL");
    if (!Set.of("MANUAL", "ALWAYS").contains(recording)) {
      return "Some parameter is not valid. No enum constant io.openvidu.java.client.RecordingMode."
          + recording;
    }
    return null;
  }

  private static String typeError(Object value, Class<?> wanted) {
    return "Type error in some parameter: class "
        + value.getClass().getName()
        + " cannot be cast to class "
        + wanted.getName()
        + " ("
        + value.getClass().getName()
        + " and "
        + wanted.getName()
        + " are in module java.base of loader 'bootstrap')";
  }

  private static Map<String, @Nullable Object> recordingDefaults(@Nullable Object given) {
    Map<String, @Nullable Object> defaults =
        Fields.of(
            "name",
            "",
            "hasAudio",
            true,
            "hasVideo",
            true,
            "outputMode",
            "COMPOSED",
            "recordingLayout",
            "BEST_FIT",
            "resolution",
            "1280x720",
            "frameRate",
            25,
            "shmSize",
            536870912);
    if (given instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value != null) {
              defaults.put(String.valueOf(key), value);
            }
          });
    }
    return defaults;
  }

  private static RestCall createConnection(
      RestRequest request, String sessionId, RoleContext context) {
    Map<String, @Nullable Object> body = body(request);
    if (body == null) {
      return fixed(403);
    }
    String problem = connectionProblem(body);
    if (problem != null) {
      return new RestCall.Fixed(problem(context, new Problem(400, problem, request.path())));
    }
    return new RestCall.CreateConnection(sessionId, connectionProperties(body));
  }

  private static @Nullable String connectionProblem(Map<String, @Nullable Object> body) {
    for (String key : List.of("role", "data", "type")) {
      Object value = body.get(key);
      if (value != null && !(value instanceof String)) {
        return typeError(value, String.class);
      }
    }
    String role = Fields.text(body, "role", "PUBLISHER");
    return ROLES.contains(role) ? null : "Parameter role " + role + " is not defined";
  }

  private static ConnectionProperties connectionProperties(Map<String, @Nullable Object> body) {
    List<Object> iceServers =
        body.get("customIceServers") instanceof List<?> list
            ? list.stream().filter(Objects::nonNull).map(Object.class::cast).toList()
            : List.of();
    return new ConnectionProperties(
        Fields.text(body, "role", "PUBLISHER"),
        !Boolean.FALSE.equals(body.get("record")),
        body.get("kurentoOptions"),
        iceServers,
        Fields.text(body, "data", ""));
  }

  private static RestCall token(RestRequest request, RoleContext context) {
    Map<String, @Nullable Object> body = body(request);
    String sessionId = body == null ? null : Fields.text(body, "session");
    if (body == null || sessionId == null) {
      return fixed(body == null ? 403 : 400);
    }
    String problem = connectionProblem(body);
    if (problem != null) {
      return new RestCall.Fixed(problem(context, new Problem(400, problem, request.path())));
    }
    Problem missing = new Problem(404, "Session " + sessionId + " not found", request.path());
    return new RestCall.CreateToken(
        sessionId, connectionProperties(body), problem(context, missing));
  }

  private static RestCall signal(RestRequest request) {
    Map<String, @Nullable Object> body = body(request);
    String sessionId = body == null ? null : Fields.text(body, "session");
    if (body == null || sessionId == null) {
      return fixed(body == null ? 403 : 400);
    }
    return new RestCall.SendSignal(
        sessionId,
        RoomMethods.texts(body.get("to")),
        Fields.text(body, "type"),
        Fields.text(body, "data"));
  }

  /**
   * One list of several owners' lists, without parsing their contents.
   *
   * @return null when one of them is not a list as this program writes it
   */
  static @Nullable RestAnswer merged(List<String> lists) {
    long elements = 0;
    StringBuilder content = new StringBuilder();
    for (String list : lists) {
      int at = list.indexOf(',');
      int start = list.indexOf(CONTENT);
      if (!list.startsWith(LIST_START) || start != at + 1 || !list.endsWith("]}")) {
        return null;
      }
      elements += Long.parseLong(list.substring(LIST_START.length(), at));
      String part = list.substring(start + CONTENT.length(), list.length() - 2);
      if (!part.isEmpty()) {
        content.append(content.length() == 0 ? "" : ",").append(part);
      }
    }
    return new RestAnswer(200, LIST_START + elements + "," + CONTENT + content + "]}");
  }
}
