package io.drillmaster.chaos;

import io.drillmaster.drill.Fault;

/** One node's share of an injected fault. Fields are guarded by the wound itself. */
final class Wound {
  private final Fault fault;
  private final Intent intent;
  private long actedAt;
  private boolean undone;
  private long undoneAt;
  private boolean healed;
  private boolean closed;

  Wound(Fault fault, Intent intent) {
    this.fault = fault;
    this.intent = intent;
  }

  Fault fault() {
    return fault;
  }

  Intent intent() {
    return intent;
  }

  synchronized void acted(long at) {
    actedAt = at;
  }

  /** Stamp of the act; 0 = not yet. */
  synchronized long actedAt() {
    return actedAt;
  }

  synchronized void undone(long at) {
    undone = true;
    undoneAt = at;
  }

  synchronized boolean isUndone() {
    return undone;
  }

  synchronized long undoneAt() {
    return undoneAt;
  }

  /** Marks it as healed in the history; false when it was before. */
  synchronized boolean heal() {
    boolean first = !healed;
    healed = true;
    return first;
  }

  synchronized boolean isHealed() {
    return healed;
  }

  /** Marks it as healed in the ledger; false when it was before. */
  synchronized boolean close() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
