package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import io.drillmaster.history.ProbeEvent;

/** Reads of the cluster's health through one balancer while it should be whole. */
final class HealthRow {

  int reads;
  int goodInRowMax;

  /** When it was last not whole, and what it said. */
  long badAt = NEVER;

  String said = "";
  private int goodInRow;

  void take(ProbeEvent.HealthRead read, boolean whole) {
    reads++;
    goodInRow = whole ? goodInRow + 1 : 0;
    goodInRowMax = Math.max(goodInRowMax, goodInRow);
    if (!whole) {
      badAt = read.at();
      said = read.status() + " " + read.detail();
    }
  }
}
