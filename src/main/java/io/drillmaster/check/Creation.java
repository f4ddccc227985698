package io.drillmaster.check;

import org.jspecify.annotations.Nullable;

/**
 * A session as a server created it, known by {@code createdAt}: the identity that REST lists and
 * owner evidence speak of.
 */
final class Creation {

  final Room room;
  final long createdAt;

  /** The master that said it owns it, by name; null = nobody said so yet. */
  @Nullable String owner;

  /** The life that it was found to be, by a shared connection; null = not known yet. */
  @Nullable Life life;

  /** Whether a list ever showed an active connection in it. */
  boolean wasActive;

  /** The media node of the last REST list that named one, by its product id. */
  @Nullable String mediaNodeId;

  Creation(Room room, long createdAt) {
    this.room = room;
    this.createdAt = createdAt;
  }

  /** Whether anybody is known to have been a member of it. */
  boolean isJoined() {
    return wasActive || life != null;
  }
}
