package io.drillmaster.twin.role;

import java.util.concurrent.TimeUnit;

/**
 * How long an incarnation may act, by its own monotonic clock. Validity is counted from <em>before
 * the question</em>: the store cannot have started the lease earlier, so it ends here before it
 * ends there, however long the answer took or the process was stopped (CLOCK_MONOTONIC runs on
 * while a process is stopped). Written by one thread, read by any.
 */
final class Lease {

  /** Which rule gives validity. Only the first is right; the others exist to be found wrong. */
  enum Rule {
    /** From before the question. */
    FROM_QUESTION,
    /** From when the answer was handled: too long by the delay of the answer. */
    FROM_REPLY,
    /** Until a renewal fails: nobody looks at the clock. */
    UNTIL_RENEWAL_FAILS
  }

  private final Rule rule;
  private final long usableNanos;
  private volatile long validUntilNanos = Long.MIN_VALUE;
  private volatile boolean dropped;

  Lease(RoleClocks clocks, Rule rule) {
    this.rule = rule;
    this.usableNanos = clocks.lease().minus(clocks.leaseMargin()).toNanos();
  }

  /** The store granted or renewed the lease. */
  void granted(long askedNanos, long answeredNanos) {
    long from = rule == Rule.FROM_QUESTION ? askedNanos : answeredNanos;
    long until = rule == Rule.UNTIL_RENEWAL_FAILS ? Long.MAX_VALUE : from + usableNanos;
    validUntilNanos = Math.max(validUntilNanos, until);
  }

  /** The incarnation gives up, or the store says that the lease is gone. Final. */
  void drop() {
    dropped = true;
  }

  boolean isValid(long nowNanos) {
    return !dropped && nowNanos < validUntilNanos;
  }

  boolean isDropped() {
    return dropped;
  }

  /** Whether a silent store ends validity at once: only under a wrong rule. */
  boolean endsOnlyByFailure() {
    return rule == Rule.UNTIL_RENEWAL_FAILS;
  }

  /** When validity ends if it is not renewed. */
  long validUntilNanos() {
    return validUntilNanos;
  }

  @Override
  public String toString() {
    return "Lease[" + rule + ", " + TimeUnit.NANOSECONDS.toMillis(usableNanos) + " ms]";
  }
}
