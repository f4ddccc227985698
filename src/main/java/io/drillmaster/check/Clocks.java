package io.drillmaster.check;

import static io.drillmaster.check.Stamps.SECOND;

import io.drillmaster.drill.Limits;
import io.drillmaster.drill.ProtocolClocks;

/** The clocks and limits of a run in nanoseconds, as the fold and the checks use them. */
final class Clocks {

  /** LIMIT (decision D1). */
  final long limit;

  /** W. */
  final long window;

  /** DOC. */
  final long documentedWindow;

  /** SILENT. */
  final long silent;

  final long hold;
  final long stall;
  final long proofEvery;

  /** In service, a member has been proven within this: a proof interval and what may delay one. */
  final long provenWithin;

  final long retryEvery;
  final long evictedClose;
  final long settleAfterCut;
  final long settleAfterSilence;

  /**
   * A master that is down serves nobody by a request begun this much later: also one that was cut
   * off is fenced by then, and what it had let pass is answered (checks.md 6).
   */
  final long fencedAfter;

  /** From the loss of a media node to the end of its sessions, with half a second for telling. */
  final long mediaNodeEffect;

  Clocks(Limits limits) {
    ProtocolClocks protocol = limits.protocol();
    this.limit = limits.limit().toNanos();
    this.window = protocol.window().toNanos();
    this.documentedWindow = protocol.documentedWindow().toNanos();
    this.silent = protocol.silent().toNanos();
    this.hold = protocol.hold().toNanos();
    this.stall = protocol.stall().toNanos();
    this.proofEvery = protocol.proofEvery().toNanos();
    this.provenWithin = proofEvery + 3 * SECOND / 2;
    this.retryEvery = protocol.retryEvery().toNanos();
    this.evictedClose = protocol.evictedClose().toNanos();
    this.settleAfterCut = protocol.settleAfterCut().toNanos();
    this.settleAfterSilence = protocol.settleAfterSilence().toNanos();
    this.fencedAfter = protocol.lease().plus(ProtocolClocks.MARGIN).toNanos();
    this.mediaNodeEffect = protocol.mediaReconnection().toNanos() + SECOND;
  }
}
