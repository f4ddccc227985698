package io.drillmaster.twin.role;

import io.drillmaster.twin.role.HostedSession.SessionProperties;
import io.drillmaster.twin.store.StoreAnswer;
import io.drillmaster.twin.store.StoreAnswer.Created;
import io.drillmaster.twin.store.StoreAnswer.Creation;
import io.drillmaster.twin.store.StoreAnswer.Exists;
import io.drillmaster.twin.store.StoreAnswer.Found;
import io.drillmaster.twin.store.StoreAnswer.Session;
import io.drillmaster.twin.store.StoreCommand;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * REST at the entry: finds the owner of the session and passes the call on. Only an owner says that
 * a session exists (409); without a valid owner's answer the caller hears 502, 503 or 504 and tries
 * again.
 */
final class RestEntry {

  private static final Duration GONE_PAUSE = Duration.ofMillis(100);
  private static final Duration CLEAN_UP_PAUSE = Duration.ofMillis(500);
  private static final RestAnswer UNAVAILABLE = RestAnswer.empty(503);
  private static final String UP = "up";
  private static final Duration OUTAGE = Duration.ofSeconds(30);
  private static final int WEDGED_ONE_IN = 5;

  private final RoleContext context;
  private final OwnerRole owner;
  private final PeerCalls peers;
  private final ClusterReads reads;
  private final Set<String> unresolved = new TreeSet<>();
  private boolean isDraining;

  RestEntry(RoleContext context, OwnerRole owner, PeerCalls peers) {
    this.context = context;
    this.owner = owner;
    this.peers = peers;
    this.reads = new ClusterReads(context, owner, peers);
  }

  /** Takes no new sessions from now on. */
  void drain() {
    isDraining = true;
    context.ask(new StoreCommand.Drain(context.incarnation()), done -> {}, why -> {});
  }

  /** A call of a client. */
  void asked(RestRequest request, Consumer<RestAnswer> answer) {
    RestCall call = RestCodec.parse(request, context);
    if (call instanceof RestCall.Fixed fixed) {
      answer.accept(fixed.answer());
    } else if (call instanceof RestCall.CreateSession create) {
      create(request, create, answer);
    } else if (call instanceof RestCall.OfSession of) {
      long giveUp = context.nowNanos() + context.clocks.goneRetry().toNanos();
      new Passage(request, of, answer, giveUp).lookup();
    } else {
      reads.asked(call, request, answer);
    }
  }

  /** A call that a peer entry passed on. */
  void askedByPeer(String incarnation, RestRequest request, Consumer<RestAnswer> answer) {
    if (!incarnation.equals(context.incarnation())) {
      answer.accept(RestCodec.WRONG_INCARNATION);
      return;
    }
    RestCall call = RestCodec.parse(request, context);
    if (call instanceof RestCall.CreateSession create && create.isDelegated()) {
      create(request, create, answer);
    } else if (call instanceof RestCall.Fixed fixed) {
      answer.accept(fixed.answer());
    } else {
      owner.rest(call, answer);
    }
  }

  // --- calls about one session

  /** One call on its way to the owner, again and again while that says "gone". */
  private final class Passage {
    private final RestRequest request;
    private final RestCall.OfSession call;
    private final Consumer<RestAnswer> answer;
    private final long giveUpNanos;

    Passage(
        RestRequest request,
        RestCall.OfSession call,
        Consumer<RestAnswer> answer,
        long giveUpNanos) {
      this.request = request;
      this.call = call;
      this.answer = answer;
      this.giveUpNanos = giveUpNanos;
    }

    void lookup() {
      context.ask(
          new StoreCommand.Lookup(call.sessionId()),
          (Found found) -> {
            Session session = found.session();
            if (session == null) {
              answer.accept(call.whenMissing());
            } else {
              pass(session);
            }
          },
          why -> answer.accept(UNAVAILABLE));
    }

    private void pass(Session session) {
      if (session.owner().equals(context.incarnation())) {
        owner.rest(call, this::answered);
      } else {
        peers.call(session.address(), session.owner(), request, this::answered);
      }
    }

    private void answered(RestAnswer result) {
      if (!result.equals(RestCodec.GONE)) {
        answer.accept(result.equals(RestCodec.WRONG_INCARNATION) ? UNAVAILABLE : result);
      } else if (context.nowNanos() >= giveUpNanos) {
        answer.accept(UNAVAILABLE);
      } else {
        context.after(GONE_PAUSE, this::lookup);
      }
    }
  }

  // --- creation

  private void create(
      RestRequest request, RestCall.CreateSession call, Consumer<RestAnswer> answer) {
    if (context.has(Bug.CREATE_NEEDS_EVERYBODY) && context.hasLostAPeerWithin(OUTAGE)) {
      answer.accept(UNAVAILABLE);
      return;
    }
    if (context.has(Bug.OWNER_PILES) && !call.isDelegated()) {
      delegate(request, answer);
      return;
    }
    if (isDraining || (context.has(Bug.NEVER_AN_OWNER) && context.isReplacement())) {
      if (call.isDelegated()) {
        answer.accept(UNAVAILABLE);
      } else {
        delegate(request, answer);
      }
      return;
    }
    String custom = call.properties().customSessionId();
    String sessionId = custom.isEmpty() ? context.ids.session() : custom;
    long giveUp = context.nowNanos() + context.clocks.goneRetry().toNanos();
    new Birth(request, call.properties(), sessionId, answer, giveUp).ask();
  }

  /** A draining entry passes a creation to a peer that is up. */
  private void delegate(RestRequest request, Consumer<RestAnswer> answer) {
    context.ask(
        new StoreCommand.Nodes(),
        (StoreAnswer.NodeList list) ->
            list.nodes().stream()
                .filter(node -> node.hasLease() && node.state().equals(UP))
                .filter(node -> isDelegate(node))
                .findFirst()
                .ifPresentOrElse(
                    node ->
                        peers.call(node.address(), node.incarnation(), delegated(request), answer),
                    () -> answer.accept(UNAVAILABLE)),
        why -> answer.accept(UNAVAILABLE));
  }

  private boolean isDelegate(StoreAnswer.Node node) {
    return context.has(Bug.OWNER_PILES) || !node.incarnation().equals(context.incarnation());
  }

  private boolean isWedged(String sessionId, Bug bug) {
    return context.has(bug)
        && context.hasLostAPeer()
        && Math.floorMod(sessionId.hashCode(), WEDGED_ONE_IN) == 0;
  }

  private static RestRequest delegated(RestRequest request) {
    return new RestRequest(
        request.method(),
        request.path(),
        RestCodec.DELEGATED,
        request.contentType(),
        request.body());
  }

  /** One creation; the entry that got it becomes the owner. */
  private final class Birth {
    private final RestRequest request;
    private final SessionProperties properties;
    private final String sessionId;
    private final Consumer<RestAnswer> answer;
    private final long giveUpNanos;

    Birth(
        RestRequest request,
        SessionProperties properties,
        String sessionId,
        Consumer<RestAnswer> answer,
        long giveUpNanos) {
      this.request = request;
      this.properties = properties;
      this.sessionId = sessionId;
      this.answer = answer;
      this.giveUpNanos = giveUpNanos;
    }

    void ask() {
      StoreCommand.Create create =
          new StoreCommand.Create(
              sessionId, context.incarnation(), context.clocks.lease().toMillis());
      context.ask(
          create,
          this::created,
          why -> {
            resolveLater(sessionId);
            answer.accept(UNAVAILABLE);
          });
    }

    private void created(Creation outcome) {
      if (outcome instanceof Created created) {
        open(created.life(), created.createdAtMillis(), created.afterCrash());
      } else if (outcome instanceof Exists exists) {
        exists(exists.session());
      } else {
        answer.accept(UNAVAILABLE);
      }
    }

    private void open(long life, long createdAtMillis, boolean afterCrash) {
      if (isWedged(sessionId, Bug.WEDGED_ID)) {
        answer.accept(RestAnswer.empty(409));
        return;
      }
      HostedSession session = owner.hosting().open(sessionId, life, createdAtMillis, properties);
      session.isAfterCrash = afterCrash;
      session.isWedged = afterCrash && isWedged(sessionId, Bug.NEVER_COMES_BACK);
      Session seen = context.recordOf(sessionId);
      if (afterCrash && seen != null) {
        session.toldLife = seen.life();
        session.toldCreatedAtMillis = seen.createdAtMillis();
      }
      answer.accept(RestCodec.ok(RestShapes.session(session, java.util.List.of())));
    }

    private void exists(Session session) {
      if (!session.owner().equals(context.incarnation())) {
        peers.call(session.address(), session.owner(), request, this::answered);
        return;
      }
      HostedSession known = owner.hosting().find(sessionId);
      if (known == null) {
        // Ours in the store, but we never heard the answer of the creation: it is open from now on.
        open(session.life(), session.createdAtMillis(), false);
      } else {
        answered(known.isEnding ? RestCodec.GONE : RestAnswer.empty(409));
      }
    }

    private void answered(RestAnswer result) {
      if (!result.equals(RestCodec.GONE)) {
        answer.accept(result.equals(RestCodec.WRONG_INCARNATION) ? UNAVAILABLE : result);
      } else if (context.nowNanos() >= giveUpNanos) {
        answer.accept(UNAVAILABLE);
      } else {
        context.after(GONE_PAUSE, this::ask);
      }
    }
  }

  /** A creation without an answer may have happened; what nobody adopts is ended. */
  private void resolveLater(String sessionId) {
    if (unresolved.add(sessionId)) {
      context.after(CLEAN_UP_PAUSE, () -> resolve(sessionId));
    }
  }

  private void resolve(String sessionId) {
    context.ask(
        new StoreCommand.Lookup(sessionId),
        (Found found) -> {
          unresolved.remove(sessionId);
          Session session = found.session();
          boolean isOurs = session != null && session.owner().equals(context.incarnation());
          if (session != null && isOurs && owner.hosting().find(sessionId) == null) {
            context.ask(
                new StoreCommand.End(sessionId, context.incarnation(), session.life(), "abandoned"),
                done -> {},
                why -> resolveLater(sessionId));
          }
        },
        why -> context.after(CLEAN_UP_PAUSE, () -> resolve(sessionId)));
  }
}
