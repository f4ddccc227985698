package io.drillmaster.check;

import io.drillmaster.check.Figures.Relation;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who depended on what each fault took (checks.md 3.7): where a participant was when the fault
 * struck, and where it was later. To be asked when the history is complete, for evidence of place
 * may come late.
 */
final class Dependence {

  private final Nodes nodes;
  private final Map<Struck, Map<Person, Struck.Exposure>> exposures = new HashMap<>();

  Dependence(Progress progress) {
    this.nodes = progress.nodes;
    for (Struck fault : progress.faults.all()) {
      Map<Person, Struck.Exposure> byPerson = new HashMap<>();
      fault.exposures.forEach(each -> byPerson.put(each.person(), each));
      exposures.put(fault, byPerson);
    }
  }

  /** What a participant shared with a fault's targets when it struck; UNKNOWN if not there. */
  Relation before(Struck fault, Person person) {
    Struck.Exposure there = exposures.getOrDefault(fault, Map.of()).get(person);
    return there == null ? Relation.UNKNOWN : nodes.relation(fault, there.life(), there.epoch());
  }

  /** What it shared when the fault struck or later: a dependence known once is one throughout. */
  Relation throughout(
      Struck fault, Person person, @Nullable Life laterLife, @Nullable Epoch laterEpoch) {
    Relation later = nodes.relation(fault, laterLife, laterEpoch);
    Struck.Exposure there = exposures.getOrDefault(fault, Map.of()).get(person);
    if (there == null || isDependence(later)) {
      return later;
    }
    Relation before = nodes.relation(fault, there.life(), there.epoch());
    return isDependence(before) || before == Relation.UNKNOWN ? before : later;
  }

  static boolean isDependence(Relation relation) {
    return relation != Relation.NEITHER && relation != Relation.UNKNOWN;
  }
}
