package io.drillmaster.twin.role;

import io.drillmaster.twin.store.StoreAnswer.Found;
import io.drillmaster.twin.store.StoreAnswer.NoMediaNode;
import io.drillmaster.twin.store.StoreAnswer.Placed;
import io.drillmaster.twin.store.StoreAnswer.Placement;
import io.drillmaster.twin.store.StoreCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The methods that concern a room: join, leave, signal, force, status (protocol file, section 4).
 */
final class RoomMethods {

  private static final long TURN_LIFETIME_SECONDS = 24 * 3600;
  private static final int COTURN_PORT = 3478;
  private static final int BAD_DAYS = 20;
  private static final int LOST_FAN_OUT = 40;
  private static final Duration OUTAGE = Duration.ofSeconds(30);
  private static final Duration SLOW = Duration.ofSeconds(6);

  private final RoleContext context;
  private final Hosting hosting;
  private final MediaDesk media;
  private final Webhooks webhooks;
  private long signals;

  RoomMethods(RoleContext context, Hosting hosting, MediaDesk media, Webhooks webhooks) {
    this.context = context;
    this.hosting = hosting;
    this.media = media;
    this.webhooks = webhooks;
  }

  /** One request under way: answers go to the link it came on, if that still speaks for it. */
  record Caller(Link link, RpcSession rpc, RpcRequest request) {

    void answer(Map<String, @Nullable Object> result) {
      if (link.isOpen && rpc.link == link) {
        result.put("sessionId", rpc.id);
        link.send(RpcCodec.result(request.id(), result));
      }
    }

    void acknowledge() {
      answer(Fields.of());
    }

    void refuse(RpcError error) {
      if (link.isOpen && rpc.link == link) {
        link.send(RpcCodec.error(request.id(), error));
      }
    }

    /** A parameter that must be there; tells the caller when it is not. */
    @Nullable String required(String name) {
      String value = request.text(name);
      if (value == null) {
        refuse(RpcError.missing(name, request.method()));
      }
      return value;
    }
  }

  /** Joins with a token, or says why not, in the captured order of checks. */
  void join(Caller caller) {
    caller.rpc().triedToJoin = true;
    String sessionId = caller.required("session");
    String token = sessionId == null ? null : caller.required("token");
    if (sessionId == null || token == null || caller.required("secret") == null) {
      return;
    }
    HostedSession session = hosting.find(sessionId);
    if (session == null || session.isEnding) {
      caller.refuse(RpcError.noSession(sessionId));
      return;
    }
    Connection connection = unused(session, token);
    if (connection == null) {
      String text = "Unable to join session " + sessionId + ". Token " + token + " is not valid";
      caller.refuse(RpcError.handler(401, text));
      return;
    }
    connection.isTokenUsed = true;
    String metadata = caller.required("metadata");
    if (metadata == null || session.isWedged) {
      return;
    }
    Participant.Origin origin =
        new Participant.Origin(
            caller.link().ip,
            Fields.text(caller.request().params(), "platform", "unknown"),
            metadata);
    if (session.isAfterCrash && context.has(Bug.SLOW_REBUILD)) {
      Duration wait = context.clocks.window().multipliedBy(9).dividedBy(10);
      context.after(wait, () -> place(caller, session, connection, origin));
      return;
    }
    place(caller, session, connection, origin);
  }

  private static @Nullable Connection unused(HostedSession session, String token) {
    for (Connection connection : session.connections.values()) {
      if (connection.token.equals(token) && !connection.isTokenUsed) {
        return connection;
      }
    }
    return null;
  }

  private void place(
      Caller caller, HostedSession session, Connection connection, Participant.Origin origin) {
    if (session.mediaNode != null) {
      enter(caller, session, connection, origin);
      return;
    }
    connection.wasRacing = session.joining > 0;
    session.joining++;
    StoreCommand.Place place =
        new StoreCommand.Place(
            session.sessionId, context.incarnation(), session.life, media.unreachable());
    context.ask(
        place,
        (Placement placement) -> {
          session.joining--;
          placed(placement, caller, session, connection, origin);
        },
        why -> {
          session.joining--;
          caller.refuse(noMediaNode(session));
          hosting.endIfEmpty(session);
        });
  }

  private void placed(
      Placement placement,
      Caller caller,
      HostedSession session,
      Connection connection,
      Participant.Origin origin) {
    if (placement instanceof Placed placed && !session.isEnding) {
      session.mediaNode = placed.mediaNode();
      enter(caller, session, connection, origin);
    } else if (placement instanceof NoMediaNode) {
      caller.refuse(noMediaNode(session));
      hosting.endIfEmpty(session);
    } else {
      caller.refuse(RpcError.noSession(session.sessionId));
    }
  }

  private static RpcError noMediaNode(HostedSession session) {
    return RpcError.handler(
        204,
        "There is no available Media Node where to initialize session '" + session.sessionId + "'");
  }

  private void enter(
      Caller caller, HostedSession session, Connection connection, Participant.Origin origin) {
    RpcSession rpc = caller.rpc();
    if (rpc.isRemoved || session.connections.get(connection.connectionId) != connection) {
      return;
    }
    Participant p = new Participant(session, connection, rpc, origin, context.wallMillis());
    if (isRepinned(session, connection) && session.mediaNode != null) {
      p.strayMediaNode = media.otherThan(session.mediaNode);
    }
    Map<String, @Nullable Object> result = joined(caller.link(), p);
    replace(rpc.participant);
    connection.participant = p;
    rpc.participant = p;
    rpc.isEvicted = false;
    session.wasJoined = true;
    session.participants.put(p.id(), p);
    webhooks.participantJoined(p);
    // The newcomer hears the list first: a member that is found dead in it leaves afterwards.
    caller.answer(result);
    hosting.notifyAll(
        session,
        RpcCodec.notification("participantJoined", p.announced()),
        p,
        context.has(Bug.UNANNOUNCED_JOIN) ? p.mate() : null);
  }

  private boolean isRepinned(HostedSession session, Connection connection) {
    boolean isBadDay = context.has(Bug.REPIN_NOW_AND_THEN) && context.isOneOf(BAD_DAYS);
    return (session.hasLostMembers && (isBadDay || context.has(Bug.REPIN_ON_REJOIN)))
        || (connection.wasRacing && context.has(Bug.RACING_PLACEMENTS));
  }

  /** Captured: a second join on one RPC session silently takes the place of the first. */
  private static void replace(@Nullable Participant before) {
    if (before != null) {
      before.hasLeft = true;
      before.session.participants.remove(before.id(), before);
      before.session.connections.remove(before.id());
    }
  }

  private Map<String, @Nullable Object> joined(Link link, Participant p) {
    HostedSession session = p.session;
    long turnUntil = context.wallMillis() / 1000 + TURN_LIFETIME_SECONDS;
    String turnUser = turnUntil + ":" + context.ids.turnUser();
    String credential = context.ids.turnCredential();
    String host = host(context.config.publicAddress());
    List<Map<String, @Nullable Object>> members =
        session.participants.values().stream()
            .filter(member -> !isForgotten(member))
            .map(Participant::listed)
            .toList();
    Map<String, @Nullable Object> result =
        Fields.of(
            "life",
            session.toldLife,
            "id",
            p.id(),
            "finalUserId",
            link.finalUserId,
            "createdAt",
            p.joinedAtMillis,
            "metadata",
            p.fullMetadata(),
            "value",
            members,
            "session",
            session.sessionId,
            "version",
            RestShapes.VERSION,
            "mediaServer",
            "kurento",
            "videoSimulcast",
            false,
            "record",
            p.connection.properties.record(),
            "role",
            p.connection.properties.role());
    result.put("coturnIp", host);
    result.put("coturnPort", COTURN_PORT);
    result.put("turnUsername", turnUser);
    result.put("turnCredential", credential);
    result.put(
        "customIceServers",
        List.of(
            Fields.of(
                "url", "turn:" + host + ":" + COTURN_PORT,
                "username", turnUser,
                "credential", credential)));
    return result;
  }

  private boolean isForgotten(Participant p) {
    return context.has(Bug.FORGETS_PARTICIPANT) && p.wasResumed;
  }

  private static String host(String address) {
    int colon = address.lastIndexOf(':');
    return colon < 0 ? address : address.substring(0, colon);
  }

  /** Leaves the session; later requests get no answer. */
  void leave(Caller caller, Participant p) {
    hosting.leave(p);
    caller.acknowledge();
  }

  /** Sends a signal to some members or to all. */
  void signal(Caller caller, Participant p) {
    String message = caller.required("message");
    if (message == null) {
      return;
    }
    Map<String, @Nullable Object> body = RpcCodec.object(message);
    if (body == null) {
      String text = "Provided signal object '" + message + "' has not a valid JSON format";
      caller.refuse(RpcError.handler(600, text));
      return;
    }
    List<String> to = texts(body.get("to"));
    if (!p.session.participants.keySet().containsAll(to)) {
      caller.refuse(
          RpcError.handler(
              601,
              "Signal \"to\" field invalid format: some connectionId does not exist in this"
                  + " session"));
      return;
    }
    List<String> recipients = to.isEmpty() ? List.copyOf(p.session.participants.keySet()) : to;
    Signal signal =
        new Signal(senderOf(p), recipients, Fields.text(body, "type"), Fields.text(body, "data"));
    boolean isSlow = context.has(Bug.SLOW_SURVIVOR) && context.hasLostAPeerWithin(OUTAGE);
    if (isSlow && to.isEmpty()) {
      context.after(SLOW, () -> send(caller, p, signal));
    } else {
      send(caller, p, signal);
    }
  }

  private String senderOf(Participant p) {
    Participant mate = p.wasResumed && context.has(Bug.WRONG_SENDER) ? p.mate() : null;
    return mate == null ? p.id() : mate.id();
  }

  private void send(Caller caller, Participant p, Signal signal) {
    List<String> all = signal.recipients();
    if (context.has(Bug.PARTIAL_FANOUT) && all.size() > 1 && ++signals % LOST_FAN_OUT == 0) {
      List<String> half = all.subList(0, all.size() / 2);
      hosting.signal(p.session, new Signal(signal.from(), half, signal.type(), signal.data()));
      return;
    }
    hosting.signal(p.session, signal);
    caller.acknowledge();
  }

  static List<String> texts(@Nullable Object list) {
    return list instanceof List<?> values
        ? values.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** A moderator throws somebody out. */
  void forceDisconnect(Caller caller, Participant p) {
    if (!p.connection.properties.role().equals("MODERATOR")) {
      caller.refuse(
          RpcError.handler(
              401, "Unable to force disconnect. The user does not have a valid token"));
      return;
    }
    String id = caller.required("connectionId");
    Participant victim = id == null ? null : p.session.participants.get(id);
    if (id != null && victim == null) {
      caller.refuse(notFound(id, p.session));
    } else if (victim != null) {
      // Captured: the moderator's answer comes between the two notifications.
      hosting.announceLeft(victim, "forceDisconnectByUser");
      caller.acknowledge();
      hosting.announceEvicted(victim, "forceDisconnectByUser");
    }
  }

  static RpcError notFound(String connectionId, HostedSession session) {
    return RpcError.handler(
        102, "User " + connectionId + " not found in session " + session.sessionId);
  }

  /**
   * Tells the life of a session; never an error, because the SDK would hang: without the store the
   * link is cut, so that the client tries again.
   */
  void status(Link link, RpcRequest request) {
    String sessionId = request.text("sessionId");
    HostedSession session = sessionId == null ? null : hosting.find(sessionId);
    if (session != null && !session.isEnding) {
      long told = context.has(Bug.WRONG_REASON) ? session.life + 1 : session.toldLife;
      link.send(RpcCodec.result(request.id(), Fields.of("life", told)));
      return;
    }
    context.ask(
        new StoreCommand.Lookup(sessionId == null ? "" : sessionId),
        (Found found) -> {
          if (link.isOpen) {
            Map<String, @Nullable Object> result = LocalAnswers.toldOf(found, context);
            link.send(RpcCodec.result(request.id(), result));
          }
        },
        why -> {
          if (link.isOpen) {
            link.cut();
          }
        });
  }
}
