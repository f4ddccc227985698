package io.drillmaster.check;

import java.util.List;
import java.util.function.LongFunction;

/**
 * A counterexample before the events around it are looked up.
 *
 * @param sentence in words, with names and times, once the axis' zero is known
 * @param session empty = none
 * @param participant empty = none
 * @param stamps of its events, the decisive one last
 */
record Suspect(
    LongFunction<String> sentence, String session, String participant, List<Long> stamps) {

  Suspect {
    stamps = List.copyOf(stamps);
    if (stamps.isEmpty()) {
      throw new IllegalArgumentException(
          "a counterexample needs at least one stamp: " + sentence.apply(0));
    }
  }

  long at() {
    return stamps.get(stamps.size() - 1);
  }

  /** How much history it takes to understand it: the shorter the better. */
  long span() {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (long stamp : stamps) {
      low = Math.min(low, stamp);
      high = Math.max(high, stamp);
    }
    return high - low;
  }
}
