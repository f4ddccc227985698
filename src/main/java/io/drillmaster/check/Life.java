package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.OPEN;

import org.jspecify.annotations.Nullable;

/**
 * One incarnation of a session, known by the number that servers tell (opaque: equality only), with
 * the four numbers of its service that OneLife needs (checks.md 3.2 a).
 */
final class Life {

  final Room room;

  /** As told; null = the server tells none, and members were matched by connection. */
  final @Nullable Long number;

  /** In the order in which the session's lives were first seen, from 1. */
  final int ordinal;

  /** When it was first heard of. */
  final long firstAt;

  /** What REST calls it; null = not known yet. */
  @Nullable Creation creation;

  /** Two creations go by its number (checks.md 2.4): who was in which is not known. */
  boolean isClaimedTwice;

  /** Earliest end of a served proof, and whose. */
  long servedOkMin = OPEN;

  @Nullable Person servedOkMinBy;

  /** Latest beginning of a served proof, and whose. */
  long servedInvokeMax = NEVER;

  @Nullable Person servedInvokeMaxBy;

  Life(Room room, @Nullable Long number, long firstAt) {
    this.room = room;
    this.number = number;
    this.ordinal = room.lives.size() + 1;
    this.firstAt = firstAt;
  }

  void served(Person by, long invoked, long ok) {
    if (ok < servedOkMin) {
      servedOkMin = ok;
      servedOkMinBy = by;
    }
    if (invoked > servedInvokeMax) {
      servedInvokeMax = invoked;
      servedInvokeMaxBy = by;
    }
  }

  /** The creation, also by exclusion: one life and one creation belong together. */
  @Nullable Creation creationOrOnly() {
    if (creation != null) {
      return creation;
    }
    return room.lives.size() == 1 && room.creations.size() == 1 ? room.creations.get(0) : null;
  }

  /** The owner master's name; null = unknown. */
  @Nullable String owner() {
    Creation known = creationOrOnly();
    return known == null ? null : known.owner;
  }

  /** How counterexamples call it, e.g. "life 3". */
  String words() {
    return number == null ? "life (unnumbered, the " + ordinal + ". seen)" : "life " + number;
  }
}
