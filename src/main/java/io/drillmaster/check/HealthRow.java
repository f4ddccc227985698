package io.drillmaster.check;

import io.drillmaster.history.ProbeEvent;
import java.util.ArrayList;
import java.util.List;

/** Reads of the cluster's health through one balancer while it should be whole. */
final class HealthRow {

  /** One read, and what it said. */
  record Read(long invokedAt, long at, boolean whole, String words) {}

  final List<Read> reads = new ArrayList<>();
  int goodInRowMax;
  private int goodInRow;

  void take(ProbeEvent.HealthRead read, boolean whole) {
    reads.add(new Read(read.invokedAt(), read.at(), whole, read.status() + " " + read.detail()));
    goodInRow = whole ? goodInRow + 1 : 0;
    goodInRowMax = Math.max(goodInRowMax, goodInRow);
  }
}
