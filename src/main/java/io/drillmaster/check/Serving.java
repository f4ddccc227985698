package io.drillmaster.check;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.ProtocolClocks;
import java.time.Duration;

/**
 * How soon the survivors of a fault must serve, in nanoseconds, by the clocks of the run (checks.md
 * 3.8): the balancer's ejection and the clients' retry rule, and for what the lost owner held also
 * its detection.
 */
record Serving(long ejection, long detection, long anyMaster, long lostOwner) {

  /** An owner's death is noticed by the next sweep after its lease has run out (checks.md 6). */
  private static final Duration SWEEP = Duration.ofMillis(300);

  /** A signal between members that lost nothing takes no longer, whatever else goes on. */
  static final long SIGNAL = 5 * Stamps.SECOND;

  /** A session that answers 409 and refuses connections for this much longer is wedged. */
  private static final Duration WEDGED_AFTER = Duration.ofSeconds(5);

  static Serving of(Limits limits, ClientPolicy client) {
    Duration detection = limits.protocol().lease().plus(SWEEP);
    Duration silent =
        limits.infrastructure().firstByteTimeout().plus(limits.infrastructure().connectTimeout());
    Duration anyMaster =
        limits
            .ejection()
            .plus(silent)
            .plus(client.restRetryEvery().multipliedBy(2))
            .plus(ProtocolClocks.MARGIN);
    return new Serving(
        limits.ejection().toNanos(),
        detection.toNanos(),
        anyMaster.toNanos(),
        anyMaster.plus(detection).toNanos());
  }

  long wedged() {
    return detection + WEDGED_AFTER.toNanos();
  }
}
