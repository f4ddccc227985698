package io.drillmaster.check;

import io.drillmaster.drill.Role;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.ProbeEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a fault took from the cluster's capacity, and what came back. */
final class Loss {

  /** Attempts that a balancer sent to a dead node, put together by tenths of a second. */
  static final class Misled {
    final long passedAt;
    final String node;
    long count;

    Misled(long passedAt, String node) {
      this.passedAt = passedAt;
      this.node = node;
    }
  }

  /** Attempts as near to each other as this are told as one time. */
  private static final long TOGETHER = 100 * Stamps.MILLI;

  final Struck fault;
  final List<Replacement> replacements = new ArrayList<>();

  /** By balancer, in the order of time. */
  final Map<String, List<Misled>> misled = new TreeMap<>();

  /** By balancer: attempts that it told of, since it should have known of the fault. */
  final Map<String, Long> attempts = new TreeMap<>();

  /** By the address of the balancer: reads of health since capacity was back. */
  final Map<String, HealthRow> health = new TreeMap<>();

  /** Nodes that were there when it struck: none of them comes instead. */
  private final Set<String> wereThere;

  /** Paused nodes that a balancer found healthy again. */
  private final Set<String> returned = new HashSet<>();

  Loss(Struck fault, Set<String> wereThere) {
    this.fault = fault;
    this.wereThere = Set.copyOf(wereThere);
  }

  /** A pause takes no node away: nobody is to replace it. */
  boolean isPause() {
    return fault.kind.timed();
  }

  boolean isOfMasters() {
    return fault.role == Role.MASTER;
  }

  /**
   * A node of its role that was not there before takes a place that the fault made free; returns
   * whether it does, or has done.
   */
  boolean seen(NodeEvent.Seen seen) {
    if (named(seen.node()) != null) {
      return true;
    }
    boolean takes =
        seen.role() == fault.role
            && !isPause()
            && fault.failed.isEmpty()
            && !wereThere.contains(seen.node())
            && replacements.size() < fault.targets.size();
    if (takes) {
      replacements.add(new Replacement(seen.node(), seen.id(), seen.at()));
    }
    return takes;
  }

  @Nullable Replacement named(@Nullable String node) {
    for (Replacement each : replacements) {
      if (each.name.equals(node)) {
        return each;
      }
    }
    return null;
  }

  /** Those who answer and are in rotation. */
  List<Replacement> serving() {
    return replacements.stream()
        .filter(each -> Stamps.happened(each.answeredAt) && each.isInRotation())
        .toList();
  }

  /** A balancer found a node healthy: one that is paused runs again. */
  void turned(NodeEvent.Rotation turned) {
    if (turned.healthy() && turned.at() > fault.injectedFrom) {
      returned.add(turned.node());
    }
  }

  /** A balancer passed something on at that time, perhaps to a node that the fault had taken. */
  void passed(String balancer, String node, long passedAt, long knownAfter) {
    if (!isOfMasters()
        || !fault.isFeltBy(Role.BALANCER)
        || passedAt <= fault.injectedFrom + knownAfter) {
      return;
    }
    attempts.merge(balancer, 1L, Long::sum);
    boolean runs = isPause() && (fault.isHealed() || returned.contains(node));
    if (fault.targets.contains(node) && !runs) {
      List<Misled> all = misled.computeIfAbsent(balancer, key -> new ArrayList<>());
      Misled last = all.isEmpty() ? null : all.get(all.size() - 1);
      if (last == null || passedAt > last.passedAt + TOGETHER || !last.node.equals(node)) {
        last = new Misled(passedAt, node);
        all.add(last);
      }
      last.count++;
    }
  }

  /** The longest row of good reads of health, through whichever balancer has the shortest. */
  int healthyInRow() {
    return health.values().stream().mapToInt(row -> row.goodInRowMax).min().orElse(0);
  }

  /** The cluster's health was read while it should be whole. */
  void health(ProbeEvent.HealthRead read, boolean whole) {
    health.computeIfAbsent(read.via(), key -> new HealthRow()).take(read, whole);
  }
}
