package io.drillmaster.twin.role;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection of a session as REST knows it: created with a token, taken by one participant. */
final class Connection {

  final String connectionId;
  final String token;
  final long createdAtMillis;
  final ConnectionProperties properties;

  /** A token works once, also when the join that used it failed. */
  boolean isTokenUsed;

  /** Whether it joined while another first join was being placed. */
  boolean wasRacing;

  @Nullable Participant participant;

  Connection(
      String connectionId, String token, long createdAtMillis, ConnectionProperties properties) {
    this.connectionId = connectionId;
    this.token = token;
    this.createdAtMillis = createdAtMillis;
    this.properties = properties;
  }

  /** What a connection is created with. */
  record ConnectionProperties(
      String role,
      boolean record,
      @Nullable Object kurentoOptions,
      List<Object> customIceServers,
      String serverData) {
    ConnectionProperties {
      customIceServers = List.copyOf(customIceServers);
    }
  }
}
