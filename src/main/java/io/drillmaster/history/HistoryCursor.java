package io.drillmaster.history;

import io.drillmaster.history.EventOrder.Ordered;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** One reading of several files in one order. Not thread-safe. */
public final class HistoryCursor implements AutoCloseable {

  /** A file and the event it offers next. */
  private static final class Lane {
    final HistoryFile file;
    final EventOrder order = new EventOrder();
    boolean ended;

    Lane(HistoryFile file) {
      this.file = file;
    }

    /** The next event of this file; null = there is none. */
    @Nullable Ordered head() {
      while (order.released().isEmpty() && !ended) {
        if (!file.read(order::accept)) {
          file.finish();
          order.finish();
          ended = true;
        }
      }
      return order.released().peek();
    }
  }

  /** A lane beside the head it is queued by. */
  private record Offer(Ordered head, Lane lane) {}

  private final List<Lane> lanes = new ArrayList<>();
  private final PriorityQueue<Offer> offers =
      new PriorityQueue<>((a, b) -> EventOrder.MERGED.compare(a.head(), b.head()));

  HistoryCursor(List<HistoryFile> files) {
    for (HistoryFile file : files) {
      Lane lane = new Lane(file);
      lanes.add(lane);
      offer(lane);
    }
  }

  /** The next event; null at the end. */
  public @Nullable Recorded next() {
    Offer first = offers.poll();
    if (first == null) {
      return null;
    }
    first.lane().order.released().poll();
    offer(first.lane());
    return first.head().recorded();
  }

  private void offer(Lane lane) {
    Ordered head = lane.head();
    if (head != null) {
      offers.add(new Offer(head, lane));
    }
  }

  /** What was found to be missing or damaged so far; all of it once {@link #next} has ended. */
  public List<Damage> damages() {
    return lanes.stream().flatMap(lane -> lane.file.damages().stream()).toList();
  }

  @Override
  public void close() {
    lanes.forEach(lane -> lane.file.close());
  }
}
