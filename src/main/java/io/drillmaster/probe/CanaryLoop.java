package io.drillmaster.probe;

import io.drillmaster.time.Ticker;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which all canaries and their back ends live. */
final class CanaryLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CanaryLoop.class);
  private static final Duration END_BOUND = Duration.ofSeconds(1);

  private final ScheduledThreadPoolExecutor executor = Threads.pool("probe-canaries", 1);
  private final Ticker ticker;

  CanaryLoop(Ticker ticker) {
    this.ticker = ticker;
  }

  long now() {
    return ticker.nanos();
  }

  /** Runs it soon, after what was handed over before; any thread. */
  void execute(Runnable task) {
    after(0, task);
  }

  /** Runs it at that stamp or right after; any thread. */
  void at(long stamp, Runnable task) {
    after(Math.max(0, stamp - now()), task);
  }

  private void after(long nanos, Runnable task) {
    try {
      var unused = executor.schedule(() -> guarded(task), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("canaries have ended");
    }
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException cause) {
      LOG.warn("a canary failed", cause);
    }
  }

  /** Runs it on the loop and waits for it, for a second at most. */
  void executeAndWait(Runnable task) {
    try {
      executor.submit(() -> guarded(task)).get(END_BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException
        | java.util.concurrent.TimeoutException
        | RejectedExecutionException late) {
      LOG.warn("canaries did not end in time");
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
