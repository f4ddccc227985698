package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.NodeEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which masters could have got a placement: those that the balancer has in rotation, or, where none
 * tells that, all that there are; alive and not under a fault; and since when that is so.
 */
final class Candidates {

  /** Whoever makes a placement when nobody tells which balancer that is. */
  private static final String ANY = "";

  private record Held(Set<String> masters, long since) {
    static final Held NOTHING = new Held(Set.of(), NEVER);

    Set<String> ever(long at) {
      return since < at ? masters : Set.of();
    }
  }

  private final Progress progress;
  private final boolean byRotation;
  private final Map<String, Set<String>> rotationByBalancer = new TreeMap<>();
  private final Map<String, Held> held = new HashMap<>();

  private Candidates(Progress progress, boolean byRotation) {
    this.progress = progress;
    this.byRotation = byRotation;
  }

  /** Those that balancers say to have in rotation. */
  static Candidates inRotation(Progress progress) {
    return new Candidates(progress, true);
  }

  /** All masters that were seen. */
  static Candidates inventory(Progress progress) {
    return new Candidates(progress, false);
  }

  /** The balancers that told their rotation. */
  Set<String> balancers() {
    return rotationByBalancer.keySet();
  }

  void accept(Event event) {
    if (event instanceof NodeEvent.Rotation turned) {
      Set<String> rotation =
          rotationByBalancer.computeIfAbsent(turned.balancer(), key -> new TreeSet<>());
      if (turned.healthy()) {
        rotation.add(turned.node());
      } else {
        rotation.remove(turned.node());
      }
      review(turned.at());
    } else if (event instanceof NodeEvent.Gone
        || event instanceof NodeEvent.Seen
        || event instanceof FaultEvent) {
      review(event.at());
    }
  }

  private void review(long at) {
    Set<String> all = new TreeSet<>();
    if (!byRotation) {
      progress.nodes.alive(Role.MASTER).forEach(node -> all.add(node.name));
    } else if (rotationByBalancer.values().stream().distinct().count() == 1) {
      all.addAll(rotationByBalancer.values().iterator().next());
    }
    hold(ANY, all, at);
    if (byRotation) {
      rotationByBalancer.forEach((balancer, rotation) -> hold(balancer, rotation, at));
    }
  }

  private void hold(String balancer, Set<String> masters, long at) {
    Set<String> next = new TreeSet<>(masters);
    next.removeIf(this::isOut);
    if (!next.equals(of(balancer).masters())) {
      held.put(balancer, new Held(Set.copyOf(next), at));
    }
  }

  private boolean isOut(String name) {
    Nodes.Node node = progress.nodes.named(name);
    if (node != null && !node.alive) {
      return true;
    }
    for (Struck fault : progress.faults.all()) {
      boolean afflicted = fault.targets.contains(name) && !fault.healedNodes.contains(name);
      if (fault.role == Role.MASTER && afflicted && !fault.isHealed()) {
        return true;
      }
    }
    return false;
  }

  private Held of(String balancer) {
    return held.getOrDefault(balancer, Held.NOTHING);
  }

  /**
   * Those that there were ever since, whichever balancer places; empty = not known, or they
   * changed, or balancers disagree.
   */
  Set<String> heldSince(long at) {
    return of(ANY).ever(at);
  }

  /**
   * By balancer those that it had ever since; empty = they changed. Key "" is whoever is not told,
   * see {@link #heldSince}.
   */
  Map<String, Set<String>> heldByEach(long at) {
    Map<String, Set<String>> byEach = new HashMap<>();
    held.forEach((balancer, masters) -> byEach.put(balancer, masters.ever(at)));
    return byEach;
  }
}
