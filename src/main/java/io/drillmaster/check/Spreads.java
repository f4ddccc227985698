package io.drillmaster.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How placements spread over masters, by the balancer that made them: each of several has counters
 * of its own (checks.md 3.10), and what one of them does another one may hide.
 */
final class Spreads {

  /**
   * An imbalance.
   *
   * @param balancer whose it is; empty = of all together
   * @param placed what was placed there
   */
  record Worst(String balancer, Spread placed, Spread.Skew skew) {}

  private final Spread all = new Spread();
  private final Map<String, Spread> byBalancer = new TreeMap<>();

  /** No placement yet, by any of these balancers. */
  Spreads(Iterable<String> balancers) {
    balancers.forEach(each -> byBalancer.put(each, new Spread()));
  }

  /** One placement, with those that could have got it. */
  void placed(String balancer, String master, Set<String> candidates) {
    all.placed(master, candidates);
    byBalancer.computeIfAbsent(balancer, key -> new Spread()).placed(master, candidates);
  }

  /** All placements of one balancer, counted elsewhere. */
  void add(String balancer, Spread placed) {
    all.add(placed);
    byBalancer.put(balancer, placed);
  }

  private boolean hasSeveral() {
    return byBalancer.size() > 1;
  }

  long count() {
    return all.count();
  }

  /** The imbalances that are neither chance nor negligible: of each balancer, and of all. */
  List<Worst> worst() {
    List<Worst> found = new ArrayList<>();
    if (hasSeveral()) {
      byBalancer.forEach((balancer, spread) -> add(found, balancer, spread));
    }
    if (found.isEmpty()) {
      add(found, "", all);
    }
    return found;
  }

  private static void add(List<Worst> found, String balancer, Spread spread) {
    Spread.Skew skew = spread.worst();
    if (skew != null) {
      found.add(new Worst(balancer, spread, skew));
    }
  }

  /** Why they do not show that shares are equal; empty = they do. */
  String unknown() {
    if (!hasSeveral()) {
      return unknown("", all);
    }
    for (Map.Entry<String, Spread> each : byBalancer.entrySet()) {
      String unknown = unknown(each.getKey(), each.getValue());
      if (!unknown.isEmpty()) {
        return unknown;
      }
    }
    return "";
  }

  private static String unknown(String balancer, Spread spread) {
    List<String> unjudged = spread.unjudged();
    if (spread.count() > 0 && unjudged.isEmpty()) {
      return "";
    }
    return "fewer than %d sockets could be expected on %s%s; let more participants come back, or come anew"
        .formatted(
            Spread.EXPECTED_MIN,
            unjudged.isEmpty() ? "any master" : String.join(", ", unjudged),
            balancer.isEmpty() ? "" : " by balancer " + balancer);
  }

  /** The largest distance of a master that was judged, in standard deviations. */
  double deviationsMax() {
    double most = all.deviationsMax();
    for (Spread each : byBalancer.values()) {
      most = Math.max(most, each.deviationsMax());
    }
    return most;
  }

  /** E.g. "m2 171 of 165, m3 180 of 186", or "by b1 m2 85 of 90, m3 95 of 90, by b2 ...". */
  String words() {
    if (!hasSeveral()) {
      return all.words();
    }
    List<String> parts = new ArrayList<>();
    byBalancer.forEach((balancer, spread) -> parts.add("by " + balancer + " " + spread.words()));
    return String.join(", ", parts);
  }
}
