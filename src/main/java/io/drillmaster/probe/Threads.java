package io.drillmaster.probe;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The prober's threads: named, daemons, few. */
final class Threads {
  private Threads() {}

  /** A pool of that many threads, also for timers; what waits is forgotten at shutdown. */
  static ScheduledThreadPoolExecutor pool(String name, int threads) {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory factory =
        task -> {
          String suffix = threads == 1 ? "" : "-" + number.incrementAndGet();
          Thread thread = new Thread(task, name + suffix);
          thread.setDaemon(true);
          return thread;
        };
    ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(threads, factory);
    pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    pool.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    pool.setRemoveOnCancelPolicy(true);
    return pool;
  }
}
