package io.drillmaster.twin.role;

import io.drillmaster.twin.role.Connection.ConnectionProperties;
import io.drillmaster.twin.role.HostedSession.SessionProperties;
import io.drillmaster.twin.store.StoreAnswer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects of the REST API in their captured key order (protocol file, section 2.3). */
final class RestShapes {

  static final String VERSION = "2.32.2";

  private RestShapes() {}

  /** A list as all lists of the API. */
  static Map<String, @Nullable Object> list(Collection<?> content) {
    return Fields.of("numberOfElements", content.size(), "content", content);
  }

  /** A session with the given connections. */
  static Map<String, @Nullable Object> session(
      HostedSession s, Collection<Map<String, @Nullable Object>> connections) {
    SessionProperties how = s.properties;
    Map<String, @Nullable Object> json =
        Fields.of(
            "id",
            s.sessionId,
            "object",
            "session",
            "sessionId",
            s.sessionId,
            "createdAt",
            s.toldCreatedAtMillis,
            "recording",
            false,
            "broadcasting",
            false,
            "mediaMode",
            how.mediaMode(),
            "recordingMode",
            how.recordingMode(),
            "defaultRecordingProperties",
            how.recordingDefaults(),
            "customSessionId",
            how.customSessionId(),
            "forcedVideoCodec",
            how.forcedVideoCodec(),
            "allowTranscoding",
            how.allowTranscoding());
    if (how.mediaNode() != null) {
      json.put("mediaNode", how.mediaNode());
    }
    json.put("connections", list(connections));
    if (s.wasJoined && s.mediaNode != null) {
      json.put("mediaNodeId", s.mediaNode);
    }
    return json;
  }

  /** A connection, pending or active. */
  static Map<String, @Nullable Object> connection(Connection c, String sessionId) {
    Participant p = c.participant;
    ConnectionProperties how = c.properties;
    Map<String, @Nullable Object> json =
        Fields.of(
            "id",
            c.connectionId,
            "object",
            "connection",
            "status",
            p == null ? "pending" : "active",
            "connectionId",
            c.connectionId,
            "sessionId",
            sessionId,
            "createdAt",
            c.createdAtMillis,
            "type",
            "WEBRTC",
            "record",
            how.record(),
            "role",
            how.role(),
            "kurentoOptions",
            how.kurentoOptions(),
            "customIceServers",
            how.customIceServers(),
            "rtspUri",
            null,
            "adaptativeBitrate",
            null,
            "onlyPlayWithSubscribers",
            null,
            "networkCache",
            null,
            "serverData",
            how.serverData(),
            "token",
            c.token);
    json.putAll(
        Fields.of(
            "activeAt", p == null ? null : Long.valueOf(p.joinedAtMillis),
            "location", p == null ? null : "unknown",
            "ip", p == null ? null : p.ip,
            "platform", p == null ? null : p.platform,
            "clientData", p == null ? null : p.clientMetadata,
            "publishers", p == null ? null : publishers(p),
            "subscribers", p == null ? null : subscribers(p)));
    return json;
  }

  private static List<Map<String, @Nullable Object>> publishers(Participant p) {
    return p.stream == null ? List.of() : List.of(p.stream.rest());
  }

  private static List<Map<String, @Nullable Object>> subscribers(Participant p) {
    return p.subscriptions.entrySet().stream()
        .map(entry -> Fields.of("createdAt", entry.getValue(), "streamId", entry.getKey()))
        .toList();
  }

  /** The deprecated token object. */
  static Map<String, @Nullable Object> token(Connection c, String sessionId) {
    return Fields.of(
        "id", c.token,
        "token", c.token,
        "createdAt", c.createdAtMillis,
        "connectionId", c.connectionId,
        "session", sessionId,
        "data", c.properties.serverData(),
        "role", c.properties.role());
  }

  /** A media node (protocol file, section 8.5). */
  static Map<String, @Nullable Object> mediaNode(
      StoreAnswer.MediaNode node, boolean isConnected, boolean withSessions) {
    Map<String, @Nullable Object> json =
        Fields.of(
            "id", node.id(),
            "object", "mediaNode",
            "environmentId", node.id(),
            "ip", node.ip(),
            "uri", node.uri(),
            "connected", isConnected,
            "load", node.load(),
            "status", node.status());
    if (withSessions) {
      json.put(
          "sessions",
          node.sessionIds().stream()
              .map(id -> Fields.of("id", id, "object", "session", "sessionId", id))
              .toList());
    }
    return json;
  }

  /** The configuration of this node. */
  static Map<String, @Nullable Object> config(MasterConfig config) {
    String address = config.publicAddress();
    int colon = address.lastIndexOf(':');
    Map<String, @Nullable Object> json =
        Fields.of(
            "VERSION",
            VERSION,
            "DOMAIN_OR_PUBLIC_IP",
            colon < 0 ? address : address.substring(0, colon),
            "HTTPS_PORT",
            colon < 0 ? 443 : Integer.parseInt(address.substring(colon + 1)),
            "OPENVIDU_PUBLICURL",
            "http://" + address,
            "OPENVIDU_CDR",
            false,
            "OPENVIDU_STREAMS_VIDEO_MAX_RECV_BANDWIDTH",
            1000,
            "OPENVIDU_STREAMS_VIDEO_MIN_RECV_BANDWIDTH",
            300,
            "OPENVIDU_STREAMS_VIDEO_MAX_SEND_BANDWIDTH",
            1000,
            "OPENVIDU_STREAMS_VIDEO_MIN_SEND_BANDWIDTH",
            300,
            "OPENVIDU_STREAMS_FORCED_VIDEO_CODEC",
            "MEDIA_SERVER_PREFERRED",
            "OPENVIDU_STREAMS_ALLOW_TRANSCODING",
            false);
    json.put("OPENVIDU_WEBRTC_SIMULCAST", false);
    json.put("OPENVIDU_SESSIONS_GARBAGE_INTERVAL", 900);
    json.put("OPENVIDU_SESSIONS_GARBAGE_THRESHOLD", 3600);
    json.put("OPENVIDU_RECORDING", false);
    json.put("AWS_INSTANCE_ID", config.instanceId());
    return json;
  }
}
