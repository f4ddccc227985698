package io.drillmaster.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How placements spread over masters, each with the equal chance that those in rotation had at its
 * time: a Poisson-binomial count per master, judged by its distance from what was expected.
 */
final class Spread {

  /** Two-sided, over a dozen masters together, chance reaches this once in 10,000 runs. */
  static final double DEVIATIONS_MAX = 4.5;

  /** A share this much above or below its expectation is no imbalance that matters. */
  static final double FACTOR_MAX = 1.25;

  /** Fewer expected placements on a master than this say nothing about it. */
  static final int EXPECTED_MIN = 30;

  private static final class Tally {
    long placed;
    double expected;
    double variance;
  }

  /** A master that got too much or too little. */
  record Skew(String master, long placed, double expected, double deviations) {}

  private final Map<String, Tally> byMaster = new TreeMap<>();
  private long count;

  /** One placement, with those that could have got it. */
  void placed(String master, Set<String> candidates) {
    if (!candidates.contains(master)) {
      return;
    }
    count++;
    double chance = 1.0 / candidates.size();
    for (String each : candidates) {
      Tally tally = byMaster.computeIfAbsent(each, key -> new Tally());
      tally.expected += chance;
      tally.variance += chance * (1 - chance);
      tally.placed += each.equals(master) ? 1 : 0;
    }
  }

  /** All of other placements. */
  void add(Spread other) {
    count += other.count;
    other.byMaster.forEach(
        (master, added) -> {
          Tally tally = byMaster.computeIfAbsent(master, key -> new Tally());
          tally.placed += added.placed;
          tally.expected += added.expected;
          tally.variance += added.variance;
        });
  }

  long count() {
    return count;
  }

  /** Masters expected to get too few placements to be judged. */
  List<String> unjudged() {
    return byMaster.entrySet().stream()
        .filter(entry -> entry.getValue().expected < EXPECTED_MIN)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The worst imbalance that is neither chance nor negligible; null = none. */
  @Nullable Skew worst() {
    Skew worst = null;
    for (Skew each : skews()) {
      double ratio = each.placed() / each.expected();
      boolean large = ratio > FACTOR_MAX || ratio < 1 / FACTOR_MAX;
      boolean certain = Math.abs(each.deviations()) > DEVIATIONS_MAX;
      boolean worse = worst == null || Math.abs(each.deviations()) > Math.abs(worst.deviations());
      worst = large && certain && worse ? each : worst;
    }
    return worst;
  }

  private List<Skew> skews() {
    List<Skew> skews = new ArrayList<>();
    byMaster.forEach(
        (master, tally) -> {
          if (tally.expected >= EXPECTED_MIN) {
            double deviations =
                tally.variance == 0
                    ? 0
                    : (tally.placed - tally.expected) / Math.sqrt(tally.variance);
            skews.add(new Skew(master, tally.placed, tally.expected, deviations));
          }
        });
    return skews;
  }

  /** The largest distance of a master that was judged, in standard deviations. */
  double deviationsMax() {
    return skews().stream().mapToDouble(each -> Math.abs(each.deviations())).max().orElse(0);
  }

  /** E.g. "m2 171, m3 180, m4 96 (of 90 expected)". */
  String words() {
    List<String> parts = new ArrayList<>();
    byMaster.forEach(
        (master, tally) ->
            parts.add("%s %d of %d".formatted(master, tally.placed, Math.round(tally.expected))));
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }
}
