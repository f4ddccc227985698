package io.drillmaster.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counterexamples that hold only if enough time had passed: of each the first and the last
 * occasion, sorted out when it is known in which times clocks can be trusted. One sure occasion is
 * enough.
 */
final class TimeBound {

  /** A process that lags has not read yet what came so short a time ago. */
  private static final long BEHIND = Stamps.SECOND;

  /** An occasion: seen by a writer, at the end of a time in which all should have come to rest. */
  private record Occasion(String writer, long from, long at, Suspect suspect) {}

  private static final class Kept {
    final Occasion first;
    Occasion last;

    Kept(Occasion first) {
      this.first = first;
      this.last = first;
    }
  }

  private final Map<String, Kept> kept = new LinkedHashMap<>();

  /**
   * One more occasion.
   *
   * @param key the same for the same complaint
   * @param wait who saw it, and the time that decides
   */
  void add(String key, Starvation.Wait wait, Suspect suspect) {
    Occasion occasion = new Occasion(wait.writer(), wait.from(), wait.to(), suspect);
    kept.computeIfAbsent(key, ignored -> new Kept(occasion)).last = occasion;
  }

  /** Hands on those that stand and counts the others; to be called once. */
  void sortOut(Starvation starvation, Consumer<Suspect> sure, Unsure unsure) {
    for (Kept each : kept.values()) {
      if (isSure(each.first, starvation)) {
        sure.accept(each.first.suspect());
      } else if (isSure(each.last, starvation)) {
        sure.accept(each.last.suspect());
      } else {
        unsure.add(each.first.writer(), each.first.from(), each.first.at());
      }
    }
  }

  /** The cluster could come to rest meanwhile, and who saw it was not behind at its end. */
  private static boolean isSure(Occasion occasion, Starvation starvation) {
    return !starvation.touches(Starvation.HOST, occasion.from(), occasion.at())
        && !starvation.touches(occasion.writer(), occasion.at() - BEHIND, occasion.at());
  }
}
