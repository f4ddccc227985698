package io.drillmaster.simulations.worker;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one process does again and again beside its work, one after the other on one thread of its
 * own. A round that fails is told once in the log and tried again.
 */
final class Rounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final ScheduledExecutorService thread;

  Rounds(String name) {
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, name + "-rounds");
              made.setDaemon(true);
              return made;
            });
  }

  /** Begins to do it. */
  void every(Duration period, Runnable round) {
    var unused =
        thread.scheduleWithFixedDelay(
            () -> guarded(round), 0, period.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void guarded(Runnable round) {
    try {
      round.run();
    } catch (RuntimeException failed) {
      LOG.error("a round failed", failed);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
