package io.drillmaster.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Quantiles of a complete sample by the inverse of its distribution function: the smallest value
 * with at least the share at or below it. Source: [1] R. J. Hyndman, Y. Fan, Sample quantiles in
 * statistical packages, The American Statistician 50 (1996) 361-365, definition 1.
 */
public final class Quantiles {

  private Quantiles() {}

  /**
   * A quantile.
   *
   * @param values in any order; not changed
   * @param share above 0, at most 1
   * @return empty for an empty sample
   */
  public static OptionalDouble of(double[] values, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share: " + share + " is not allowed; use above 0 to 1");
    }
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * sorted.length - ROUNDING);
    return OptionalDouble.of(sorted[Math.max(rank, 1) - 1]);
  }

  /** 0.95 x 20 must count as 19. */
  private static final double ROUNDING = 1e-9;

  /**
   * Whether a sample is large enough for a quantile to say something: at least one observation is
   * expected beyond it, n (1 - share) &gt;= 1. Half and the maximum need one observation only.
   */
  public static boolean enough(long count, double share) {
    if (share <= 0.5 || share >= 1) {
      return count >= 1;
    }
    return count * (1 - share) >= 1 - ROUNDING;
  }
}
