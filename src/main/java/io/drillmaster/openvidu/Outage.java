package io.drillmaster.openvidu;

import io.drillmaster.openvidu.Observation.Way;
import org.jspecify.annotations.Nullable;

/**
 * A participant's own view of whether it is out, since when, and by which way it comes back; for
 * live charts, not for judging. Single-threaded.
 */
final class Outage {

  private static final long NOT_OUT = Long.MIN_VALUE;

  private final Host host;
  private long since = NOT_OUT;
  private Way way = Way.JOINED;
  private boolean everJoined;
  private @Nullable Long life;

  Outage(Host host) {
    this.host = host;
  }

  boolean isOver() {
    return since == NOT_OUT;
  }

  /** Out from now on, unless it already is. */
  void begins(long now) {
    if (isOver()) {
      since = now;
    }
  }

  /** The same connection goes on. */
  void resumed() {
    way = Way.RESUMED;
  }

  /**
   * It joined.
   *
   * @param newLife what joinRoom said; null = nothing, then the reason for joining decides
   */
  void joined(@Nullable Long newLife, Credentials.Kind reason) {
    boolean sameLife = newLife == null ? reason == Credentials.Kind.REJOIN : newLife.equals(life);
    if (!everJoined) {
      way = Way.JOINED;
    } else {
      way = sameLife ? Way.REJOINED : Way.REBUILT;
    }
    everJoined = true;
    life = newLife;
  }

  /** A proof came back. */
  void served(long now) {
    if (!isOver()) {
      host.observe(new Observation.Back(now, way, since));
      since = NOT_OUT;
    }
  }
}
