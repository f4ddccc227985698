package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.OPEN;
import static io.drillmaster.check.Stamps.SECOND;
import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.history.NodeEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Crash notices about lives that nothing can have ended: created after the last fault on any master
 * that could own them (checks.md 3.4, T7), so the notice is about an older life. A node that ended
 * without a fault of ours ended what it had, too. Where the target's masters are not known, a crash
 * of its own would look the same, and nothing is said.
 */
final class LateNotices {

  /** A life is created a little before anybody is known to have joined it. */
  private static final long GRACE = SECOND;

  /** A node that is given up by the others may go on for so long before it is seen to end. */
  private static final long GONE_LATER = 30 * SECOND;

  /** A time in which a life may have been created on, or ended with, what failed. */
  private record Shadow(long from, long to) {}

  /** A node that ended, by a fault of ours or by itself. */
  private record Ended(Role role, String node, long at) {}

  private final Progress progress;
  private final List<Ended> ended = new ArrayList<>();
  private final Unsure unsure;
  private int undecided;

  LateNotices(Progress progress) {
    this.progress = progress;
    this.unsure = new Unsure(progress);
  }

  void gone(NodeEvent.Gone gone) {
    if (gone.role() == Role.MASTER || gone.role() == Role.MEDIA_NODE) {
      ended.add(new Ended(gone.role(), gone.node(), gone.at()));
    }
  }

  /** Whether a crash of that life, told at that time, cannot be true. */
  boolean isImpossible(Life life, long toldAt) {
    if (progress.faults.populationOf(Role.MASTER) == 0) {
      return false;
    }
    long from = life.firstAt - GRACE;
    for (Struck fault : progress.faults.all()) {
      Shadow shadow = shadow(fault);
      if (shadow.from() <= toldAt && from <= shadow.to()) {
        return false;
      }
    }
    for (Ended each : ended) {
      String place = each.role() == Role.MASTER ? life.owner() : progress.nodes.mediaNode(life);
      boolean isTheirs = place == null || place.equals(each.node());
      if (isTheirs && isMeant(each, from, toldAt)) {
        undecided += place == null ? 1 : 0;
        return false;
      }
    }
    return !mayBeStarved(Math.max(life.firstAt, toldAt - progress.clocks.settleAfterCut), toldAt);
  }

  /** A node that gets no CPU is given up by the others without any fault. */
  private boolean mayBeStarved(long from, long toldAt) {
    boolean mayBe = progress.starvation.touches(Starvation.HOST, from, toldAt);
    if (mayBe) {
      unsure.add(Starvation.HOST, from, toldAt);
    }
    return mayBe;
  }

  /** Why some could not be judged; empty if all could. */
  String unsure() {
    return unsure.reason("notice of a crash", "notices of crashes");
  }

  /** How many were let pass only because the place of the life is not known. */
  int undecided() {
    return undecided;
  }

  /** A crashed master owns no new life; what is frozen, asked to stop or shared may. */
  private Shadow shadow(Struck fault) {
    boolean kills = fault.kind == FaultKind.CRASH || fault.kind == FaultKind.VANISH;
    long effectAt = Math.max(fault.injectedAt, fault.effectAt);
    if (fault.role == Role.MASTER && kills && happened(effectAt)) {
      return new Shadow(fault.injectedFrom, effectAt + GRACE);
    }
    long lag = progress.clocks.settleAfterCut;
    return new Shadow(fault.injectedFrom, fault.isHealed() ? fault.healedAt + lag : OPEN);
  }

  private boolean isMeant(Ended node, long from, long toldAt) {
    long endOfLoad = progress.endAt() == NEVER ? OPEN : progress.endAt();
    long until = Math.min(endOfLoad, toldAt + GONE_LATER);
    return from <= node.at() && node.at() <= until;
  }
}
