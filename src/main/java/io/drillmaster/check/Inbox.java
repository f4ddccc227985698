package io.drillmaster.check;

import java.util.Arrays;

/**
 * Which signals one member has received from each sender: the highest number and a window of the 64
 * below it. Senders of a room are few, so a scan beats a map.
 */
final class Inbox {

  /** What a receipt is. */
  enum Receipt {
    NEXT,
    /** Received before. */
    AGAIN,
    /** Not received before, but a later one was. */
    OVERTAKEN,
    /** Too far behind the latest to tell. */
    ANCIENT
  }

  private static final int WINDOW = Long.SIZE;

  private int[] senders = new int[4];
  private long[] highest = new long[4];
  private long[] seen = new long[4];
  private int size;

  /** Takes a receipt. */
  Receipt receive(int sender, long seq) {
    int at = indexOf(sender);
    if (at < 0) {
      add(sender, seq);
      return Receipt.NEXT;
    }
    long ahead = seq - highest[at];
    if (ahead > 0) {
      seen[at] = ahead >= WINDOW ? 1 : (seen[at] << ahead) | 1;
      highest[at] = seq;
      return Receipt.NEXT;
    }
    if (-ahead >= WINDOW) {
      return Receipt.ANCIENT;
    }
    long bit = 1L << -ahead;
    if ((seen[at] & bit) != 0) {
      return Receipt.AGAIN;
    }
    seen[at] |= bit;
    return Receipt.OVERTAKEN;
  }

  /** The highest number received from a sender; 0 = none. */
  long highest(int sender) {
    int at = indexOf(sender);
    return at < 0 ? 0 : highest[at];
  }

  /** Whether a number was received, as far as the window reaches. */
  boolean has(int sender, long seq) {
    int at = indexOf(sender);
    long behind = at < 0 ? -1 : highest[at] - seq;
    return behind >= 0 && behind < WINDOW && (seen[at] & (1L << behind)) != 0;
  }

  private int indexOf(int sender) {
    for (int i = 0; i < size; i++) {
      if (senders[i] == sender) {
        return i;
      }
    }
    return -1;
  }

  private void add(int sender, long seq) {
    if (size == senders.length) {
      senders = Arrays.copyOf(senders, 2 * size);
      highest = Arrays.copyOf(highest, 2 * size);
      seen = Arrays.copyOf(seen, 2 * size);
    }
    senders[size] = sender;
    highest[size] = seq;
    seen[size] = 1;
    size++;
  }
}
