package io.drillmaster.chaos.aws;

import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.NodeEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Turns one look at a stack after another into events: each says when the new was seen first, and
 * when the old was seen last. EC2 may show what is over, and may not show yet what is new; what was
 * seen to go does not come again. Not thread-safe, but {@link #seenAt} is.
 */
final class FleetEvidence {

  /** A look and the look before it. */
  private record Look(long begunAt, long endedAt, long otherwiseAt) {}

  /** An instance that EC2 forgot to tell of once may come again with the next answer. */
  private static final int MISSES_MOST = 2;

  private final String balancer;
  private final Predicate<String> expected;
  private final Map<String, Role> seen = new HashMap<>();
  private final Map<String, Long> seenAt = new ConcurrentHashMap<>();
  private final Set<String> gone = new HashSet<>();
  private final Map<String, Integer> misses = new HashMap<>();
  private final Map<String, TargetHealth> turned = new HashMap<>();
  private final Set<String> activities = new LinkedHashSet<>();
  private long lookedAt;

  /**
   * Nothing was seen yet.
   *
   * @param balancer its name
   * @param expected whose end was asked for
   */
  FleetEvidence(String balancer, Predicate<String> expected) {
    this.balancer = balancer;
    this.expected = expected;
  }

  /**
   * What is new.
   *
   * @param begunAt stamp before the look
   * @param endedAt stamp after it
   */
  List<Event> of(Fleet fleet, long begunAt, long endedAt) {
    Look look = new Look(begunAt, endedAt, lookedAt);
    List<Event> events = new ArrayList<>();
    for (Instance each : fleet.instances()) {
      fleet.role(each).ifPresent(role -> instance(each, role, fleet, look, events));
    }
    for (String id : seen.keySet()) {
      missed(id, fleet, look, events);
    }
    seen.forEach(
        (id, role) -> {
          if (role == Role.MASTER) {
            rotation(id, fleet, look, events);
          }
        });
    activities(fleet, endedAt, events);
    lookedAt = begunAt;
    return events;
  }

  /** When an instance was seen first; 0 = it was not. */
  long seenAt(String id) {
    return seenAt.getOrDefault(id, 0L);
  }

  private void instance(Instance each, Role role, Fleet fleet, Look look, List<Event> events) {
    misses.remove(each.id());
    boolean isUp = each.isRunning() && fleet.group(role).inService().contains(each.id());
    if (isUp && !gone.contains(each.id()) && seen.putIfAbsent(each.id(), role) == null) {
      seenAt.put(each.id(), look.endedAt());
      events.add(
          new NodeEvent.Seen(
              look.endedAt(),
              each.id(),
              role,
              each.id(),
              0,
              Fleet.addresses(each, role),
              role == Role.MEDIA_NODE ? mediaAddress(each) : "",
              role == Role.MEDIA_NODE ? "media_" + each.id() : each.id(),
              look.otherwiseAt()));
    }
    if (each.isLeaving()) {
      gone(each.id(), "EC2: " + each.state(), look, events);
    }
  }

  /** Media nodes put their public address into candidates where they have one. */
  private static String mediaAddress(Instance instance) {
    return instance.publicIp().isEmpty() ? instance.privateIp() : instance.publicIp();
  }

  private void missed(String id, Fleet fleet, Look look, List<Event> events) {
    if (fleet.instance(id).isEmpty() && misses.merge(id, 1, Integer::sum) >= MISSES_MOST) {
      gone(id, "EC2 tells of it no longer", look, events);
    }
  }

  private void gone(String id, String how, Look look, List<Event> events) {
    Role role = seen.get(id);
    if (role != null && gone.add(id)) {
      events.add(
          new NodeEvent.Gone(
              look.endedAt(), id, role, id, expected.test(id), how, look.otherwiseAt()));
    }
  }

  private void rotation(String id, Fleet fleet, Look look, List<Event> events) {
    TargetHealth now = fleet.health(id).orElse(new TargetHealth("unused", "not registered"));
    TargetHealth before = turned.put(id, now);
    boolean wasHealthy = before != null && before.isHealthy();
    if (before == null ? now.isHealthy() : !before.equals(now) && !bothOut(before, now)) {
      long otherwise = before == null || wasHealthy != now.isHealthy() ? look.otherwiseAt() : 0;
      events.add(
          new NodeEvent.Rotation(
              look.endedAt(), balancer, id, now.isHealthy(), now.words(), otherwise));
    }
  }

  /** Out is out: but the first reason that is given tells which flavour it was. */
  private static boolean bothOut(TargetHealth before, TargetHealth now) {
    return !before.isHealthy() && !now.isHealthy() && now.reason().equals(before.reason());
  }

  /** What a group does, once when it begins and once when it ends: whose doing it is, and when. */
  private void activities(Fleet fleet, long at, List<Event> events) {
    boolean isFirst = lookedAt == 0;
    for (Activity each : fleet.activities()) {
      if (activities.add(each.id() + each.status()) && !isFirst) {
        events.add(
            new HarnessEvent.Note(
                at,
                (isOfItsOwn(each) ? "the group acts by itself: " : "scaling activity: ")
                    + each.words()));
      }
    }
  }

  /** Whether it takes one away that nobody here has told to go. */
  private boolean isOfItsOwn(Activity activity) {
    return activity.isEnd() && activity.instance().filter(expected.negate()).isPresent();
  }
}
