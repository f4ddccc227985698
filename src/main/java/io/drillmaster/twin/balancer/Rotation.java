package io.drillmaster.twin.balancer;

import io.drillmaster.twin.role.Bug;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which targets are healthy, and the choice among them, without I/O. A new target enters rotation
 * with its first good check; later it leaves after so many bad ones in a row and comes back after
 * so many good ones, as an application load balancer does. The choice is random with a seed: strict
 * round robin resonates with the number of requests that a session needs (D19).
 */
public final class Rotation {

  /** Where a target stands. */
  public enum Health {
    /** Not checked yet: gets no request. */
    INITIAL,
    /** In rotation. */
    HEALTHY,
    /** Out of rotation. */
    UNHEALTHY
  }

  /** A target with its health. */
  public record Standing(Target target, Health health) {}

  /** Something the evidence should say. */
  public record Change(AccessLine.Kind kind, Target target, String detail) {}

  private static final class State {
    private final Target target;
    private Health health = Health.INITIAL;
    private int inRow;

    State(Target target) {
      this.target = target;
    }
  }

  /** Requests that a newcomer gets alone under a bug. */
  private static final int FLOOD = 200;

  /** Whose bugs of one balancer among several are. */
  private static final String FIRST = "b1";

  private static final String SECOND = "b2";

  private final String balancer;
  private final int unhealthyAfter;
  private final int healthyAfter;
  private final Random random;
  private final Set<Bug> bugs;
  private @Nullable Target newcomer;
  private int floodsLeft;
  private boolean hasSeenBad;
  private boolean isOpen;
  private final Map<String, State> states = new LinkedHashMap<>();

  /** A rotation of b1 without targets and without bugs. */
  public Rotation(int unhealthyAfter, int healthyAfter, long seed) {
    this(FIRST, unhealthyAfter, healthyAfter, seed, Set.of());
  }

  /**
   * A rotation without targets.
   *
   * @param balancer whose it is: b1, b2, ...
   */
  public Rotation(String balancer, int unhealthyAfter, int healthyAfter, long seed, Set<Bug> bugs) {
    this.balancer = balancer;
    this.unhealthyAfter = unhealthyAfter;
    this.healthyAfter = healthyAfter;
    this.bugs = Set.copyOf(bugs);
    this.random = new Random(seed);
  }

  /** Registers exactly these; those known already keep their health. */
  public List<Change> register(List<Target> targets) {
    List<Change> changes = new ArrayList<>();
    Map<String, Target> wanted =
        targets.stream().collect(Collectors.toMap(Target::incarnation, target -> target));
    for (State state : List.copyOf(states.values())) {
      if (!keepsTheDead() && !wanted.containsKey(state.target.incarnation())) {
        states.remove(state.target.incarnation());
        changes.add(new Change(AccessLine.Kind.REMOVED, state.target, ""));
      }
    }
    for (Target target : targets) {
      if (states.putIfAbsent(target.incarnation(), new State(target)) == null) {
        newcomer = target;
        floodsLeft = isOpen ? FLOOD : 0;
        changes.add(new Change(AccessLine.Kind.ADDED, target, ""));
      }
    }
    return changes;
  }

  private boolean keepsTheDead() {
    return bugs.contains(Bug.BALANCER_KEEPS_DEAD_TARGET)
        || (bugs.contains(Bug.ONE_BALANCER_KEEPS_DEAD_TARGET) && balancer.equals(SECOND));
  }

  /** The result of a health check; of a target that is not registered any more, nothing. */
  public Optional<Change> checked(String incarnation, boolean isGood, String detail) {
    State state = states.get(incarnation);
    if (state == null) {
      return Optional.empty();
    }
    if (!isGood && keepsTheDead()) {
      return Optional.empty();
    }
    if (isGood == (state.health == Health.HEALTHY) && state.health != Health.INITIAL) {
      state.inRow = 0;
      return Optional.empty();
    }
    hasSeenBad |= !isGood;
    state.inRow++;
    int needed = state.health == Health.INITIAL ? 1 : isGood ? healthyAfter : unhealthyAfter;
    if (state.inRow < needed) {
      return Optional.empty();
    }
    state.inRow = 0;
    state.health = isGood ? Health.HEALTHY : Health.UNHEALTHY;
    return Optional.of(
        new Change(
            isGood ? AccessLine.Kind.HEALTHY : AccessLine.Kind.UNHEALTHY, state.target, detail));
  }

  /** A healthy target; none when none is healthy. */
  public Optional<Target> pick() {
    List<Target> healthy =
        states.values().stream()
            .filter(state -> state.health == Health.HEALTHY)
            .map(state -> state.target)
            .toList();
    isOpen |= !healthy.isEmpty();
    return healthy.isEmpty() ? Optional.empty() : Optional.of(oneOf(healthy));
  }

  private Target oneOf(List<Target> healthy) {
    if (bugs.contains(Bug.FIRST_HEALTHY_ONLY) && hasSeenBad) {
      return healthy.get(0);
    }
    Target newest = healthy.get(healthy.size() - 1);
    if (bugs.contains(Bug.NEWCOMER_FLOOD) && newest.equals(newcomer) && floodsLeft > 0) {
      floodsLeft--;
      return newest;
    }
    return healthy.get(leant(random.nextInt(healthy.size()), healthy.size()));
  }

  /** Under a bug b1 gives the share of its second target to its first, and b2 the reverse. */
  private int leant(int index, int healthy) {
    if (bugs.contains(Bug.BALANCERS_LEAN_APART) && healthy > 1 && index < 2) {
      return balancer.equals(FIRST) ? 0 : balancer.equals(SECOND) ? 1 : index;
    }
    return index;
  }

  /** Every target, in order of registration. */
  public List<Standing> standings() {
    return states.values().stream().map(state -> new Standing(state.target, state.health)).toList();
  }
}
