package io.drillmaster.check;

/** Monotonic stamps in nanoseconds: how "never" is written, and how lengths become seconds. */
final class Stamps {

  /** It has not happened. Smaller than every stamp, and far enough from overflow to subtract. */
  static final long NEVER = Long.MIN_VALUE / 4;

  /** It has not ended. Larger than every stamp. */
  static final long OPEN = Long.MAX_VALUE / 4;

  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000_000_000L;

  private Stamps() {}

  static boolean happened(long stamp) {
    return stamp != NEVER;
  }

  static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
