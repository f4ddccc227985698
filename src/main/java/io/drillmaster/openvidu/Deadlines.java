package io.drillmaster.openvidu;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The points in time at which a participant must act; the host keeps one timer for all. */
final class Deadlines {

  /** No point in time. */
  static final long NEVER = Long.MAX_VALUE;

  /** What is due. Of several that are, the first of this order comes first. */
  enum Timer {
    /** The pong is overdue. */
    PONG(0),
    /** The oldest request is overdue. */
    REQUEST(1),
    /** The join attempt has taken too long. */
    JOIN(2),
    /** An upgrade is to be tried again, or has taken too long. */
    DIAL(3),
    /** The application asks for a token again. */
    PAUSE(4),
    /** The next ping. */
    PING(5),
    /** The next proof. */
    PROOF(6),
    /** The next room signal. */
    SIGNAL(7),
    /** A stoic that was told that it is over has had no proof to the contrary. */
    DOUBT(8);

    private final int slot;

    Timer(int slot) {
      this.slot = slot;
    }
  }

  private static final Timer[] TIMERS = Timer.values();

  private final long[] at = new long[TIMERS.length];

  Deadlines() {
    clear();
  }

  void set(Timer timer, long atNanos) {
    at[timer.slot] = atNanos;
  }

  void cancel(Timer timer) {
    at[timer.slot] = NEVER;
  }

  void clear() {
    Arrays.fill(at, NEVER);
  }

  /** The earliest; {@link #NEVER} when there is none. */
  long next() {
    long earliest = NEVER;
    for (long each : at) {
      earliest = Math.min(earliest, each);
    }
    return earliest;
  }

  /** Takes one that is due at this stamp; null when none is. */
  @Nullable Timer takeDue(long now) {
    for (Timer timer : TIMERS) {
      if (at[timer.slot] <= now) {
        cancel(timer);
        return timer;
      }
    }
    return null;
  }
}
