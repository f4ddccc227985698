package io.drillmaster.simulations.crew;

import java.time.Duration;

/**
 * Every how many-th participant has its signals drawn in Gatling's charts, so that rendering stays
 * cheap. The history has all signals of all participants.
 *
 * @param oneOf 1 = all
 */
public record SignalSample(int oneOf) {
  /**
   * Signals drawn per second at most. A drill of two minutes then has 24,000, which cost 0.4 CPU-s
   * to render (15 CPU-s per million).
   */
  static final int PER_SECOND_MAX = 200;

  static SignalSample of(int participants, Duration signalEvery) {
    if (signalEvery.isZero()) {
      return new SignalSample(1);
    }
    double perSecond = participants * 1e9 / signalEvery.toNanos();
    return new SignalSample((int) Math.max(1, Math.ceil(perSecond / PER_SECOND_MAX)));
  }

  boolean contains(int ordinal) {
    return ordinal % oneOf == 0;
  }
}
