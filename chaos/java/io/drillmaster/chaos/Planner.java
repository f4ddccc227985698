package io.drillmaster.chaos;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.run.port.Placement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Resolves the faults of a drill before it runs, touching nothing: the same seed takes the same
 * victims as the run will (decision D29).
 */
public final class Planner {
  private Planner() {}

  /**
   * One fault, resolved as far as it can be.
   *
   * @param fault its name
   * @param kind what befalls the victims
   * @param role their part
   * @param victims whom it will take; empty when that is chosen at the time
   * @param candidates whom it may take
   * @param undo what undoes it
   */
  public record PlannedFault(
      String fault,
      FaultKind kind,
      Role role,
      List<String> victims,
      List<String> candidates,
      Undo undo) {
    public PlannedFault {
      victims = List.copyOf(victims);
      candidates = List.copyOf(candidates);
    }

    /** Whether the choice must wait for the run. */
    public boolean isLive() {
      return victims.isEmpty();
    }

    /** "crash of m2", "crash of one chosen at the time among m1, m2, m3". */
    public String sentence() {
      return isLive()
          ? "%s of a %s chosen at the time among %s"
              .formatted(kind.key(), role.key(), String.join(", ", candidates))
          : "%s of %s".formatted(kind.key(), String.join(", ", victims));
    }
  }

  /** The names an embedded twin of this shape starts with. */
  public static Map<Role, List<String>> namesOf(TargetSpec.Twin spec) {
    return Map.of(
        Role.MASTER, numbered("m", spec.masters()),
        Role.MEDIA_NODE, numbered("n", spec.mediaNodes()),
        Role.BALANCER, numbered("b", spec.balancers()),
        Role.STORE, List.of("store"));
  }

  private static List<String> numbered(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> prefix + number).toList();
  }

  /**
   * Resolves all faults in the order of the timeline.
   *
   * @param names of the nodes that are up when the drill begins
   * @throws io.drillmaster.run.port.Nemesis.Refused when the first fault of a role matches nothing
   *     or would break the safety bounds
   */
  public static List<PlannedFault> plan(Drill drill, Map<Role, List<String>> names, long seed) {
    return plan(drill, names, (fault, name) -> Optional.empty(), seed);
  }

  /** Says why a fault may not take a node of that name; empty = it may. */
  @FunctionalInterface
  public interface Bar {
    Optional<String> refusal(Fault fault, String name);
  }

  /**
   * The same where not every node may be taken.
   *
   * @param bar keeps faults from nodes
   */
  public static List<PlannedFault> plan(
      Drill drill, Map<Role, List<String>> names, Bar bar, long seed) {
    Map<Role, List<String>> up = new EnumMap<>(Role.class);
    up.putAll(names);
    Set<Role> changed = new HashSet<>();
    List<PlannedFault> planned = new ArrayList<>();
    for (Fault fault : drill.faults()) {
      List<String> candidates = up.getOrDefault(fault.role(), List.of());
      boolean isKnown =
          Victims.isKnownBeforehand(fault.selector()) && !changed.contains(fault.role());
      List<String> victims = List.of();
      if (isKnown) {
        victims =
            Victims.choose(
                fault, candidates, refused(bar, fault, candidates), Placement.UNKNOWN, seed);
        SafetyBounds.check(fault, victims, candidates, drill.safety());
      }
      planned.add(
          new PlannedFault(
              fault.name(),
              fault.kind(),
              fault.role(),
              victims,
              candidates.stream().filter(name -> bar.refusal(fault, name).isEmpty()).toList(),
              Undo.of(fault.kind(), drill.target())));
      changed.add(fault.role()); // replacements have names that nobody knows yet
    }
    return List.copyOf(planned);
  }

  private static Map<String, String> refused(Bar bar, Fault fault, List<String> names) {
    Map<String, String> refused = new LinkedHashMap<>();
    for (String name : names) {
      bar.refusal(fault, name).ifPresent(why -> refused.put(name, why));
    }
    return refused;
  }
}
