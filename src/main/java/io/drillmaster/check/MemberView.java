package io.drillmaster.check;

import io.drillmaster.history.MemberEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom one member believes to be in the room with it, and whose streams. Notifications are never
 * replayed, so after a resume the view may lack exactly what changed in the gap (checks.md 3.5).
 */
final class MemberView {

  /** News of a change may arrive so much later than the answer to who made it. */
  private static final long GRACE = Stamps.SECOND;

  /** From the last frame of one socket to the acknowledged resume on the next. */
  private record Gap(long from, long to) {}

  final Con own;
  final Set<String> others = new HashSet<>();
  final Set<String> streams = new HashSet<>();
  private final Set<String> departed = new HashSet<>();
  private final List<Gap> gaps = new ArrayList<>(1);

  /** The last frame of a socket that was lost; NEVER = none was lost since the last resume. */
  long lastFrameAt = Stamps.NEVER;

  MemberView(Con own, List<MemberEvent.Peer> peers) {
    this.own = own;
    for (MemberEvent.Peer peer : peers) {
      others.add(peer.con());
      if (!peer.streams().isEmpty()) {
        streams.add(peer.con());
      }
    }
  }

  void noticed(MemberEvent.Change change, String subject) {
    switch (change) {
      case JOINED -> others.add(subject);
      case LEFT -> {
        others.remove(subject);
        streams.remove(subject);
        departed.add(subject);
      }
      // The SDK heeds an eviction only if it is its own: a member that hears no leave keeps the
      // other.
      case EVICTED -> {}
      case PUBLISHED -> streams.add(subject);
      case UNPUBLISHED -> streams.remove(subject);
    }
  }

  void resumed(long from, long to) {
    gaps.add(new Gap(from, to));
    lastFrameAt = Stamps.NEVER;
  }

  /** Whether it was ever told of a connection. */
  boolean everKnew(String con) {
    return others.contains(con) || departed.contains(con);
  }

  /** Whether news of something that happened within these bounds may have been lost in a gap. */
  boolean mayHaveMissed(long from, long to) {
    for (Gap gap : gaps) {
      if (gap.from <= to + GRACE && from <= gap.to) {
        return true;
      }
    }
    return false;
  }

  /** News of a join. */
  boolean mayHaveMissedJoin(Con con) {
    return mayHaveMissed(con.joinInvokedAt, con.joinedAt);
  }
}
