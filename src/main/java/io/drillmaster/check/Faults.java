package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.OPEN;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Role;
import io.drillmaster.history.FaultEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The faults of a run, and the times in which they left nobody to serve (checks.md 2.9). */
final class Faults {

  private record Gap(long from, long to) {}

  private final Drill drill;
  private final Nodes nodes;
  private final Clocks clocks;
  private final List<Struck> struck = new ArrayList<>();
  private final List<Gap> unserviceable = new ArrayList<>();
  private long unserviceableFrom = NEVER;

  Faults(Drill drill, Nodes nodes, Clocks clocks) {
    this.drill = drill;
    this.nodes = nodes;
    this.clocks = clocks;
  }

  List<Struck> all() {
    return struck;
  }

  /** When each took effect: whoever waits then waits for another cluster. */
  List<Long> strikes() {
    return struck.stream().map(Struck::struckAt).toList();
  }

  /** Takes a fault event; returns the fault that begins with it, or null. */
  @Nullable Struck accept(FaultEvent event) {
    if (event instanceof FaultEvent.Injecting injecting) {
      int alive = nodes.alive(injecting.role()).size();
      Struck fault = new Struck(injecting, from(injecting.fault()), alive, clocks.fencedAfter);
      struck.add(fault);
      return fault;
    }
    for (Struck fault : struck) {
      if (fault.name.equals(event.fault())) {
        update(fault, event);
      }
    }
    return null;
  }

  private Set<Role> from(String name) {
    return drill.faults().stream()
        .filter(fault -> fault.name().equals(name))
        .map(Fault::from)
        .findFirst()
        .orElse(Set.of());
  }

  private static void update(Struck fault, FaultEvent event) {
    if (event instanceof FaultEvent.Injected injected) {
      fault.injectedAt = injected.at();
    } else if (event instanceof FaultEvent.EffectSeen seen) {
      fault.effectAt = fault.effectAt == NEVER ? seen.at() : fault.effectAt;
    } else if (event instanceof FaultEvent.SignatureSeen seen) {
      fault.signatures.put(seen.node(), seen.signature());
    } else if (event instanceof FaultEvent.Failed failed) {
      fault.failed = failed.why();
    } else if (event instanceof FaultEvent.Healed healed) {
      fault.healed(healed.node(), healed.at());
    }
  }

  /** A webhook told which sessions a master owned when it crashed: by the last fault on it. */
  void listed(String master, Set<Room> rooms, long at) {
    for (int i = struck.size() - 1; i >= 0; i--) {
      Struck fault = struck.get(i);
      if (fault.role == Role.MASTER && fault.targets.contains(master)) {
        fault.listed(master, rooms, at);
        return;
      }
    }
  }

  List<String> active() {
    return struck.stream().filter(fault -> !fault.isHealed()).map(fault -> fault.name).toList();
  }

  /** Names of the nodes under a fault that is not healed. */
  Set<String> afflicted() {
    return struck.stream()
        .filter(fault -> !fault.isHealed())
        .flatMap(fault -> fault.targets.stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether a fault is still at work on views: not healed, and so young that what it did may still
   * be noticed. A node that stays away for ever is no disturbance after that.
   */
  boolean disturbs(long at, long settleNanos) {
    for (Struck fault : struck) {
      if (!fault.isHealed() && at - fault.injectedFrom <= settleNanos) {
        return true;
      }
    }
    return false;
  }

  /** How many nodes of a role were alive before the first fault on one, or are now. */
  int populationOf(Role role) {
    for (Struck fault : struck) {
      if (fault.role == role) {
        return fault.nodesOfRole;
      }
    }
    return nodes.alive(role).size();
  }

  /** To be called after every fault and node event: keeps the record of when nobody could serve. */
  void review(long at) {
    boolean serviceable = serviceable();
    if (!serviceable && unserviceableFrom == NEVER) {
      unserviceableFrom = at;
    } else if (serviceable && unserviceableFrom != NEVER) {
      unserviceable.add(new Gap(unserviceableFrom, at));
      unserviceableFrom = NEVER;
    }
  }

  private boolean serviceable() {
    for (Role role : Role.values()) {
      if (!spared(role)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a node of the role is left; also where no node of it is known, nor struck for good. */
  private boolean spared(Role role) {
    boolean known = isLoneAndStruck(role);
    for (Nodes.Node node : nodes.all()) {
      known |= node.role == role;
      if (node.role == role && node.alive && !isAfflicted(node.name)) {
        return true;
      }
    }
    return !known;
  }

  /** Where balancers and stores are not told one by one, a fault on one takes them all. */
  private boolean isLoneAndStruck(Role role) {
    return (role == Role.BALANCER || role == Role.STORE)
        && struck.stream().anyMatch(fault -> fault.role == role && !fault.isHealed());
  }

  private boolean isAfflicted(String node) {
    for (Struck fault : struck) {
      if (fault.targets.contains(node) && !fault.healedNodes.contains(node)) {
        return true;
      }
    }
    return false;
  }

  /** Serviceable time between two stamps: what limits count. */
  long serviceable(long from, long to) {
    long lost = 0;
    long counted = from;
    for (Gap gap : gaps()) {
      long begin = Math.max(gap.from, counted);
      long end = Math.min(gap.to, to);
      lost += Math.max(0, end - begin);
      counted = Math.max(counted, end);
    }
    return Math.max(0, to - from) - lost;
  }

  /** By their beginnings; they may overlap. */
  private List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>(unserviceable);
    if (unserviceableFrom != NEVER) {
      gaps.add(new Gap(unserviceableFrom, OPEN));
    }
    for (Struck fault : struck) {
      if (fault.emptiesTheStore() && fault.isHealed()) {
        gaps.add(new Gap(fault.healedAt, fault.healedAt + clocks.fencedAfter));
      }
    }
    gaps.sort(Comparator.comparingLong(Gap::from));
    return gaps;
  }
}
