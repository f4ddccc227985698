package io.drillmaster.check;

import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.drill.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a life was owned by what a fault took. Where owners are told, that says it. From outside
 * of a cluster (checks.md 5) two observations do: a webhook that lists the session of a crashed
 * master says that it was, and service that goes on while the master is down says that it was not.
 * Where both are seen nothing is sure.
 */
final class Ownership {

  /** How much is known. */
  enum Answer {
    OWNED,
    NOT_OWNED,
    UNKNOWN
  }

  private Ownership() {}

  /** What is known of a life and a fault so far. */
  static Answer of(Struck fault, @Nullable Life life) {
    if (life == null) {
      return Answer.UNKNOWN;
    }
    String owner = life.owner();
    if (owner != null) {
      return fault.targets.contains(owner) ? Answer.OWNED : Answer.NOT_OWNED;
    }
    if (fault.role != Role.MASTER || life.isClaimedTwice) {
      return Answer.UNKNOWN;
    }
    boolean isListed = fault.listedOwner(life) != null;
    if (isListed == goesOn(fault, life)) {
      return Answer.UNKNOWN;
    }
    return isListed ? Answer.OWNED : Answer.NOT_OWNED;
  }

  /** The master that owned a life: as told, or as a webhook listed it; null = not known. */
  static @Nullable String owner(Life life, List<Struck> faults) {
    String told = life.owner();
    if (told != null) {
      return told;
    }
    for (Struck fault : faults) {
      if (of(fault, life) == Answer.OWNED) {
        return fault.listedOwner(life);
      }
    }
    return null;
  }

  /** Somebody was served on it by a request begun when the fault's targets were surely down. */
  private static boolean goesOn(Struck fault, Life life) {
    long silentFrom = fault.silentFrom();
    return happened(silentFrom) && life.servedInvokeMax > silentFrom;
  }
}
