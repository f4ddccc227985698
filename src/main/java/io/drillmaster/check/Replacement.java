package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import java.util.HashMap;
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

  /** Sessions created anywhere since it was in rotation. */
  long sessionsSince;

  /** By balancer: what it placed here, and anywhere since this was in rotation. */
  private final Map<String, Long> socketsBy = new HashMap<>();

  private final Map<String, Long> socketsSinceBy = new HashMap<>();

  Replacement(String name, String id, long seenAt) {
    this.name = name;
    this.id = id;
    this.seenAt = seenAt;
  }

  /** A balancer placed a socket. */
  void placed(String balancer, String node) {
    if (isInRotation()) {
      socketsSinceBy.merge(balancer, 1L, Long::sum);
    }
    if (node.equals(name)) {
      sockets++;
      socketsBy.merge(balancer, 1L, Long::sum);
    }
  }

  /** How many sockets it got of a balancer. */
  long socketsBy(String balancer) {
    return socketsBy.getOrDefault(balancer, 0L);
  }

  /** How many a balancer placed anywhere since this was in rotation. */
  long socketsSinceBy(String balancer) {
    return socketsSinceBy.getOrDefault(balancer, 0L);
  }

  /** How many were placed anywhere, by anybody, since it was in rotation. */
  long socketsSince() {
    return socketsSinceBy.values().stream().mapToLong(Long::longValue).sum();
  }

  boolean isInRotation() {
    return inRotationAt != NEVER;
  }
}
