package io.drillmaster.twin.role;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A joined member of a session. */
final class Participant {

  final HostedSession session;
  final Connection connection;
  final RpcSession rpc;
  final String ip;
  final String platform;
  final String clientMetadata;
  final long joinedAtMillis;

  /** Creation times of its subscriptions by stream. */
  final Map<String, Long> subscriptions = new LinkedHashMap<>();

  @Nullable PublishedStream stream;
  boolean isPublishing;
  boolean hasLeft;

  /** Whether it came back by {@code connect} at least once. */
  boolean wasResumed;

  /** Signals of one sender kept back to be swapped: only under a bug. */
  @Nullable String keptSignal;

  /** The media node that serves it when it is not the session's: only under a bug. */
  @Nullable String strayMediaNode;

  Participant(
      HostedSession session, Connection connection, RpcSession rpc, Origin origin, long atMillis) {
    this.session = session;
    this.connection = connection;
    this.rpc = rpc;
    this.ip = origin.ip();
    this.platform = origin.platform();
    this.clientMetadata = origin.clientMetadata();
    this.joinedAtMillis = atMillis;
  }

  /** What a participant says about itself when it joins. */
  record Origin(String ip, String platform, String clientMetadata) {}

  String id() {
    return connection.connectionId;
  }

  /** Another member of its session, always the same one; null when it is alone. */
  @Nullable Participant mate() {
    for (Participant other : session.participants.values()) {
      if (other != this) {
        return other;
      }
    }
    return null;
  }

  /** Client and server metadata, joined with a separator only when both exist. */
  String fullMetadata() {
    String server = connection.properties.serverData();
    if (server.isEmpty()) {
      return clientMetadata;
    }
    return clientMetadata.isEmpty() ? server : clientMetadata + "%/%" + server;
  }

  /** As in the value list of joinRoom. */
  Map<String, @Nullable Object> listed() {
    Map<String, @Nullable Object> entry = announced();
    PublishedStream published = stream;
    if (published != null) {
      entry.put("streams", java.util.List.of(published.listed()));
    }
    return entry;
  }

  /** As in participantJoined. */
  Map<String, @Nullable Object> announced() {
    return Fields.of("id", id(), "createdAt", joinedAtMillis, "metadata", fullMetadata());
  }
}
