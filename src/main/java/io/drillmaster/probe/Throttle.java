package io.drillmaster.probe;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets an answer to a burst of events happen soon, but not oftener than a pause allows: at once
 * when the pause is over, else once at its end. Pure but for its own state; thread-safe.
 */
final class Throttle {
  private final long pauseNanos;
  private final AtomicLong lastAt;
  private final AtomicBoolean isPending = new AtomicBoolean();

  Throttle(long pauseNanos, long now) {
    this.pauseNanos = pauseNanos;
    this.lastAt = new AtomicLong(now - pauseNanos);
  }

  /** An event came: how long to wait before answering; -1 = an answer is pending already. */
  long ask(long now) {
    return isPending.compareAndSet(false, true) ? Math.max(0, lastAt.get() + pauseNanos - now) : -1;
  }

  /** The answer begins: later events want another one. */
  void begin(long now) {
    lastAt.set(now);
    isPending.set(false);
  }
}
