package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The proofs of one participant that have not come back yet, oldest first. */
final class Proofs {

  /** A proof on its way. */
  record Pending(long seq, long sentAt, @Nullable Con con, long epoch) {}

  /**
   * Older ones are forgotten: at one per second this is more than a minute of silence, by when the
   * obligation has long been open.
   */
  private static final int MOST = 64;

  private final Deque<Pending> pending = new ArrayDeque<>(2);

  /** Whether this is now the oldest one on its way. */
  boolean sent(Pending proof) {
    if (pending.size() == MOST) {
      pending.removeFirst();
    }
    pending.addLast(proof);
    return pending.size() == 1;
  }

  /** A proof came back: it and all older ones are settled by it. Null = not known. */
  @Nullable Pending served(long seq) {
    boolean known = false;
    for (Pending each : pending) {
      known |= each.seq() == seq;
    }
    if (!known) {
      return null;
    }
    Pending first = pending.removeFirst();
    while (first.seq() != seq) {
      first = pending.removeFirst();
    }
    return first;
  }

  /** When the oldest proof on its way was sent; NEVER = none is. */
  long oldestSentAt() {
    Pending first = pending.peekFirst();
    return first == null ? NEVER : first.sentAt();
  }

  void clear() {
    pending.clear();
  }
}
