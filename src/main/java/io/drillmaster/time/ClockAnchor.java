package io.drillmaster.time;

import java.time.Duration;
import java.time.Instant;

/**
 * One reading of both clocks of a host at the same moment, which turns monotonic stamps into wall
 * time.
 *
 * @param nanos monotonic stamp, see {@link Ticker}
 * @param wall the wall clock at that stamp
 */
public record ClockAnchor(long nanos, Instant wall) {

  /** Between two readings a thread may lose its core; of so many tries one will not. */
  private static final int TRIES = 8;

  /**
   * Reads both clocks of this host now: the wall clock between two readings of the monotonic one,
   * and of a few such tries the tightest.
   */
  public static ClockAnchor now() {
    long narrowest = Long.MAX_VALUE;
    ClockAnchor best = new ClockAnchor(0, Instant.EPOCH);
    for (int i = 0; i < TRIES; i++) {
      long before = Ticker.system().nanos();
      Instant wall = Instant.now();
      long width = Ticker.system().nanos() - before;
      if (width < narrowest) {
        narrowest = width;
        best = new ClockAnchor(before + width / 2, wall);
      }
    }
    return best;
  }

  /** The wall time of a monotonic stamp of the same host. */
  public Instant wallAt(long stampNanos) {
    return wall.plusNanos(stampNanos - nanos);
  }

  /** The stamp of a wall time; the inverse of {@link #wallAt}. */
  public long nanosAt(Instant instant) {
    return nanos + Duration.between(wall, instant).toNanos();
  }
}
