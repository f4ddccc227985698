package io.drillmaster.check;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.ProbeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a fault took from the cluster's capacity, and what came back. */
final class Loss {

  /** Attempts that a balancer sent to a dead node though it should have known better. */
  static final class Misled {
    final long firstPassedAt;
    final String node;
    long count;
    long at;

    Misled(long firstPassedAt, String node) {
      this.firstPassedAt = firstPassedAt;
      this.node = node;
    }
  }

  final Struck fault;
  final List<Replacement> replacements = new ArrayList<>();

  /** By balancer. */
  final Map<String, Misled> misled = new TreeMap<>();

  /** By balancer: attempts that it told of, since it should have known of the fault. */
  final Map<String, Long> attempts = new TreeMap<>();

  /** By the address of the balancer: reads of health since capacity was back. */
  final Map<String, HealthRow> health = new TreeMap<>();

  Loss(Struck fault) {
    this.fault = fault;
  }

  /** A pause takes no node away: nobody is to replace it. */
  boolean isPause() {
    return fault.kind == FaultKind.FREEZE;
  }

  boolean isOfMasters() {
    return fault.role == Role.MASTER;
  }

  /** A node of its role that was not there before takes a place that the fault made free. */
  void seen(NodeEvent.Seen seen) {
    boolean isNew = replacements.stream().noneMatch(each -> each.name.equals(seen.node()));
    if (seen.role() == fault.role
        && !isPause()
        && isNew
        && !fault.targets.contains(seen.node())
        && replacements.size() < fault.targets.size()) {
      replacements.add(new Replacement(seen.node(), seen.id(), seen.at()));
    }
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

  /** How many of those it took nobody serves for. */
  int missing() {
    return fault.targets.size() - serving().size();
  }

  /** A balancer passed something on at that time, perhaps to a node that the fault had taken. */
  void passed(String balancer, String node, long passedAt, long at, long knownAfter) {
    if (!isOfMasters() || passedAt <= fault.injectedFrom + knownAfter) {
      return;
    }
    attempts.merge(balancer, 1L, Long::sum);
    if (fault.targets.contains(node) && !(isPause() && fault.isHealed())) {
      Misled wrong = misled.computeIfAbsent(balancer, key -> new Misled(passedAt, node));
      wrong.count++;
      wrong.at = at;
    }
  }

  /** Whether whatever is to come back is there: then health must say so. */
  boolean isFilled(int needed) {
    return isPause()
        ? fault.isHealed()
        : replacements.stream().filter(Replacement::isInRotation).count() >= needed;
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
