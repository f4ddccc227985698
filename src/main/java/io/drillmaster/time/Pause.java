package io.drillmaster.time;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The only place that sleeps. Every wait has a bound. */
public final class Pause {

  private Pause() {}

  /**
   * Sleeps.
   *
   * @throws InterruptedException when the thread is interrupted; the caller passes it on
   */
  public static void of(Duration length) throws InterruptedException {
    long nanos = length.toNanos();
    if (nanos > 0) {
      Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
  }

  /**
   * Waits until the condition holds, looking at it every {@code every}, for at most {@code bound}.
   *
   * @return whether it held in time
   * @throws InterruptedException when the thread is interrupted
   */
  public static boolean until(BooleanSupplier condition, Duration every, Duration bound)
      throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      of(Duration.ofNanos(Math.min(left, every.toNanos())));
    }
    return true;
  }
}
