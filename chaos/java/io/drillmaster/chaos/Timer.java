package io.drillmaster.chaos;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Calls back later, one call at a time. Tests pass one that they turn by hand. */
public interface Timer extends AutoCloseable {
  /** Calls once. */
  void after(Duration wait, Runnable call);

  /** Calls again and again, with this pause between two calls. */
  void every(Duration pause, Runnable call);

  /** No further calls; waits for one under way. */
  @Override
  void close();

  /** On a thread of its own. */
  static Timer thread(String name) {
    return new ThreadTimer(name);
  }

  /** One daemon thread. */
  final class ThreadTimer implements Timer {
    /** A call takes milliseconds; one that hangs must not hang the end of the run. */
    private static final Duration END_BOUND = Duration.ofSeconds(2);

    private final ScheduledThreadPoolExecutor executor;

    ThreadTimer(String name) {
      executor =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, name);
                thread.setDaemon(true);
                return thread;
              });
      executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void after(Duration wait, Runnable call) {
      var unused = executor.schedule(call, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void every(Duration pause, Runnable call) {
      var unused =
          executor.scheduleWithFixedDelay(
              call, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
      executor.shutdown();
      try {
        if (!executor.awaitTermination(END_BOUND.toNanos(), TimeUnit.NANOSECONDS)) {
          executor.shutdownNow();
        }
      } catch (InterruptedException interrupted) {
        executor.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
  }
}
