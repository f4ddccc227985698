package io.drillmaster.simulations.crew;

import io.drillmaster.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All alarms of one event loop, on a grid of 4 ms: those of many participants share one wake-up of
 * the loop, and the answers to what they send share the next (a wake-up costs as much as a signal).
 * Confined to its event loop.
 */
final class AlarmClock {
  static final long TICK_NANOS = 4_000_000;

  private static final long NONE = Long.MAX_VALUE;

  /** Wakes the loop. */
  interface Waker {
    /** Run this after so many nanoseconds; one too many does no harm. */
    void after(long nanos, Runnable task);
  }

  private final Ticker ticker;
  private final Waker waker;
  private final TreeMap<Long, List<Alarm>> ticks = new TreeMap<>();
  private long wakingAt = NONE;

  AlarmClock(Ticker ticker, Waker waker) {
    this.ticker = ticker;
    this.waker = waker;
  }

  /** The first tick at or after a stamp. */
  static long tickAfter(long nanos) {
    return -Math.floorDiv(-nanos, TICK_NANOS);
  }

  void put(long tick, Alarm alarm) {
    ticks.computeIfAbsent(tick, free -> new ArrayList<>()).add(alarm);
    if (tick < wakingAt) {
      wakeAt(tick);
    }
  }

  private void wakeAt(long tick) {
    wakingAt = tick;
    waker.after(Math.max(0, tick * TICK_NANOS - ticker.nanos()), () -> wake(tick));
  }

  private void wake(long wokenFor) {
    if (wokenFor != wakingAt) {
      return; // an earlier one came in between and saw to the rest
    }
    long now = ticker.nanos();
    long present = Math.floorDiv(now, TICK_NANOS);
    Map.Entry<Long, List<Alarm>> due = ticks.firstEntry();
    while (due != null && due.getKey() <= present) {
      ticks.remove(due.getKey());
      for (Alarm alarm : due.getValue()) {
        alarm.tick(due.getKey(), now);
      }
      due = ticks.firstEntry();
    }
    wakingAt = NONE;
    if (due != null) {
      wakeAt(due.getKey());
    }
  }
}
