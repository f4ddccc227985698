package io.drillmaster.check;

/** Numbers of figures with as many digits as they deserve: less to store, the same to see. */
final class Rounded {

  private Rounded() {}

  /** Nanoseconds as seconds with three digits. */
  static double seconds(long nanos) {
    return Math.round(nanos / 1e6) / 1e3;
  }

  /** Seconds with four digits. */
  static double seconds(double seconds) {
    return Math.round(seconds * 1e4) / 1e4;
  }

  /** A share with four digits. */
  static double share(double share) {
    return Math.round(share * 1e4) / 1e4;
  }
}
