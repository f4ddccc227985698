package io.drillmaster.check;

import static io.drillmaster.check.Stamps.SECOND;

import io.drillmaster.drill.Limits;
import io.drillmaster.drill.ProtocolClocks;

/** The clocks and limits of a run in nanoseconds, as the fold and the checks use them. */
final class Clocks {

  /** LIMIT (decision D1). */
  final long limit;

  final long hold;
  final long stall;
  final long proofEvery;
  final long retryEvery;
  final long evictedClose;
  final long settleAfterCut;
  final long settleAfterSilence;

  /** From the loss of a media node to the end of its sessions, with half a second for telling. */
  final long mediaNodeEffect;

  Clocks(Limits limits) {
    ProtocolClocks protocol = limits.protocol();
    this.limit = limits.limit().toNanos();
    this.hold = protocol.hold().toNanos();
    this.stall = protocol.stall().toNanos();
    this.proofEvery = protocol.proofEvery().toNanos();
    this.retryEvery = protocol.retryEvery().toNanos();
    this.evictedClose = protocol.evictedClose().toNanos();
    this.settleAfterCut = protocol.settleAfterCut().toNanos();
    this.settleAfterSilence = protocol.settleAfterSilence().toNanos();
    this.mediaNodeEffect = protocol.mediaReconnection().toNanos() + SECOND;
  }
}
