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

  /** Reads both clocks of this host now. */
  public static ClockAnchor now() {
    return new ClockAnchor(Ticker.system().nanos(), Instant.now());
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
