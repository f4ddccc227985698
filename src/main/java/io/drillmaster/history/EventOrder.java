package io.drillmaster.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts the events of one file into the order of their stamps (a process has several threads, so the
 * file's own order is nearly, not wholly, that one). A {@link HarnessEvent.Tick} promises that
 * nothing older follows; an event that breaks the promise counts as of the tick. So the order is
 * the same whether a file is read while it grows or afterwards. Not thread-safe.
 */
final class EventOrder {

  /**
   * An event and the stamp it is ordered by.
   *
   * @param key its stamp, or that of an earlier tick if it came too late
   */
  record Ordered(long key, Recorded recorded) {}

  /** Total order of a merged history: stamp, writer, index. */
  static final Comparator<Ordered> MERGED =
      Comparator.comparingLong(Ordered::key)
          .thenComparing(ordered -> ordered.recorded().writer())
          .thenComparingLong(ordered -> ordered.recorded().index());

  /** Without ticks nothing would ever be released; a healthy writer ticks every 50,000 events. */
  private static final int MOST_HELD = 1 << 19;

  private static final Comparator<Ordered> IN_FILE =
      Comparator.comparingLong(Ordered::key)
          .thenComparingLong(ordered -> ordered.recorded().index());

  private final List<Ordered> held = new ArrayList<>();
  private final ArrayDeque<Ordered> released = new ArrayDeque<>();
  private long promise = Long.MIN_VALUE;

  /** The stamp of the last tick: whatever comes later is ordered at or after it. */
  long promise() {
    return promise;
  }

  void accept(Recorded recorded) {
    long at = recorded.event().at();
    held.add(new Ordered(Math.max(at, promise), recorded));
    if (recorded.event() instanceof HarnessEvent.Tick) {
      promise = Math.max(promise, at);
      release();
    } else if (held.size() >= MOST_HELD) {
      held.sort(IN_FILE);
      promise = held.get(held.size() / 2).key();
      release();
    }
  }

  /** No more will come: releases everything. */
  void finish() {
    promise = Long.MAX_VALUE;
    release();
  }

  private void release() {
    held.sort(IN_FILE);
    int count = 0;
    while (count < held.size() && held.get(count).key() <= promise) {
      released.add(held.get(count));
      count++;
    }
    held.subList(0, count).clear();
  }

  /** Events in order; the caller takes them. */
  ArrayDeque<Ordered> released() {
    return released;
  }
}
