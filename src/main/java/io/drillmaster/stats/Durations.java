package io.drillmaster.stats;

import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * A histogram of lengths of time with a relative error of at most 0.1 %, from 1 microsecond to 24
 * hours; longer ones count as 24 hours. Not thread-safe.
 */
public final class Durations {

  private static final long MOST_MICROS = 24L * 3600 * 1_000_000;
  private static final int DIGITS = 3;

  private final Histogram micros = new Histogram(1, MOST_MICROS, DIGITS);

  /** Takes one; negative ones, a clock's error, count as zero. */
  public void record(long nanos) {
    micros.recordValue(Math.min(MOST_MICROS, Math.max(0, nanos / 1_000)));
  }

  public long count() {
    return micros.getTotalCount();
  }

  /**
   * A quantile in seconds; empty where the sample is too small for it, see {@link
   * Quantiles#enough}.
   */
  public OptionalDouble quantileSeconds(double share) {
    return Quantiles.enough(count(), share)
        ? OptionalDouble.of(micros.getValueAtPercentile(share * 100) / 1e6)
        : OptionalDouble.empty();
  }
}
