package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import java.util.ArrayList;
import java.util.List;

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

  /** When something was placed anywhere while it was in rotation. */
  final Placed socketsSince = new Placed();

  final Placed sessionsSince = new Placed();

  Replacement(String name, String id, long seenAt) {
    this.name = name;
    this.id = id;
    this.seenAt = seenAt;
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
