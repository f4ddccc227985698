package io.drillmaster.openvidu;

import io.drillmaster.openvidu.Deadlines.Timer;
import io.drillmaster.openvidu.Observation.Verdict;
import io.drillmaster.openvidu.Observation.Via;
import org.jspecify.annotations.Nullable;

/**
 * One simulated user with one long-lived signalling connection: the behaviour of openvidu-browser
 * 2.32.2 and of the application around it, as a state machine without clock, thread or socket.
 *
 * <p>A host drives it. It calls one input method at a time (a participant is not thread-safe: give
 * it to one event loop), each with the monotonic stamp of the moment: for frames and ends of
 * sockets taken right after the read, for timers when they fire. The participant answers through
 * its {@link Host}: connect, send, close, wakeAt, askCredentials, and observations for the history.
 * A host
 *
 * <ul>
 *   <li>calls {@link #start} once; the participant then asks for credentials;
 *   <li>answers every {@code askCredentials} by {@link #credentials} or {@link #noCredentials};
 *   <li>answers every {@code connect} by {@link #upgraded}, {@link #upgradeRefused} or {@link
 *       #upgradeFailed}, unless the participant closed or connected anew before;
 *   <li>reports text frames and the end of the *current* socket only;
 *   <li>keeps one timer, set by {@code wakeAt}, and calls {@link #wake} when it fires;
 *   <li>ends it by {@link #leave} or {@link #drop} and forgets it when {@link #isDone}.
 * </ul>
 */
public final class Participant {

  /** What it is doing. */
  public enum State {
    NEW,
    /** Waiting for a token. */
    AWAITING_CREDENTIALS,
    /** Pausing before it asks for a token again. */
    PAUSED,
    /** First upgrade, or its repetition. */
    DIALING,
    /** joinRoom is sent. */
    JOINING,
    /** In the room, as far as it knows. */
    JOINED,
    /** Reconnecting: an upgrade is under way or waited for. */
    REDIALING,
    /** {@code connect} is sent. */
    RESUMING,
    /** {@code sessionStatus} is sent. */
    ASKING_STATUS,
    /** sessionStatus was answered by an error: the SDK hangs until the server closes. */
    HANGING,
    /** The first upgrade failed and a later one succeeded: the SDK sends nothing on it. */
    ORPHANED,
    /** leaveRoom is sent. */
    LEAVING,
    DONE
  }

  private static final SocketEnd CUT = SocketEnd.frame(1000, "");

  /** The pause after failures in a row grows by one REST retry each, up to so many. */
  private static final int PAUSE_STEPS_MAX = 10;

  private final String name;
  private final Settings settings;
  private final Host host;
  private final Deadlines deadlines = new Deadlines();
  private final Outage outage;
  private final SdkSession sdk;

  private Phase phase = Phase.NEW;
  private Credentials.Kind wanted = Credentials.Kind.JOIN;
  private boolean hasResumed;
  private int failures;
  private long armedAt = Deadlines.NEVER;

  /** The application's own states; while it uses the SDK, the SDK's state is what counts. */
  private enum Phase {
    NEW,
    AWAITING_CREDENTIALS,
    PAUSED,
    IN_SDK,
    DONE
  }

  public Participant(ParticipantPlan plan, Settings settings, Host host) {
    this.name = plan.name();
    this.settings = settings;
    this.host = host;
    this.outage = new Outage(host);
    this.sdk = new SdkSession(plan, settings, host, deadlines, new UsingSdk());
  }

  /**
   * It joins as soon as it can.
   *
   * @throws IllegalStateException when it was started before
   */
  public void start(long now) {
    if (phase != Phase.NEW) {
      throw new IllegalStateException(name + " is " + state() + "; start it once only");
    }
    outage.begins(now);
    host.observe(new Observation.Intends(now, true));
    ask(Credentials.Kind.JOIN);
  }

  /** The application got a token. */
  public void credentials(Credentials credentials, long now) {
    if (phase == Phase.AWAITING_CREDENTIALS) {
      phase = Phase.IN_SDK;
      deadlines.set(Timer.JOIN, now + settings.clocks().joinTimeout().toNanos());
      sdk.join(credentials, now);
      settle(now);
    }
  }

  /** The application gave up getting a token; the participant asks again after a pause. */
  public void noCredentials(String why, long now) {
    if (phase == Phase.AWAITING_CREDENTIALS) {
      host.observe(new Observation.NoCredentials(now, why));
      pause(wanted, now);
      settle(now);
    }
  }

  /** The upgrade was accepted with 101. */
  public void upgraded(SocketFacts facts, long now) {
    sdk.upgraded(facts, now);
    settle(now);
  }

  /** The upgrade was answered by another status. */
  public void upgradeRefused(int status, String detail, long now) {
    sdk.upgradeFailed(status, detail, now);
    settle(now);
  }

  /** The upgrade failed without an answer: connection refused or reset. */
  public void upgradeFailed(String why, long now) {
    sdk.upgradeFailed(0, why, now);
    settle(now);
  }

  /** A text frame arrived; {@code now} is stamped right after the read. */
  public void frame(String text, long now) {
    sdk.frame(text, now);
    settle(now);
  }

  /** The other side or the network ended the current socket. */
  public void closed(SocketEnd end, long now) {
    sdk.closed(end, now);
    settle(now);
  }

  /** The time given to {@code wakeAt} has come; calling it early or late is harmless. */
  public void wake(long now) {
    armedAt = Deadlines.NEVER;
    settle(now);
  }

  /** No more room signals; proofs and pings go on. */
  public void quiet(long now) {
    sdk.quiet();
    settle(now);
  }

  /** Leave politely. */
  public void leave(long now) {
    if (phase == Phase.DONE || state() == State.LEAVING) {
      return;
    }
    host.observe(new Observation.Intends(now, false));
    if (state() == State.JOINED) {
      sdk.leave(now);
      settle(now);
    } else {
      finish(Rpc.CLOSED_BY_CLIENT, now);
    }
  }

  /** Cut everything. */
  public void drop(long now) {
    desert(CUT, now);
  }

  /**
   * Go for good without asking to leave.
   *
   * @param end how the socket ends
   */
  public void desert(SocketEnd end, long now) {
    if (phase == Phase.DONE) {
      return;
    }
    if (state() != State.LEAVING) {
      host.observe(new Observation.Intends(now, false));
    }
    finish(end, now);
  }

  /** What it is doing. */
  public State state() {
    return switch (phase) {
      case NEW -> State.NEW;
      case AWAITING_CREDENTIALS -> State.AWAITING_CREDENTIALS;
      case PAUSED -> State.PAUSED;
      case IN_SDK -> sdk.state();
      case DONE -> State.DONE;
    };
  }

  /** Whether it believes itself in the room and served. */
  public boolean isServed() {
    return state() == State.JOINED && outage.isOver();
  }

  /** Whether it has ever got its place back on another socket. */
  public boolean hasResumed() {
    return hasResumed;
  }

  /** Whether it has ended for good. */
  public boolean isDone() {
    return phase == Phase.DONE;
  }

  // ---- timers ----

  private void settle(long now) {
    deadlines.set(Timer.REQUEST, sdk.requestLimit());
    Timer due = deadlines.takeDue(now);
    while (due != null && phase != Phase.DONE) {
      fire(due, now);
      deadlines.set(Timer.REQUEST, sdk.requestLimit());
      due = deadlines.takeDue(now);
    }
    long next = deadlines.next();
    if (next < armedAt && phase != Phase.DONE) {
      armedAt = next;
      host.wakeAt(next);
    }
  }

  private void fire(Timer due, long now) {
    switch (due) {
      case PONG -> sdk.pongOverdue(now);
      case REQUEST -> sdk.requestOverdue(now);
      case JOIN -> {
        sdk.shut(Rpc.CLOSED_BY_CLIENT, "the join took too long", now);
        ask(Credentials.Kind.REJOIN);
      }
      case DIAL -> sdk.dialDue(now);
      case PAUSE -> ask(wanted);
      case PING -> sdk.pingDue(now);
      case PROOF -> sdk.proofDue(outage.isOver(), now);
      case SIGNAL -> sdk.signalDue(now);
      case DOUBT -> sdk.doubtDue(now);
      default -> throw new IllegalStateException("timer " + due);
    }
  }

  // ---- the application around the SDK ----

  private void ask(Credentials.Kind kind) {
    wanted = kind;
    phase = Phase.AWAITING_CREDENTIALS;
    deadlines.cancel(Timer.JOIN);
    host.askCredentials(kind);
  }

  private void pause(Credentials.Kind next, long now) {
    wanted = next;
    phase = Phase.PAUSED;
    failures = Math.min(failures + 1, PAUSE_STEPS_MAX);
    deadlines.cancel(Timer.JOIN);
    deadlines.set(
        Timer.PAUSE, now + settings.policy().restRetryEvery().multipliedBy(failures).toNanos());
  }

  private void finish(SocketEnd end, long now) {
    sdk.shut(end, "leaving", now);
    phase = Phase.DONE;
    deadlines.clear();
  }

  /** What the application does on the SDK's events, by its policy. */
  private final class UsingSdk implements Application {

    @Override
    public void joined(Rpc.Pending request, Incoming.Answer answer, long now) {
      failures = 0;
      deadlines.cancel(Timer.JOIN);
      outage.joined(answer.life(), wanted);
      Seat seat = sdk.seat();
      host.observe(
          new Observation.Joined(
              now, request.op(), sdk.epoch(), seat.con, seat.rpcHash(), seat.life, answer.peers()));
    }

    @Override
    public void joinFailed(Credentials.Kind next, long now) {
      sdk.shut(Rpc.CLOSED_BY_CLIENT, "the join failed", now);
      pause(next, now);
    }

    @Override
    public void reconnecting(long now) {
      outage.begins(now);
    }

    @Override
    public void reconnected(long now) {
      hasResumed = true;
      outage.resumed();
    }

    @Override
    public void disconnected(Verdict verdict, Via via, @Nullable String reason, long now) {
      outage.begins(now);
      Credentials.Kind next = settings.afterwards(verdict, reason);
      if (next == null) {
        host.observe(new Observation.Gone(now, verdict + (reason == null ? "" : " " + reason)));
        finish(Rpc.CLOSED_BY_CLIENT, now);
      } else {
        ask(next);
      }
    }

    @Override
    public void served(long now) {
      if (!outage.isOver()) {
        outage.served(now);
        deadlines.set(Timer.PROOF, now + settings.proofPeriod().toNanos());
      }
    }

    @Override
    public void left(long now) {
      finish(Rpc.CLOSED_BY_CLIENT, now);
    }
  }
}
