package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A node that came after a fault, and what it was seen to take over. */
final class Replacement {

  final String name;
  final String id;
  final long seenAt;

  /** When it answered for the first time: a master its health, a media node as listed running. */
  long answeredAt = NEVER;

  /** When it was in the rotation of every balancer; a media node when it was listed running. */
  long inRotationAt = NEVER;

  long sockets;
  boolean owns;

  /** When sessions were created anywhere while it was in rotation. */
  final Placed sessionsSince = new Placed();

  /** By balancer: how many sockets it placed here. */
  private final Map<String, Long> socketsBy = new HashMap<>();

  /** By balancer: when it placed sockets anywhere while this was in rotation. */
  private final Map<String, Placed> socketsSinceBy = new HashMap<>();

  Replacement(String name, String id, long seenAt) {
    this.name = name;
    this.id = id;
    this.seenAt = seenAt;
  }

  /** A balancer placed a socket here. */
  void placed(String balancer) {
    sockets++;
    socketsBy.merge(balancer, 1L, Long::sum);
  }

  /** How many sockets it got of a balancer. */
  long socketsBy(String balancer) {
    return socketsBy.getOrDefault(balancer, 0L);
  }

  /** What a balancer placed anywhere while this was in rotation. */
  Placed socketsSinceBy(String balancer) {
    return socketsSinceBy.computeIfAbsent(balancer, key -> new Placed());
  }

  /** What was placed anywhere, by anybody, while it was in rotation. */
  Placed socketsSince() {
    Placed all = new Placed();
    socketsSinceBy.values().forEach(each -> each.stamps().forEach(all::at));
    return all;
  }

  boolean isInRotation() {
    return inRotationAt != NEVER;
  }

  /** The times of the first placements; so many that chance explains nothing any more. */
  static final class Placed {
    private static final int MOST = 1_000;

    private final List<Long> stamps = new ArrayList<>();

    void at(long at) {
      if (stamps.size() < MOST) {
        stamps.add(at);
      }
    }

    List<Long> stamps() {
      return stamps;
    }
  }
}
