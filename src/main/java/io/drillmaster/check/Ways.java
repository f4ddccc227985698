package io.drillmaster.check;

import java.util.EnumMap;
import java.util.Map;

/** Counts outages by way back. */
final class Ways {

  private final Map<Way, Integer> counts = new EnumMap<>(Way.class);

  void count(Way way) {
    counts.merge(way, 1, Integer::sum);
  }

  int of(Way way) {
    return counts.getOrDefault(way, 0);
  }
}
