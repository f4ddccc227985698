package io.drillmaster.openvidu;

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

  public Participant(ParticipantPlan plan, Settings settings, Host host) {
    throw new UnsupportedOperationException();
  }

  /** It joins as soon as it can. */
  public void start(long now) {}

  /** The application got a token. */
  public void credentials(Credentials credentials, long now) {}

  /** The application gave up getting a token; the participant asks again after a pause. */
  public void noCredentials(String why, long now) {}

  /** The upgrade was accepted with 101. */
  public void upgraded(SocketFacts facts, long now) {}

  /** The upgrade was answered by another status. */
  public void upgradeRefused(int status, String detail, long now) {}

  /** The upgrade failed without an answer: connection refused, reset, time-out. */
  public void upgradeFailed(String why, long now) {}

  /** A text frame arrived; {@code now} is stamped right after the read. */
  public void frame(String text, long now) {}

  /** The other side or the network ended the current socket. */
  public void closed(SocketEnd end, long now) {}

  /** The time given to {@code wakeAt} has come; calling it early or late is harmless. */
  public void wake(long now) {}

  /** No more room signals; proofs and pings go on. */
  public void quiet(long now) {}

  /** Leave politely. */
  public void leave(long now) {}

  /** Cut everything. */
  public void drop(long now) {}

  public State state() {
    return State.NEW;
  }

  /** Whether it believes itself in the room and served. */
  public boolean isServed() {
    return false;
  }

  /** Whether it has ended for good. */
  public boolean isDone() {
    return false;
  }
}
