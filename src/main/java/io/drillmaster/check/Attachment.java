package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

/** A member on one socket, from joinRoom.ok or connect.ok on (checks.md 2.3). */
final class Attachment {

  final Person person;
  final Con con;
  final long epoch;
  final long since;

  /** Stamp of the last frame received on it; NEVER = it goes on. */
  long lastFrameAt = NEVER;

  /** Latest beginning of a proof that came back on it. */
  long proofInvokedMax = NEVER;

  Attachment(Person person, Con con, long epoch, long since) {
    this.person = person;
    this.con = con;
    this.epoch = epoch;
    this.since = since;
  }

  boolean goesOn() {
    return lastFrameAt == NEVER;
  }

  /** Whether it still received at a moment. */
  boolean reaches(long at) {
    return goesOn() || lastFrameAt >= at;
  }
}
