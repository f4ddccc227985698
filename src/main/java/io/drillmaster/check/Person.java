package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import io.drillmaster.drill.Witness;
import org.jspecify.annotations.Nullable;

/** A participant or canary as the fold knows it now. */
final class Person {

  /** Where it stands; the states exclude one another. */
  enum State {
    ABSENT,
    JOINING,
    SERVED,
    LOST,
    REJOINING,
    REBUILDING,
    GONE,
    LEFT
  }

  final String name;

  /** Contiguous from 0 in the order of appearance. */
  final int number;

  final Room room;

  /** The writer of its events: the process whose fitness its stamps depend on. */
  final String writer;

  /** A member of the prober, not of the load. */
  final boolean canary;

  /** Whether service is owed to it: obligations are opened, and nobody waits for others. */
  final boolean isOwedService;

  /**
   * A canary that ignores notices and goes on proving: nothing is owed to it, but its proofs are
   * evidence of what is still served (checks.md 3.4 T7).
   */
  final boolean isStoic;

  /** A canary that joins a touched session once, to see who is there (checks.md 3.2 b). */
  final boolean isJoiner;

  State state = State.ABSENT;
  long intendedAt = NEVER;
  long leaveAt = NEVER;
  @Nullable Con con;
  @Nullable Epoch epoch;

  /** Since when the current epoch carries its membership; NEVER = it does not. */
  long attachedAt = NEVER;

  final Proofs proofs = new Proofs();

  /** The proof that came back last; null = none did. */
  Proofs.@Nullable Pending proven;

  /** Beginning of its last served operation (checks.md 2.5). */
  long servedInvokedAt = NEVER;

  /** End of its last served operation. */
  long servedAt = NEVER;

  /** Its outage that is open, or was the last to close; null = never had one. */
  @Nullable Outage outage;

  /** Beginning of its last sessionStatus, or of its last connect when it never asked. */
  long statusInvokedAt = NEVER;

  /** When it was in for the first time. */
  long firstJoinedAt = NEVER;

  /** Its last joinRoom. */
  long joinOp;

  long joinInvokedAt = NEVER;

  /** Why the harness cannot vouch for it any more; empty = it can. */
  String blind = "";

  Person(String name, int number, Room room, String writer) {
    this.name = name;
    this.number = number;
    this.room = room;
    this.writer = writer;
    this.canary = writer.equals("prober");
    Witness part = Witness.of(name).orElse(null);
    this.isOwedService = !canary || part == null || part.isOwedService();
    this.isStoic = part == Witness.STOIC;
    this.isJoiner = part == Witness.JOINER;
  }

  boolean means() {
    return intendedAt != NEVER && leaveAt == NEVER;
  }

  boolean isOut() {
    Outage last = outage;
    return last != null && last.isOpen();
  }

  boolean everServed() {
    return servedAt != NEVER;
  }

  @Nullable Life life() {
    Con current = con;
    return current == null ? null : current.life;
  }

  /** Whether it is in service now and somebody may count on it; witnesses come and go. */
  boolean isOwedNow() {
    return isOwedService && inService();
  }

  /** In service as far as is known: a member, attached, no outage; a stoic never is. */
  boolean inService() {
    return !isStoic && means() && con != null && attachedAt != NEVER && !isOut();
  }
}
