package io.drillmaster.check;

import static io.drillmaster.check.Stamps.OPEN;

import io.drillmaster.drill.Role;
import java.util.List;

/**
 * What other faults do to a loss while it is being made good: they take a replacement before it
 * serves, whose place is theirs to fill from then on, or hold it up.
 */
final class Setbacks {

  private final Faults faults;

  /** So long after a fault, what it took must have been replaced. */
  private final long allowed;

  Setbacks(Faults faults, long allowed) {
    this.faults = faults;
    this.allowed = allowed;
  }

  /** When a fault took a replacement in its turn; OPEN = none has. */
  long takenAt(Replacement replacement) {
    return faults.all().stream()
        .filter(fault -> fault.targets.contains(replacement.name))
        .mapToLong(fault -> fault.injectedFrom)
        .min()
        .orElse(OPEN);
  }

  /**
   * How many nodes a loss still misses: nobody serves for them, though nothing stood in the way.
   */
  int missing(Loss loss) {
    List<Replacement> serving = loss.serving();
    long taken =
        loss.replacements.stream()
            .filter(each -> !serving.contains(each))
            .filter(each -> isLost(loss, each))
            .count();
    return loss.fault.targets.size() - serving.size() - (int) taken;
  }

  /** Whether all that a loss is owed has been in rotation or was lost in its turn. */
  boolean isFilled(Loss loss) {
    return loss.isPause()
        ? loss.fault.isHealed()
        : loss.replacements.stream()
                .filter(each -> each.isInRotation() || isLost(loss, each))
                .count()
            >= loss.fault.targets.size();
  }

  /** Another fault took it for good while it still had time to serve. */
  private boolean isLost(Loss loss, Replacement replacement) {
    return faults.all().stream()
        .filter(fault -> fault.targets.contains(replacement.name))
        .filter(fault -> fault.failed.isEmpty() && !fault.kind.timed())
        .anyMatch(fault -> fault.injectedFrom <= dueFrom(loss, fault.injectedFrom) + allowed);
  }

  /**
   * From when on the time runs in which a loss must be made good: it begins anew when a fault ends
   * that left no store to register at, no balancer to enter, or paused a replacement.
   */
  long dueFrom(Loss loss, long now) {
    long from = loss.fault.injectedFrom;
    for (Struck other : faults.all()) {
      boolean meets = other.injectedFrom <= from + allowed && other.healedAt >= from;
      if (meets && holdsUp(other, loss)) {
        from = Math.min(other.healedAt, now);
      }
    }
    return from;
  }

  private static boolean holdsUp(Struck other, Loss loss) {
    boolean isOfNone = other == loss.fault || !other.failed.isEmpty();
    boolean isOfAll = other.role == Role.STORE || other.role == Role.BALANCER;
    boolean pausesOne =
        other.kind.timed()
            && loss.replacements.stream().anyMatch(each -> other.targets.contains(each.name));
    return !isOfNone && (isOfAll || pausesOne);
  }
}
