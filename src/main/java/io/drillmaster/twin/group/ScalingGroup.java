package io.drillmaster.twin.group;

import io.drillmaster.twin.TwinRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As many places as nodes are wanted, and what is to be done when one falls vacant, without I/O. A
 * node whose process ended or which the cluster declared dead is replaced after a delay by a node
 * with a new name, hence a new address. A fenced node that ended by itself is booted again at once,
 * but only while its place is not taken (D15). Not thread-safe.
 */
public final class ScalingGroup {

  /** Something to be done. */
  public sealed interface Action {
    /** Start a node of this name; its place is reserved for it. */
    record Start(String name, boolean isReplacement) implements Action {}

    /** End this incarnation: it was declared dead and is replaced, but its process exists. */
    record Kill(String incarnation) implements Action {}

    /** Nothing more is tried for this place. */
    record GiveUp(String name) implements Action {}
  }

  /** A start that failed so often in a row fails for a reason that time does not cure. */
  private static final int STARTS_MAX = 3;

  private static final long NEVER = Long.MAX_VALUE;

  private static final class Place {
    private String name;
    private @Nullable String incarnation;
    private @Nullable String former;
    private boolean isStarting = true;
    private int failures;
    private long dueNanos = NEVER;

    Place(String name) {
      this.name = name;
    }

    boolean isTaken() {
      return incarnation != null;
    }
  }

  private final TwinRole role;
  private final long delayNanos;
  private final boolean replaces;
  private final List<Place> places = new ArrayList<>();
  private int named;

  /** A group whose first nodes, {@link #names}, are being started by the caller. */
  public ScalingGroup(TwinRole role, int size, Duration replacementDelay) {
    this(role, size, replacementDelay, true);
  }

  /** A group that may be one that replaces nobody: only under a bug. */
  ScalingGroup(TwinRole role, int size, Duration replacementDelay, boolean replaces) {
    this.role = role;
    this.replaces = replaces;
    this.delayNanos = replacementDelay.toNanos();
    for (int i = 0; i < size; i++) {
      places.add(new Place(nextName()));
    }
  }

  /** What its nodes are. */
  public TwinRole role() {
    return role;
  }

  private String nextName() {
    named++;
    return role.prefix() + named;
  }

  /** The names in the places now. */
  public List<String> names() {
    return places.stream().map(place -> place.name).toList();
  }

  /** A started node serves: it takes the place reserved for it. */
  public void ready(String name, String incarnation) {
    for (Place place : places) {
      if (place.isStarting && place.name.equals(name)) {
        place.isStarting = false;
        place.failures = 0;
        place.incarnation = incarnation;
      }
    }
  }

  /** A node could not be started; it is tried again after the delay, a few times. */
  public List<Action> failed(String name, long nowNanos) {
    for (Place place : places) {
      if (place.isStarting && place.name.equals(name)) {
        place.isStarting = false;
        place.failures++;
        if (place.failures >= STARTS_MAX) {
          return List.of(new Action.GiveUp(name));
        }
        place.dueNanos = nowNanos + delayNanos;
      }
    }
    return List.of();
  }

  /**
   * A process ended.
   *
   * @param isFenced whether it ended by itself because it may no longer act
   */
  public List<Action> ended(String incarnation, boolean isFenced, long nowNanos) {
    Optional<Place> occupied = find(incarnation);
    if (occupied.isPresent()) {
      Place place = occupied.get();
      vacate(place, nowNanos);
      place.former = null;
      return isFenced ? List.of(bootAgain(place)) : List.of();
    }
    for (Place place : places) {
      if (incarnation.equals(place.former)) {
        place.former = null;
        if (isFenced && !place.isTaken() && !place.isStarting) {
          return List.of(bootAgain(place));
        }
      }
    }
    return List.of();
  }

  private static Action bootAgain(Place place) {
    place.dueNanos = NEVER;
    place.isStarting = true;
    return new Action.Start(place.name, false);
  }

  /** The cluster declared a node dead whose process exists. */
  public void lost(String incarnation, long nowNanos) {
    find(incarnation).ifPresent(place -> vacate(place, nowNanos));
  }

  private void vacate(Place place, long nowNanos) {
    place.former = place.incarnation;
    place.incarnation = null;
    place.dueNanos = nowNanos + delayNanos;
  }

  private Optional<Place> find(String incarnation) {
    return places.stream().filter(place -> incarnation.equals(place.incarnation)).findFirst();
  }

  /** What is due: the replacements whose delay is over, and the end of those they replace. */
  public List<Action> due(long nowNanos) {
    List<Action> actions = new ArrayList<>();
    for (Place place : places) {
      if (nowNanos >= place.dueNanos) {
        place.dueNanos = NEVER;
        if (place.former != null) {
          actions.add(new Action.Kill(place.former));
        }
        if (!replaces) {
          continue;
        }
        place.name = nextName();
        place.isStarting = true;
        actions.add(new Action.Start(place.name, true));
      }
    }
    return actions;
  }

  /** Whether every place is taken by a node that serves. */
  public boolean isWhole() {
    return places.stream().allMatch(Place::isTaken);
  }
}
