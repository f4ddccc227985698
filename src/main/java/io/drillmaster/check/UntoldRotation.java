package io.drillmaster.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Placements where no balancer tells its rotation, as in an imported access log, which has entries
 * only. A master counts as in rotation from its first placement on, for as long as it is there and
 * unharmed; what is placed before that one is left out. A master that gets none, or is left out for
 * longer than chance explains among equals, may have been out of rotation: then shares show
 * nothing.
 */
final class UntoldRotation {

  /** A master in rotation is left out for so long less often than this. */
  private static final double LOG_CHANCE_MIN = Math.log(1e-3);

  /** A master since it was there. */
  private static final class Presence {
    boolean isShown;
    long placed;

    /** Logarithm of the chance to be left out since its last placement, and of the least such. */
    double left;

    double leastLeft;
  }

  private final long from;
  private final Map<String, Presence> present = new TreeMap<>();
  private final Spread spread = new Spread();
  private String doubt = "";

  /**
   * No placement yet.
   *
   * @param from earlier placements show who is in rotation and are not counted
   */
  UntoldRotation(long from) {
    this.from = from;
  }

  /**
   * The next placement, in the order of time.
   *
   * @param candidates all masters that were there and unharmed; empty = they changed meanwhile
   */
  void placed(String master, Set<String> candidates, long at) {
    if (!candidates.contains(master)) {
      return;
    }
    for (String each : List.copyOf(present.keySet())) {
      if (!candidates.contains(each)) {
        leaves(each);
      }
    }
    candidates.forEach(each -> present.computeIfAbsent(each, key -> new Presence()));
    boolean isKnown = candidates.stream().allMatch(each -> of(each).isShown);
    if (at >= from) {
      if (isKnown) {
        spread.placed(master, candidates);
      }
      candidates.stream()
          .filter(each -> !each.equals(master))
          .forEach(each -> of(each).left += Math.log1p(-1.0 / candidates.size()));
    }
    Presence winner = of(master);
    winner.leastLeft = winner.isShown ? Math.min(winner.leastLeft, winner.left) : 0;
    winner.left = 0;
    winner.isShown = true;
    winner.placed++;
  }

  private Presence of(String master) {
    return present.computeIfAbsent(master, key -> new Presence());
  }

  private void leaves(String master) {
    Presence gone = of(master);
    present.remove(master);
    double least = Math.min(gone.leastLeft, gone.left) + Math.log1p((double) gone.placed);
    if (doubt.isEmpty() && least < LOG_CHANCE_MIN) {
      doubt =
          "%s was left out for longer than chance explains, and whether it was in rotation is not known; let the target's balancer tell rotation"
              .formatted(master);
    }
  }

  /** Why shares show nothing; empty = they do. To be asked when all were placed. */
  String doubt() {
    for (String each : List.copyOf(present.keySet())) {
      leaves(each);
    }
    return doubt;
  }

  /** Placements counted among masters that were all shown to be in rotation. */
  Spread spread() {
    return spread;
  }
}
