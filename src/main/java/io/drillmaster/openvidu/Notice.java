package io.drillmaster.openvidu;

import io.drillmaster.openvidu.Observation.Verdict;
import io.drillmaster.openvidu.Observation.Via;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Being told that one's membership is over.
 *
 * @param reason the server's own word; null = none
 */
record Notice(Verdict verdict, Via via, @Nullable String reason) {

  /** That of an eviction. */
  static Notice ofEviction(@Nullable String reason) {
    Verdict verdict = Verdict.EVICTED;
    if ("nodeCrashed".equals(reason)) {
      verdict = Verdict.NODE_CRASHED;
    } else if ("networkDisconnect".equals(reason)) {
      verdict = Verdict.NETWORK_DISCONNECT;
    }
    return new Notice(verdict, Via.EVICTION, reason);
  }

  /** What somebody who sits there takes note of. */
  Observation.Told told(long epoch, Seat seat, long now) {
    return new Observation.Told(
        now, epoch, seat.con, seat.life, verdict, via, Objects.requireNonNullElse(reason, ""));
  }
}
