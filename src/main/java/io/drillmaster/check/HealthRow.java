package io.drillmaster.check;

import io.drillmaster.history.ProbeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads of the cluster's health through one balancer while it should be whole. */
final class HealthRow {

  /** One read, and what it said. */
  record Read(long invokedAt, long at, boolean whole, String words) {}

  final List<Read> reads = new ArrayList<>();
  int goodInRowMax;
  private int goodInRow;

  /** The last that was not whole; null = all were. */
  @Nullable Read bad;

  void take(ProbeEvent.HealthRead read, boolean whole) {
    take(new Read(read.invokedAt(), read.at(), whole, read.status() + " " + read.detail()));
  }

  private void take(Read read) {
    reads.add(read);
    bad = read.whole() ? bad : read;
    goodInRow = read.whole() ? goodInRow + 1 : 0;
    goodInRowMax = Math.max(goodInRowMax, goodInRow);
  }

  /** The same without the reads that do not count. */
  HealthRow only(Predicate<Read> counts) {
    HealthRow row = new HealthRow();
    reads.stream().filter(counts).forEach(row::take);
    return row;
  }
}
