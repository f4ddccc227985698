package io.drillmaster.openvidu;

import io.drillmaster.openvidu.Deadlines.Timer;
import io.drillmaster.openvidu.Observation.By;
import io.drillmaster.openvidu.Observation.Verdict;
import io.drillmaster.openvidu.Observation.Via;
import io.drillmaster.openvidu.Participant.State;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * openvidu-browser 2.32.2: heartbeat, reconnection, and what it makes of the server's answers
 * (protocol file, sections 3.4, 6 and 7), for one join after another. Single-threaded.
 */
final class SdkSession {

  private final ParticipantPlan plan;
  private final Settings settings;
  private final Host host;
  private final Deadlines deadlines;
  private final Application application;
  private final Seat seat = new Seat();
  private final Rpc rpc;
  private final Dialer dialer;
  private final Chatter chatter;
  private final Media media;
  private final RoomNews news;

  private State state = State.NEW;
  private String token = "";
  private int joinAttempt;
  private @Nullable Notice doubted;

  SdkSession(
      ParticipantPlan plan,
      Settings settings,
      Host host,
      Deadlines deadlines,
      Application application) {
    this.plan = plan;
    this.settings = settings;
    this.host = host;
    this.deadlines = deadlines;
    this.application = application;
    this.rpc = new Rpc(host, settings.ids());
    this.dialer = new Dialer(host, settings.ids());
    this.chatter = new Chatter(plan, settings, host, rpc, deadlines, seat);
    this.media = new Media(plan, host, rpc, seat);
    this.news = new RoomNews(settings.nonce(), host, rpc, seat, media);
  }

  State state() {
    return state;
  }

  Seat seat() {
    return seat;
  }

  long epoch() {
    return rpc.epoch();
  }

  // ---- what the application asks for ----

  /** Connects and joins. */
  void join(Credentials credentials, long now) {
    token = credentials.token();
    seat.con = credentials.con();
    seat.rpcSession = "";
    seat.life = null;
    joinAttempt++;
    rpc.restart();
    dialer.aim(credentials.socketUrl(plan.session()));
    dial(State.DIALING, now);
  }

  void leave(long now) {
    state = State.LEAVING;
    stopTalking();
    int id = rpc.takeId();
    rpc.begin(id, OperationKind.LEAVE, now);
    host.send(Requests.leaveRoom(id));
  }

  void quiet() {
    chatter.quiet();
  }

  /** Ends whatever is open or opening, because we want it so. */
  void shut(SocketEnd end, String why, long now) {
    stopTalking();
    deadlines.cancel(Timer.DIAL);
    dialer.abandon(why, now);
    rpc.close(end, true, now);
  }

  // ---- timers ----

  /** When the oldest unanswered request is overdue. */
  long requestLimit() {
    long oldest = rpc.oldestAt();
    return oldest == Deadlines.NEVER
        ? Deadlines.NEVER
        : oldest + settings.clocks().requestTimeout().toNanos();
  }

  void requestOverdue(long now) {
    Rpc.Pending late = rpc.takeOldest();
    rpc.complete(late, Outcome.INFO, 0, "no answer in time", now);
    failed(late.kind(), now);
  }

  /** The SDK gives a socket up when a ping is not answered. */
  void pongOverdue(long now) {
    rpc.close(Rpc.CLOSED_FOR_RECONNECTION, false, now);
    lost(now);
  }

  void pingDue(long now) {
    ping(0, now);
  }

  /** An upgrade is to be tried again, or has taken longer than the policy allows. */
  void dialDue(long now) {
    if (dialer.isPending()) {
      dialer.abandon("no answer to the upgrade in time", now);
      dialFailed(now);
    } else {
      dial(state, now);
    }
  }

  void proofDue(boolean served, long now) {
    chatter.prove(served, now);
  }

  void signalDue(long now) {
    chatter.signal(now);
  }

  // ---- sockets ----

  private void dial(State dialing, long now) {
    state = dialing;
    dialer.dial(now);
    long limit = settings.policy().upgradeTimeout().toNanos();
    if (limit > 0) {
      deadlines.set(Timer.DIAL, now + limit);
    }
  }

  void upgraded(SocketFacts facts, long now) {
    if (dialer.isPending()) {
      deadlines.cancel(Timer.DIAL);
      long epoch = settings.ids().getAsLong();
      rpc.opened(epoch, dialer.accepted(epoch, facts, now));
      opened(now);
    }
  }

  /**
   * @param status HTTP status; 0 = no answer
   */
  void upgradeFailed(int status, String detail, long now) {
    if (dialer.isPending()) {
      dialer.failed(status, detail, now);
      dialFailed(now);
    }
  }

  /** The first attempt of a join is repeated at once as a reconnection, all others after a wait. */
  private void dialFailed(long now) {
    if (dialer.isReconnecting()) {
      long salt = plan.name().hashCode() * 31L + dialer.attempt();
      deadlines.set(Timer.DIAL, now + settings.retryWaitNanos(salt));
    } else {
      dialer.aimAgain();
      dial(state, now);
    }
  }

  private void opened(long now) {
    if (state == State.REDIALING) {
      state = State.RESUMING;
      int id = rpc.takeId();
      rpc.begin(id, OperationKind.CONNECT, now, null, rpc.upgradeOp(), 1);
      host.send(Requests.connect(id, seat.rpcSession));
    } else if (dialer.isReconnecting()) {
      state = State.ORPHANED;
    } else {
      state = State.JOINING;
      ping(settings.clocks().pingEvery().toMillis(), now);
      int id = rpc.takeId();
      rpc.begin(id, OperationKind.JOIN, now, null, rpc.upgradeOp(), joinAttempt);
      host.send(Requests.joinRoom(id, token, plan.session(), plan.name()));
    }
  }

  void closed(SocketEnd end, long now) {
    if (rpc.isOpen()) {
      boolean frame = end.ending() == SocketEnd.Ending.FRAME;
      rpc.ended(frame ? By.PEER : By.NETWORK, end, state == State.LEAVING, now);
      lost(now);
    }
  }

  private void lost(long now) {
    stopTalking();
    if (state == State.LEAVING) {
      application.left(now);
    } else if (state == State.JOINING) {
      dialer.startOver();
      dialer.aimAgain();
      dial(State.DIALING, now);
    } else if (state != State.ORPHANED) {
      application.reconnecting(now);
      dialer.startOver();
      dialer.aimAgain();
      dial(State.REDIALING, now);
    }
  }

  private void ping(long firstIntervalMillis, long now) {
    deadlines.set(Timer.PONG, now + settings.clocks().pingTimeout().toNanos());
    deadlines.set(Timer.PING, now + settings.clocks().pingEvery().toNanos());
    rpc.ping(firstIntervalMillis, now);
  }

  private void stopTalking() {
    deadlines.cancel(Timer.PING);
    deadlines.cancel(Timer.PONG);
    deadlines.cancel(Timer.DOUBT);
    chatter.detached();
  }

  // ---- messages ----

  void frame(String text, long now) {
    if (!rpc.isOpen()) {
      return;
    }
    rpc.frameAt(now);
    Incoming message = Codec.read(text);
    if (message instanceof Incoming.Answer answer) {
      answered(answer, now);
    } else if (message instanceof Incoming.Refusal refusal) {
      refused(refusal, now);
    } else if (message instanceof Incoming.Signal signal) {
      SignalPayload payload = news.signal(signal, now);
      if (payload != null && state == State.JOINED && chatter.isOwnProof(payload)) {
        deadlines.cancel(Timer.DOUBT);
        application.served(now);
      }
    } else if (message instanceof Incoming.MasterCrashed) {
      crashNotified(now);
    } else if (message instanceof Incoming.MemberEvicted evicted
        && evicted.con().equals(seat.con)) {
      evicted(evicted, now);
    } else if (message != null) {
      news.notified(message, now);
    }
  }

  private void answered(Incoming.Answer answer, long now) {
    if (rpc.isPing(answer.id())) {
      deadlines.cancel(Timer.PONG);
      rpc.pong(now);
      return;
    }
    Rpc.Pending request = rpc.take(answer.id());
    if (request == null) {
      return;
    }
    rpc.complete(request, Outcome.OK, 0, null, now);
    switch (request.kind()) {
      case JOIN -> joined(request, answer, now);
      case CONNECT -> resumed(request, now);
      case SESSION_STATUS -> statusTold(request, answer.life(), now);
      case PUBLISH -> media.publishAnswered(answer, now);
      case SUBSCRIBE -> media.subscribeAnswered(request, answer, now);
      case LEAVE -> application.left(now);
      default -> {
        // An acknowledgement: it proves nothing, and nothing follows from it.
      }
    }
  }

  private void refused(Incoming.Refusal refusal, long now) {
    if (rpc.isPing(refusal.id())) {
      pongOverdue(now);
      return;
    }
    Rpc.Pending request = rpc.take(refusal.id());
    if (request != null) {
      rpc.complete(request, Outcome.FAIL, refusal.code(), refusal.message(), now);
      failed(request.kind(), now);
    }
  }

  /** What follows from an error answer, or from none in time: to the SDK it is the same. */
  private void failed(OperationKind kind, long now) {
    switch (kind) {
      case JOIN -> application.joinFailed(Credentials.Kind.REJOIN, now);
      case CONNECT -> connectFailed(now);
      case SESSION_STATUS -> state = State.HANGING;
      case LEAVE -> application.left(now);
      default -> {
        // The application goes on; the outcome is in the history.
      }
    }
  }

  private void joined(Rpc.Pending request, Incoming.Answer answer, long now) {
    state = State.JOINED;
    token = "";
    seat.con = Objects.requireNonNullElse(answer.resultId(), seat.con);
    seat.rpcSession = Objects.requireNonNullElse(answer.rpcSession(), "");
    seat.life = answer.life();
    seat.serverOffers = "mediasoup".equals(answer.mediaServer());
    application.joined(request, answer, now);
    media.joined(answer.peers(), now);
    chatter.attached(now);
  }

  private void resumed(Rpc.Pending request, long now) {
    state = State.JOINED;
    host.observe(
        new Observation.Reconnected(
            now, request.op(), rpc.epoch(), seat.con, seat.rpcHash(), seat.life));
    ping(settings.clocks().pingEvery().toMillis(), now);
    application.reconnected(now);
    chatter.attached(now);
  }

  private void connectFailed(long now) {
    if (seat.life == null) {
      disconnected(new Notice(Verdict.NETWORK_DISCONNECT, Via.CONNECT_ERROR, null), now);
      return;
    }
    state = State.ASKING_STATUS;
    int id = rpc.takeId();
    rpc.begin(id, OperationKind.SESSION_STATUS, now, null, rpc.upgradeOp(), 1);
    host.send(Requests.sessionStatus(id, plan.session()));
  }

  /** Strict equality decides; a missing life differs. */
  private void statusTold(Rpc.Pending request, @Nullable Long told, long now) {
    host.observe(new Observation.LifeTold(now, request.op(), seat.con, told));
    boolean same = Objects.equals(told, seat.life);
    Verdict verdict = same ? Verdict.NETWORK_DISCONNECT : Verdict.NODE_CRASHED;
    disconnected(new Notice(verdict, Via.SESSION_STATUS, null), now);
  }

  private void crashNotified(long now) {
    if (state == State.JOINING || state == State.ORPHANED) {
      application.joinFailed(Credentials.Kind.REBUILD, now);
    } else if (state == State.LEAVING) {
      application.left(now);
    } else {
      disconnected(new Notice(Verdict.NODE_CRASHED, Via.CRASH_NOTIFICATION, null), now);
    }
  }

  private void disconnected(Notice notice, long now) {
    host.observe(notice.told(rpc.epoch(), seat, now));
    if (state == State.JOINED && !plan.heedsNotices()) {
      doubt(notice, now);
    } else {
      obey(notice, now);
    }
  }

  /** A stoic asks for proofs instead, and obeys when none of them comes back in time. */
  private void doubt(Notice notice, long now) {
    doubted = notice;
    application.reconnecting(now);
    chatter.attached(now);
    deadlines.set(Timer.DOUBT, now + settings.clocks().proofEvery().toNanos());
  }

  void doubtDue(long now) {
    obey(Objects.requireNonNull(doubted), now);
  }

  private void obey(Notice notice, long now) {
    shut(Rpc.CLOSED_BY_CLIENT, "told that it is over", now);
    application.disconnected(notice.verdict(), notice.via(), notice.reason(), now);
  }

  private void evicted(Incoming.MemberEvicted evicted, long now) {
    if (state == State.LEAVING) {
      application.left(now);
    } else {
      disconnected(Notice.ofEviction(evicted.reason()), now);
    }
  }
}
