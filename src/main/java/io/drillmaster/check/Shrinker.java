package io.drillmaster.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Drops what a failure does not need: delta debugging over a list, with bounded work (Zeller and
 * Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002). Ever smaller runs of
 * elements are left out as long as the rest still fails; with enough work the result fails no more
 * if any single element is left out. Pure.
 */
final class Shrinker {

  /** Elements handed to the predicate in all: about a second of judging. */
  static final long MOST_WORK = 300_000;

  private Shrinker() {}

  /**
   * The smallest part found that still fails; empty = the whole does not.
   *
   * @param fails asked about parts of the list, in its order
   * @param mostWork bound on the elements handed to {@code fails}, the first asking not counted
   */
  static <T> Optional<List<T>> shrink(List<T> whole, Predicate<List<T>> fails, long mostWork) {
    if (!fails.test(whole)) {
      return Optional.empty();
    }
    List<T> best = List.copyOf(whole);
    long work = mostWork;
    int run = Math.max(1, best.size() / 2);
    boolean goesOn = true;
    while (goesOn && work > 0) {
      int before = best.size();
      int from = 0;
      while (from < best.size() && work > 0) {
        List<T> part = without(best, from, Math.min(best.size(), from + run));
        work -= part.size() + 1;
        if (fails.test(part)) {
          best = part;
        } else {
          from += run;
        }
      }
      goesOn = run > 1 || best.size() < before;
      run = Math.max(1, run / 2);
    }
    return Optional.of(best);
  }

  private static <T> List<T> without(List<T> list, int from, int to) {
    List<T> part = new ArrayList<>(list.size() - (to - from));
    part.addAll(list.subList(0, from));
    part.addAll(list.subList(to, list.size()));
    return part;
  }
}
