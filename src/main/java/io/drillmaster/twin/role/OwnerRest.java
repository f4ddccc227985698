package io.drillmaster.twin.role;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The REST calls that only the owner of a session answers. */
final class OwnerRest {

  private static final String CLOSED_BY_SERVER = "sessionClosedByServer";
  private static final String FORCED_BY_SERVER = "forceDisconnectByServer";

  private final RoleContext context;
  private final Hosting hosting;
  private final MediaDesk media;

  OwnerRest(RoleContext context, Hosting hosting, MediaDesk media) {
    this.context = context;
    this.hosting = hosting;
    this.media = media;
  }

  /** Answers a call; 410 when this owner does not, or not any more, host the session. */
  void handle(RestCall call, Consumer<RestAnswer> answer) {
    if (call instanceof RestCall.ListSessions list) {
      answer.accept(RestCodec.ok(list(list)));
      return;
    }
    String sessionId = sessionIdOf(call);
    HostedSession session = sessionId == null ? null : hosting.find(sessionId);
    if (session == null || session.isEnding) {
      answer.accept(RestCodec.GONE);
    } else if (call instanceof RestCall.CreateSession) {
      answer.accept(RestAnswer.empty(409));
    } else if (call instanceof RestCall.DeleteSession) {
      hosting.end(session, CLOSED_BY_SERVER, () -> answer.accept(RestAnswer.empty(204)));
    } else {
      answer.accept(of(session, call));
    }
  }

  private static @Nullable String sessionIdOf(RestCall call) {
    if (call instanceof RestCall.OfSession of) {
      return of.sessionId();
    }
    return call instanceof RestCall.CreateSession create
        ? create.properties().customSessionId()
        : null;
  }

  private RestAnswer of(HostedSession session, RestCall call) {
    if (call instanceof RestCall.GetSession get) {
      return RestCodec.ok(describe(session, get.withPending()));
    }
    if (call instanceof RestCall.CreateConnection create) {
      Connection c = connect(session, create.properties());
      return RestCodec.ok(RestShapes.connection(c, session.sessionId));
    }
    if (call instanceof RestCall.CreateToken create) {
      Connection c = connect(session, create.properties());
      return RestCodec.ok(RestShapes.token(c, session.sessionId));
    }
    if (call instanceof RestCall.ListConnections list) {
      boolean pending = list.withPending() || !session.wasJoined;
      return RestCodec.ok(RestShapes.list(connections(session, pending)));
    }
    if (call instanceof RestCall.GetConnection get) {
      Connection c = session.connections.get(get.connectionId());
      return c == null
          ? RestAnswer.empty(404)
          : RestCodec.ok(RestShapes.connection(c, session.sessionId));
    }
    if (call instanceof RestCall.DeleteConnection delete) {
      return disconnect(session, delete.connectionId());
    }
    if (call instanceof RestCall.DeleteStream delete) {
      return unpublish(session, delete.streamId());
    }
    if (call instanceof RestCall.SendSignal signal) {
      return signal(session, signal);
    }
    throw new IllegalArgumentException("no owner answers " + call.getClass().getName());
  }

  private Map<String, @Nullable Object> list(RestCall.ListSessions list) {
    List<Map<String, @Nullable Object>> content = new ArrayList<>();
    for (HostedSession session : hosting.all()) {
      if (!session.isEnding || context.has(Bug.ENDED_STAYS_LISTED)) {
        content.add(
            list.isBrief() ? shape(session, List.of()) : describe(session, list.withPending()));
      }
    }
    return RestShapes.list(content);
  }

  private Map<String, @Nullable Object> describe(HostedSession session, boolean withPending) {
    return shape(session, connections(session, withPending));
  }

  private Map<String, @Nullable Object> shape(
      HostedSession session, List<Map<String, @Nullable Object>> connections) {
    Map<String, @Nullable Object> json = RestShapes.session(session, connections);
    String node = session.mediaNode;
    if (context.has(Bug.STALE_MEDIA_NODE_IN_REST) && session.hasLostMembers && node != null) {
      json.put("mediaNodeId", media.otherThan(node));
    }
    return json;
  }

  private List<Map<String, @Nullable Object>> connections(
      HostedSession session, boolean withPending) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (Connection c : session.connections.values()) {
      Participant p = c.participant;
      boolean isForgotten = p != null && context.has(Bug.FORGETS_PARTICIPANT) && p.wasResumed;
      boolean isShown = p == null ? withPending && !c.isTokenUsed : !isForgotten;
      if (isShown) {
        list.add(RestShapes.connection(c, session.sessionId));
      }
    }
    return list;
  }

  private Connection connect(HostedSession session, Connection.ConnectionProperties properties) {
    String token =
        context.config.socketScheme()
            + "://"
            + context.config.publicAddress()
            + "?sessionId="
            + session.sessionId
            + "&token="
            + context.ids.token();
    Connection c = new Connection(connectionId(session), token, context.wallMillis(), properties);
    session.connections.put(c.connectionId, c);
    return c;
  }

  private String connectionId(HostedSession session) {
    return context.has(Bug.RECYCLED_CONNECTION_IDS)
        ? new Ids(session.sessionId.hashCode() + session.connectionsMade++).connection()
        : context.ids.connection();
  }

  private RestAnswer disconnect(HostedSession session, String connectionId) {
    Connection c = session.connections.get(connectionId);
    if (c == null) {
      return RestAnswer.empty(404);
    }
    Participant p = c.participant;
    if (p == null) {
      session.connections.remove(connectionId);
    } else {
      hosting.evict(p, FORCED_BY_SERVER);
    }
    return RestAnswer.empty(204);
  }

  private RestAnswer unpublish(HostedSession session, String streamId) {
    Participant p = StreamMethods.publisherOf(session, streamId);
    if (p == null) {
      return RestAnswer.empty(404);
    }
    media.unpublish(p, "forceUnpublishByServer", null);
    return RestAnswer.empty(204);
  }

  private RestAnswer signal(HostedSession session, RestCall.SendSignal signal) {
    if (session.participants.isEmpty() || !session.participants.keySet().containsAll(signal.to())) {
      return RestAnswer.empty(406);
    }
    List<String> recipients =
        signal.to().isEmpty() ? List.copyOf(session.participants.keySet()) : signal.to();
    hosting.signal(session, new Signal(null, recipients, signal.type(), signal.data()));
    return RestAnswer.empty(200);
  }
}
