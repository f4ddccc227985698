package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import org.jspecify.annotations.Nullable;

/** One accepted upgrade of a participant. */
final class Epoch {

  final long id;
  final Person person;
  final String local;
  final long openedAt;

  /** The master that the balancer sent it to; null = no evidence. */
  @Nullable String entry;

  long closedAt = NEVER;

  /** Since when it carries a membership, and which; NEVER and null = none. */
  long attachedAt = NEVER;

  @Nullable Con con;

  /** When a resume was acknowledged on it. */
  long reconnectedAt = NEVER;

  /** Whether a proof sent on it came back. */
  boolean served;

  Epoch(long id, Person person, String local, long openedAt) {
    this.id = id;
    this.person = person;
    this.local = local;
    this.openedAt = openedAt;
  }

  void attach(Con member, long at) {
    con = member;
    attachedAt = at;
  }

  boolean isOpen() {
    return closedAt == NEVER;
  }
}
