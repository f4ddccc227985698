package io.drillmaster.probe;

import io.drillmaster.history.ProbeEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the JSON of REST answers and webhooks (protocol file, sections 2.3, 8.3, 8.5 and 9).
 * Unknown fields are passed over, missing ones are empty.
 */
final class ProbeCodec {
  private static final JsonMapper JSON = new JsonMapper();

  private ProbeCodec() {}

  /** A text is not what it should be. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }

    Malformed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The list of {@code GET /sessions}.
   *
   * @throws Malformed when it is no JSON
   */
  static List<ProbeEvent.SessionView> sessions(String body) {
    List<ProbeEvent.SessionView> sessions = new ArrayList<>();
    for (JsonNode session : tree(body).path("content")) {
      sessions.add(
          new ProbeEvent.SessionView(
              text(session, "sessionId"),
              session.path("createdAt").asLong(0),
              textOrNull(session, "mediaNodeId"),
              connections(session.path("connections").path("content"))));
    }
    return sessions;
  }

  private static List<ProbeEvent.ConnectionView> connections(JsonNode list) {
    List<ProbeEvent.ConnectionView> connections = new ArrayList<>();
    for (JsonNode connection : list) {
      connections.add(
          new ProbeEvent.ConnectionView(
              text(connection, "connectionId"),
              text(connection, "status").equals("active"),
              connection.path("publishers").size()));
    }
    return connections;
  }

  /**
   * The list of {@code GET /media-nodes?sessions=true}; its sessions are ids or whole sessions.
   *
   * @throws Malformed when it is no JSON, or a session has no id
   */
  static List<ProbeEvent.MediaNodeView> mediaNodes(String body) {
    List<ProbeEvent.MediaNodeView> nodes = new ArrayList<>();
    for (JsonNode node : tree(body).path("content")) {
      nodes.add(
          new ProbeEvent.MediaNodeView(
              text(node, "id"),
              text(node, "ip"),
              text(node, "uri"),
              text(node, "status"),
              sessionIds(node.path("sessions"))));
    }
    return nodes;
  }

  private static List<String> sessionIds(JsonNode list) {
    List<String> ids = new ArrayList<>();
    JsonNode content = list.isObject() ? list.path("content") : list;
    for (JsonNode session : content) {
      ids.add(session.isString() ? session.asString() : sessionId(session));
    }
    return ids;
  }

  /** A session has both names (since 2.16), and either may be left out of a list of references. */
  private static String sessionId(JsonNode session) {
    String name = textOrNull(session, "sessionId");
    String id = name == null ? textOrNull(session, "id") : name;
    if (id == null) {
      throw new Malformed("a session of a media node has neither sessionId nor id: " + session);
    }
    return id;
  }

  /**
   * The health of the cluster or of one server.
   *
   * @param isUp whether it says UP
   * @param detail states per node, or of the one
   */
  record Health(boolean isUp, String detail) {}

  /**
   * The body of {@code GET /health}.
   *
   * @throws Malformed when it is no JSON
   */
  static Health health(String body) {
    JsonNode health = tree(body);
    String status = text(health, "clusterStatus");
    if (status.isEmpty()) {
      status = text(health, "status");
    }
    List<String> nodes = new ArrayList<>();
    health
        .path("nodes")
        .properties()
        .forEach(node -> nodes.add(node.getKey() + " " + text(node.getValue(), "status")));
    String detail = nodes.isEmpty() ? status : status + ": " + String.join(", ", nodes);
    return new Health(status.equals("UP"), detail);
  }

  /**
   * Which server answered {@code GET /config}, as clouds with several masters tell it (protocol
   * file, section 8.4); null = it does not say.
   */
  static @Nullable String instance(String body) {
    try {
      return textOrNull(tree(body), "AWS_INSTANCE_ID");
    } catch (Malformed malformed) {
      return null;
    }
  }

  /**
   * A webhook.
   *
   * @param at when it was received
   * @throws Malformed when it is no JSON object
   */
  static ProbeEvent.Webhook webhook(String body, long at) {
    JsonNode hook = tree(body);
    if (!hook.isObject()) {
      throw new Malformed("a webhook must be an object", new IllegalArgumentException(body));
    }
    String node = text(hook, "nodeId");
    return new ProbeEvent.Webhook(
        at,
        hook.path("timestamp").asLong(0),
        text(hook, "event"),
        text(hook, "sessionId"),
        text(hook, "uniqueSessionId"),
        text(hook, "connectionId"),
        textOrNull(hook, "reason"),
        node.isEmpty() ? text(hook, "id") : node,
        text(hook, "nodeRole"),
        sessionIds(hook.path("sessionIds")));
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException cause) {
      throw new Malformed("no JSON: " + cause.getOriginalMessage(), cause);
    }
  }

  private static String text(JsonNode node, String key) {
    String text = textOrNull(node, key);
    return text == null ? "" : text;
  }

  private static @Nullable String textOrNull(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isString() ? value.asString() : null;
  }
}
