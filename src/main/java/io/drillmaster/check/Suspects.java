package io.drillmaster.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counterexamples of one check: all are counted, the shortest few are kept, the shortest first. */
final class Suspects {

  private static final Comparator<Suspect> SHORTEST =
      Comparator.comparingLong(Suspect::span)
          .thenComparingLong(Suspect::at)
          .thenComparing(Suspect::session)
          .thenComparing(Suspect::participant);

  private final List<Suspect> kept = new ArrayList<>();
  private long count;

  void add(Suspect suspect) {
    count++;
    kept.add(suspect);
    kept.sort(SHORTEST);
    if (kept.size() > Verdict.MOST_COUNTEREXAMPLES) {
      kept.remove(kept.size() - 1);
    }
  }

  long count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  List<Suspect> kept() {
    return List.copyOf(kept);
  }
}
