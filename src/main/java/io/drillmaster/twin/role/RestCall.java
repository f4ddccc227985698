package io.drillmaster.twin.role;

import io.drillmaster.twin.role.Connection.ConnectionProperties;
import io.drillmaster.twin.role.HostedSession.SessionProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a REST call means. */
sealed interface RestCall {

  /** Answered without looking at anything. */
  record Fixed(RestAnswer answer) implements RestCall {}

  /** GET /config. */
  record Config() implements RestCall {}

  /** GET /health. */
  record Health() implements RestCall {}

  /** GET /media-nodes, or one of them. */
  record MediaNodes(@Nullable String id, boolean withSessions) implements RestCall {}

  /**
   * GET /sessions.
   *
   * @param isBrief whether to leave out the connections ({@code ?brief=true}, the twin's own): who
   *     asks often which master owns which session need not have the whole cluster described
   */
  record ListSessions(boolean withPending, boolean isBrief) implements RestCall {}

  /**
   * POST /sessions.
   *
   * @param isDelegated whether a draining peer sent it here
   */
  record CreateSession(SessionProperties properties, boolean isDelegated) implements RestCall {}

  /** A call that only the owner of a session can answer. */
  sealed interface OfSession extends RestCall {

    String sessionId();

    /** What is answered when there is no such session. */
    default RestAnswer whenMissing() {
      return RestAnswer.empty(404);
    }
  }

  /** GET a session. */
  record GetSession(String sessionId, boolean withPending) implements OfSession {}

  /** DELETE a session. */
  record DeleteSession(String sessionId) implements OfSession {}

  /** POST a connection. */
  record CreateConnection(String sessionId, ConnectionProperties properties) implements OfSession {}

  /** GET the connections. */
  record ListConnections(String sessionId, boolean withPending) implements OfSession {}

  /** GET a connection; 400 for an unknown session. */
  record GetConnection(String sessionId, String connectionId) implements OfSession {
    @Override
    public RestAnswer whenMissing() {
      return RestAnswer.empty(400);
    }
  }

  /** DELETE a connection; 400 for an unknown session. */
  record DeleteConnection(String sessionId, String connectionId) implements OfSession {
    @Override
    public RestAnswer whenMissing() {
      return RestAnswer.empty(400);
    }
  }

  /** DELETE a stream. */
  record DeleteStream(String sessionId, String streamId) implements OfSession {}

  /** POST /tokens, the deprecated way; an unknown session is told in JSON. */
  record CreateToken(
      String sessionId, ConnectionProperties properties, @Override RestAnswer whenMissing)
      implements OfSession {}

  /** POST /signal. */
  record SendSignal(String sessionId, List<String> to, @Nullable String type, @Nullable String data)
      implements OfSession {
    public SendSignal {
      to = List.copyOf(to);
    }
  }
}
