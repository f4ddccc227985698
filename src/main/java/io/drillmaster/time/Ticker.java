package io.drillmaster.time;

/**
 * A monotonic clock in nanoseconds with an arbitrary origin. On one host all processes share the
 * origin of {@link #system()} (Linux CLOCK_MONOTONIC, which runs on while a process is stopped), so
 * their stamps compare.
 */
@FunctionalInterface
public interface Ticker {

  /** Nanoseconds since the origin; never decreases. */
  long nanos();

  /** The host's own monotonic clock. */
  static Ticker system() {
    return System::nanoTime;
  }
}
