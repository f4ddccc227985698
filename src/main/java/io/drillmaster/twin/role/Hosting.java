package io.drillmaster.twin.role;

import io.drillmaster.twin.role.HostedSession.SessionProperties;
import io.drillmaster.twin.store.StoreAnswer.Ending;
import io.drillmaster.twin.store.StoreAnswer.Found;
import io.drillmaster.twin.store.StoreAnswer.Session;
import io.drillmaster.twin.store.StoreCommand;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that this master owns: notifications, the ways to lose a participant, and the end of
 * a life. A notification to a participant whose socket is known to be closed evicts it at once, and
 * the news of that eviction may evict the next one (protocol file, sections 6.3 and 12).
 */
final class Hosting {

  static final String LEFT_BY_ITSELF = "disconnect";
  static final String LOST = "networkDisconnect";
  private static final String SILENTLY = "";
  private static final Duration END_RETRY = Duration.ofMillis(250);
  private static final Duration COLLECT_EVERY = Duration.ofMinutes(15);
  private static final long NEVER_JOINED_MILLIS = 3_600_000;

  private final RoleContext context;
  private final Webhooks webhooks;
  private final Map<String, HostedSession> sessions = new LinkedHashMap<>();
  private final Queue<Participant> unreachable = new ArrayDeque<>();
  private boolean isEvicting;
  private final Departures departures;
  private final SignalFanOut heard;

  /** What the other parts of an owner do when somebody goes. */
  interface Departures {

    /** A participant is not in its session any more. */
    void gone(Participant participant, String reason);

    /** The RPC session of a departed participant has nobody to speak for. */
    void orphaned(RpcSession rpc);

    /** A life is over. */
    void over(HostedSession session);
  }

  Hosting(RoleContext context, Webhooks webhooks, Departures departures) {
    this.context = context;
    this.webhooks = webhooks;
    this.departures = departures;
    this.heard = new SignalFanOut(context);
  }

  /** Begins to collect sessions that nobody ever joined. */
  void start() {
    context.after(COLLECT_EVERY, this::collect);
  }

  @Nullable HostedSession find(String sessionId) {
    return sessions.get(sessionId);
  }

  Collection<HostedSession> all() {
    return List.copyOf(sessions.values());
  }

  /** Opens a life that the store has granted to this incarnation. */
  HostedSession open(String sessionId, long life, long createdAtMillis, SessionProperties how) {
    HostedSession session = new HostedSession(sessionId, life, createdAtMillis, how);
    if (context.has(Bug.LIFE_RESET)) {
      session.toldLife = 1;
    }
    sessions.put(sessionId, session);
    webhooks.sessionCreated(session);
    return session;
  }

  /** A notification to every member but one. */
  void notifyAll(HostedSession session, String frame, @Nullable Participant except) {
    notifyAll(session, frame, except, null);
  }

  /** A notification to every member but two. */
  void notifyAll(
      HostedSession session,
      String frame,
      @Nullable Participant except,
      @Nullable Participant alsoExcept) {
    for (Participant p : List.copyOf(session.participants.values())) {
      if (p != except && p != alsoExcept) {
        deliver(p, frame);
      }
    }
    evictUnreachable();
  }

  /** A notification to one member. */
  void notifyOne(Participant p, String frame) {
    deliver(p, frame);
    evictUnreachable();
  }

  /** Delivers a signal to its recipients; tells how many there were. */
  void signal(HostedSession session, Signal signal) {
    String frame = signal.frame();
    for (String recipient : heard.by(signal)) {
      Participant p = session.participants.get(recipient);
      if (p != null) {
        heard.frames(p, signal, frame).forEach(each -> deliver(p, each));
      }
    }
    if (signal.recipients().size() > 1) {
      session.lastSignal = frame;
    }
    Participant stranger = heard.stranger(session, signal, all());
    if (stranger != null) {
      deliver(stranger, frame);
    }
    webhooks.signalSent(session, signal);
    evictUnreachable();
  }

  private void deliver(Participant p, String frame) {
    Link link = p.rpc.link;
    if (p.wasResumed && context.has(Bug.HOLLOW_RESUME)) {
      return;
    }
    if (link != null) {
      link.send(frame);
    } else if (!p.rpc.isRemoved && !p.hasLeft) {
      unreachable.add(p);
    }
  }

  private void evictUnreachable() {
    if (isEvicting) {
      return;
    }
    isEvicting = true;
    Participant p = unreachable.poll();
    while (p != null) {
      evict(p, SILENTLY);
      p = unreachable.poll();
    }
    isEvicting = false;
  }

  /** A member leaves by its own request; the others are told. */
  void leave(Participant p) {
    if (forget(p, LEFT_BY_ITSELF)) {
      notifyAll(p.session, left(p, LEFT_BY_ITSELF), null);
      departures.orphaned(p.rpc);
      endIfEmpty(p.session);
    }
  }

  /** A member is taken out: by the network, by force, or with its session. */
  void evict(Participant p, String reason) {
    if (announceLeft(p, reason)) {
      announceEvicted(p, reason);
    }
  }

  /** First half of an eviction: the others hear that it left. */
  boolean announceLeft(Participant p, String reason) {
    if (!forget(p, reason)) {
      return false;
    }
    boolean isLost = reason.equals(LOST) || reason.equals(SILENTLY);
    p.session.hasLostMembers |= isLost;
    notifyAll(
        p.session, left(p, reason), isLost && context.has(Bug.LEFT_NOT_TOLD) ? p.mate() : null);
    return true;
  }

  /** Second half: everybody, also the victim if it can hear, is told of the eviction. */
  void announceEvicted(Participant p, String reason) {
    String frame =
        RpcCodec.notification(
            "participantEvicted", Fields.of("connectionId", p.id(), "reason", reason));
    Link link = p.rpc.link;
    if (link != null && p.rpc.participant == p) {
      link.send(frame);
    }
    notifyAll(p.session, frame, null);
    if (p.rpc.participant == p) {
      departures.orphaned(p.rpc);
    }
    endIfEmpty(p.session);
  }

  private boolean forget(Participant p, String reason) {
    if (p.hasLeft) {
      return false;
    }
    p.hasLeft = true;
    p.session.participants.remove(p.id(), p);
    boolean isLost = reason.equals(LOST) || reason.equals(SILENTLY);
    if (!isLost || !context.has(Bug.GHOST_IN_REST)) {
      p.session.connections.remove(p.id());
    }
    departures.gone(p, reason);
    webhooks.participantLeft(p, reason);
    return true;
  }

  private static String left(Participant p, String reason) {
    return RpcCodec.notification(
        "participantLeft", Fields.of("connectionId", p.id(), "reason", reason));
  }

  /** The others hear that a member is lost, before anybody can know. */
  void sayLost(Participant p) {
    if (!p.hasLeft) {
      notifyAll(p.session, left(p, LOST), p);
    }
  }

  /** A member hears the last signal of its room again. */
  void replayTo(Participant p) {
    if (!p.session.lastSignal.isEmpty()) {
      notifyOne(p, p.session.lastSignal);
    }
  }

  /** A session without members is over, unless it is new or somebody is just joining. */
  void endIfEmpty(HostedSession session) {
    if (session.hasLostMembers && context.has(Bug.SESSION_NEVER_ENDS)) {
      return;
    }
    if (session.participants.isEmpty() && session.joining == 0 && session.wasJoined) {
      end(session, "lastParticipantLeft", () -> {});
    }
  }

  /**
   * Ends a life: first in the store, then towards everybody. From the question on the session
   * serves nobody, because another master may own its successor before the answer is here.
   */
  void end(HostedSession session, String cause, Runnable afterEnd) {
    if (sessions.get(session.sessionId) != session) {
      afterEnd.run();
      return;
    }
    session.afterEnd.add(afterEnd);
    if (!session.isEnding) {
      session.isEnding = true;
      askEnd(session, cause);
    }
  }

  private void askEnd(HostedSession session, String cause) {
    StoreCommand.End end =
        new StoreCommand.End(session.sessionId, context.incarnation(), session.life, cause);
    context.ask(
        end,
        (Ending answer) -> ended(session, cause),
        why -> context.after(END_RETRY, () -> askEnd(session, cause)));
  }

  private void ended(HostedSession session, String cause) {
    if (!context.has(Bug.ENDED_STAYS_LISTED)) {
      sessions.remove(session.sessionId, session);
    }
    for (Participant p : List.copyOf(session.participants.values())) {
      evict(p, cause);
    }
    departures.over(session);
    webhooks.sessionDestroyed(session, cause);
    session.afterEnd.forEach(Runnable::run);
    session.afterEnd.clear();
  }

  /** Ends the records of all its sessions in the store, whoever owns them by now. */
  void tidyStore(Runnable done) {
    List<HostedSession> left = new ArrayList<>(sessions.values());
    if (left.isEmpty()) {
      done.run();
    }
    for (HostedSession session : List.copyOf(left)) {
      Runnable tidied =
          () -> {
            left.remove(session);
            if (left.isEmpty()) {
              done.run();
            }
          };
      context.ask(
          new StoreCommand.Lookup(session.sessionId),
          (Found found) -> endWhoeverOwns(session.sessionId, found, tidied),
          why -> tidied.run());
    }
  }

  private void endWhoeverOwns(String sessionId, Found found, Runnable tidied) {
    Session open = found.session();
    if (open == null) {
      tidied.run();
      return;
    }
    context.ask(
        new StoreCommand.End(sessionId, open.owner(), open.life(), "tidied"),
        (Ending ending) -> tidied.run(),
        why -> tidied.run());
  }

  /** Reports everything as stopped, without a word to any client. */
  void stopAll(String reason) {
    for (HostedSession session : all()) {
      for (Participant p : List.copyOf(session.participants.values())) {
        forget(p, reason);
      }
      webhooks.sessionDestroyed(session, reason);
    }
  }

  private void collect() {
    for (HostedSession session : all()) {
      boolean isOld = context.wallMillis() - session.createdAtMillis > NEVER_JOINED_MILLIS;
      if (isOld && !session.wasJoined && session.joining == 0) {
        end(session, "automaticStop", () -> {});
      }
    }
    context.after(COLLECT_EVERY, this::collect);
  }
}
