package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.NodeEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which masters could have got a placement: those that every balancer has in rotation, or, where
 * none tells that, all that there are; alive and not under a fault; and since when that is so.
 */
final class Candidates {

  private final Progress progress;
  private final boolean byRotation;
  private final Map<String, Set<String>> rotationByBalancer = new TreeMap<>();
  private Set<String> now = Set.of();
  private long since = NEVER;

  private Candidates(Progress progress, boolean byRotation) {
    this.progress = progress;
    this.byRotation = byRotation;
  }

  /** Those that every balancer says to have in rotation. */
  static Candidates inRotation(Progress progress) {
    return new Candidates(progress, true);
  }

  /** All masters that were seen. */
  static Candidates inventory(Progress progress) {
    return new Candidates(progress, false);
  }

  /** Whether a balancer told its rotation at all. */
  boolean isTold() {
    return !rotationByBalancer.isEmpty();
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
    Set<String> next = new TreeSet<>();
    if (!byRotation) {
      progress.nodes.alive(Role.MASTER).forEach(node -> next.add(node.name));
    } else if (rotationByBalancer.values().stream().distinct().count() == 1) {
      next.addAll(rotationByBalancer.values().iterator().next());
    }
    next.removeIf(this::isOut);
    if (!next.equals(now)) {
      now = Set.copyOf(next);
      since = at;
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

  /**
   * Those that there were ever since; empty = not known, or they changed, or balancers disagree.
   */
  Set<String> heldSince(long at) {
    return since < at ? now : Set.of();
  }
}
