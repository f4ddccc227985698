package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import io.drillmaster.history.NodeEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who is in the rotation of which balancer, as each tells, and since when. */
final class Rotations {

  /** By balancer, by node: since when. */
  private final Map<String, Map<String, Long>> sinceByBalancer = new TreeMap<>();

  void accept(NodeEvent.Rotation turned) {
    Map<String, Long> since =
        sinceByBalancer.computeIfAbsent(turned.balancer(), key -> new HashMap<>());
    if (turned.healthy()) {
      since.putIfAbsent(turned.node(), turned.at());
    } else {
      since.remove(turned.node());
    }
  }

  /** Those that told. */
  Set<String> balancers() {
    return sinceByBalancer.keySet();
  }

  boolean holds(String balancer, String node) {
    return sinceByBalancer.getOrDefault(balancer, Map.of()).containsKey(node);
  }

  /** Since when every balancer has had a node in rotation; NEVER = not every one has. */
  long heldByAllSince(String node) {
    long latest = NEVER;
    for (Map<String, Long> since : sinceByBalancer.values()) {
      Long at = since.get(node);
      if (at == null) {
        return NEVER;
      }
      latest = Math.max(latest, at);
    }
    return latest;
  }

  /** Balancers without a node that others have; empty = all agree. */
  List<String> without(String node) {
    List<String> without = balancers().stream().filter(balancer -> !holds(balancer, node)).toList();
    return without.size() == balancers().size() ? List.of() : without;
  }
}
