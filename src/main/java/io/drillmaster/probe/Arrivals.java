package io.drillmaster.probe;

import java.time.Duration;

/**
 * When the next of a stream begins: at fixed times, however long those before it take, so that a
 * slow cluster is not asked less (no coordinated omission). Of a pause of our own nothing is made
 * good. Pure but for its own state; drive it from one thread.
 */
final class Arrivals {
  private final long everyNanos;
  private final int most;
  private long nextAt = Visit.NEVER;
  private int skipped;

  /**
   * A closed stream.
   *
   * @param most under way at once; one more is skipped, and counted
   */
  Arrivals(Duration every, int most) {
    this.everyNanos = every.toNanos();
    this.most = most;
  }

  /**
   * The first begins after half a period, when what opened the stream has surely happened; does
   * nothing while it is open.
   */
  void open(long now) {
    if (!isOpen()) {
      nextAt = now + everyNanos / 2;
      skipped = 0;
    }
  }

  /** None begins any more. */
  void close() {
    nextAt = Visit.NEVER;
  }

  boolean isOpen() {
    return nextAt != Visit.NEVER;
  }

  /** When the next begins; {@link Visit#NEVER} while it is closed. */
  long nextAt() {
    return nextAt;
  }

  /** Whether one begins now, with so many under way. */
  boolean arrives(long now, int underWay) {
    if (now < nextAt) {
      return false;
    }
    nextAt += ((now - nextAt) / everyNanos + 1) * everyNanos;
    if (underWay >= most) {
      skipped++;
      return false;
    }
    return true;
  }

  /** How many did not begin since it was opened. */
  int skipped() {
    return skipped;
  }
}
