package io.drillmaster.check;

import io.drillmaster.stats.Durations;
import java.util.ArrayList;
import java.util.List;

/**
 * How long something took, again and again: all as a histogram, and those that took too long one by
 * one, so that it can be asked later who was to blame.
 */
final class Sample {

  /** A broken cluster is late by the million; these are enough to know how many were not ours. */
  private static final int MOST_SLOW = 50_000;

  /** One that took longer than the bound, as a writer saw it. */
  private record Slow(String writer, long from, long to) {}

  private final Durations lengths = new Durations();
  private final List<Slow> slow = new ArrayList<>();
  private final long bound;

  /** Longer ones that are not kept: taken as sure. */
  private long more;

  /**
   * None yet.
   *
   * @param bound in nanoseconds: longer ones are kept
   */
  Sample(long bound) {
    this.bound = bound;
  }

  void add(String writer, long from, long to) {
    lengths.record(to - from);
    if (to - from <= bound) {
      return;
    }
    if (slow.size() < MOST_SLOW) {
      slow.add(new Slow(writer, from, to));
    } else {
      more++;
    }
  }

  Durations lengths() {
    return lengths;
  }

  /**
   * Whether too many took longer than a bound for a quantile to keep it, without those that did so
   * while clocks were not sure.
   *
   * @param seconds not less than the bound of this sample
   */
  boolean isSurelyLonger(double share, double seconds, Starvation starvation) {
    long limit = Math.round(seconds * Stamps.SECOND);
    long longer = more;
    for (Slow each : slow) {
      boolean isLonger = each.to() - each.from() > limit;
      longer += isLonger && !starvation.touches(each.writer(), each.from(), each.to()) ? 1 : 0;
    }
    return longer > lengths.count() - Math.ceil(share * lengths.count() - ROUNDING);
  }

  /** 0.95 x 20 must count as 19. */
  private static final double ROUNDING = 1e-9;
}
