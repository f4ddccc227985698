package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

/** A node that came after a fault, and what it was seen to take over. */
final class Replacement {

  final String name;
  final String id;
  final long seenAt;

  /** When it answered for the first time: a master its health, a media node as listed running. */
  long answeredAt = NEVER;

  /** When it entered a rotation; a media node when it was listed running. */
  long inRotationAt = NEVER;

  long sockets;
  boolean owns;

  /** What was placed anywhere since it was in rotation. */
  long socketsSince;

  long sessionsSince;

  Replacement(String name, String id, long seenAt) {
    this.name = name;
    this.id = id;
    this.seenAt = seenAt;
  }

  boolean isInRotation() {
    return inRotationAt != NEVER;
  }
}
