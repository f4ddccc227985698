package io.drillmaster.openvidu;

import java.time.Duration;

/**
 * The application's back end for one session: gets tokens for its members over REST, with the
 * documented retries, as a state machine without I/O. Single-threaded, driven like {@link
 * Participant}.
 */
public final class BackEnd {

  public BackEnd(String session, Settings settings, Duration deadline, BackEndHost host) {
    throw new UnsupportedOperationException();
  }

  /** A member needs a token. */
  public void ask(String member, Credentials.Kind kind, long now) {}

  /** A member needs none any more. */
  public void forget(String member) {}

  /** An attempt was answered. */
  public void answered(long op, int status, String body, long now) {}

  /**
   * An attempt was not answered.
   *
   * @param sent whether a byte of it may have reached anybody; false = certainly no effect
   */
  public void unanswered(long op, boolean sent, String why, long now) {}

  /** The time given to {@code wakeAt} has come. */
  public void wake(long now) {}

  /** Remove the session. */
  public void delete(long now) {}
}
