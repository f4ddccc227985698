package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import io.drillmaster.history.Outcome;
import io.drillmaster.history.SignalEvent;
import org.jspecify.annotations.Nullable;

/** A room signal on its way, with the members that were attached when it was sent. */
final class RoomSignal {

  final Person sender;
  final long seq;
  final long sentAt;
  final long op;
  final long epoch;
  final Con con;

  /** Members that have not received it; null entries have. */
  final @Nullable Attachment[] missing;

  /** Which of the missing received a later one of the same sender on the same socket. */
  final boolean[] overtaken;

  int left;

  /** How it was acknowledged; null = not yet. */
  @Nullable Outcome outcome;

  long answeredAt = NEVER;
  long firstReceiptAt = NEVER;

  RoomSignal(Person sender, Con con, SignalEvent.Sent sent, Attachment[] members) {
    this.sender = sender;
    this.con = con;
    this.sentAt = sent.at();
    this.op = sent.op();
    this.seq = sent.seq();
    this.epoch = sent.epoch();
    this.missing = members;
    this.overtaken = new boolean[members.length];
    this.left = members.length;
  }

  int members() {
    return missing.length;
  }

  boolean isDone() {
    return left == 0 && outcome == Outcome.OK;
  }

  /** Takes a receipt; returns whether the receiver was among the missing. */
  boolean received(Person by, long at) {
    firstReceiptAt = firstReceiptAt == NEVER ? at : Math.min(firstReceiptAt, at);
    for (int i = 0; i < missing.length; i++) {
      Attachment member = missing[i];
      if (member != null && member.person == by) {
        missing[i] = null;
        left--;
        return true;
      }
    }
    return false;
  }

  /** Whether a later one of the same sender cannot have been spread before this one. */
  boolean precedes(RoomSignal later) {
    long dueAt = dueAt();
    return later.epoch == epoch || (dueAt != NEVER && dueAt < later.sentAt);
  }

  /** A later signal of the same sender arrived there. */
  void overtakenAt(Person by, long epochOfReceipt) {
    for (int i = 0; i < missing.length; i++) {
      Attachment member = missing[i];
      if (member != null && member.person == by && member.epoch == epochOfReceipt) {
        overtaken[i] = true;
      }
    }
  }

  /**
   * From when on every attached member must have it: its acknowledgement, or, without one, the
   * first receipt by anybody; NEVER = nobody must have it.
   */
  long dueAt() {
    if (outcome == Outcome.OK) {
      return answeredAt;
    }
    return outcome == Outcome.FAIL ? NEVER : firstReceiptAt;
  }
}
