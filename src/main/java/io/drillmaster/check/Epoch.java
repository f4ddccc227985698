package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import io.drillmaster.history.SocketEvent;
import org.jspecify.annotations.Nullable;

/** One accepted upgrade of a participant. */
final class Epoch {

  final long id;
  final Person person;
  final String local;

  /** ip:port of the balancer that it reached; empty = not told. */
  final String remote;

  final long openedAt;

  /** The master that the balancer sent it to; null = no evidence. */
  @Nullable String entry;

  /** Which balancer that was; empty = not told. */
  String balancer = "";

  long closedAt = NEVER;

  /** Since when it carries a membership, and which; NEVER and null = none. */
  long attachedAt = NEVER;

  @Nullable Con con;

  /** When a resume was acknowledged on it. */
  long reconnectedAt = NEVER;

  /** Whether a proof sent on it came back. */
  boolean served;

  Epoch(SocketEvent.Opened opened, Person person) {
    this.id = opened.epoch();
    this.person = person;
    this.local = opened.local();
    this.remote = opened.remote();
    this.openedAt = opened.at();
  }

  void attach(Con member, long at) {
    con = member;
    attachedAt = at;
  }

  boolean isOpen() {
    return closedAt == NEVER;
  }
}
