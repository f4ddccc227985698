package io.drillmaster.twin.role;

import java.util.PriorityQueue;

/** Deadlines in monotonic nanoseconds, fired in order. Cancelled ones leave when they are due. */
final class Timers {

  /** One deadline. */
  static final class Timer implements Comparable<Timer> {
    private final long dueNanos;
    private final long order;
    private final Runnable action;
    private boolean cancelled;

    private Timer(long dueNanos, long order, Runnable action) {
      this.dueNanos = dueNanos;
      this.order = order;
      this.action = action;
    }

    void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(dueNanos, other.dueNanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(order);
    }
  }

  private final PriorityQueue<Timer> queue = new PriorityQueue<>();
  private long created;

  Timer at(long dueNanos, Runnable action) {
    Timer timer = new Timer(dueNanos, created++, action);
    queue.add(timer);
    return timer;
  }

  /** Fires everything that is due; actions may add timers, which fire too when they are due. */
  void fire(long nowNanos) {
    Timer timer = queue.peek();
    while (timer != null && (timer.cancelled || timer.dueNanos <= nowNanos)) {
      queue.poll();
      if (!timer.cancelled) {
        timer.action.run();
      }
      timer = queue.peek();
    }
  }

  /** The earliest deadline; {@link Long#MAX_VALUE} when there is none. */
  long nextNanos() {
    while (!queue.isEmpty() && queue.peek().cancelled) {
      queue.poll();
    }
    Timer first = queue.peek();
    return first == null ? Long.MAX_VALUE : first.dueNanos;
  }
}
