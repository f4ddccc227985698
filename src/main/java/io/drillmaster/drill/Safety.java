package io.drillmaster.drill;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Bounds that `--set` cannot weaken.
 *
 * @param minHealthyMasters masters that must stay unharmed at any time
 * @param maxDuration the whole run ends by then
 * @param onAbort what becomes of the load when the drill's {@code abort} calls it off
 * @param window when it may run; empty = at any time
 * @param change the number of the change it belongs to, or whatever evidence is to carry; empty =
 *     nothing
 * @param foreignSessions whether it may run while others have sessions on the cluster
 */
public record Safety(
    int minHealthyMasters,
    Duration maxDuration,
    OnAbort onAbort,
    Optional<Window> window,
    String change,
    boolean foreignSessions) {

  /** What becomes of the load when a drill is called off. */
  public enum OnAbort {
    /** Its sockets are cut at once: in a storm the load is the fault. */
    DROP,
    /** It leaves, each participant by itself. */
    LEAVE,
    /** It goes on until all is healed, and leaves then. */
    KEEP;

    /** The word in drill files. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Safety {
    if (minHealthyMasters < 1) {
      throw new IllegalArgumentException(
          "safety.minHealthyMasters: " + minHealthyMasters + " is not allowed; use 1 or more");
    }
  }

  /** One that drops the load, at any time. */
  public Safety(int minHealthyMasters, Duration maxDuration) {
    this(minHealthyMasters, maxDuration, OnAbort.DROP, Optional.empty(), "", false);
  }

  /** Masters that must stay where the drill does not say: two where somebody may need them. */
  static int leastMasters(Optional<TargetSpec> target) {
    return target.filter(TargetSpec.Aws.class::isInstance).isPresent() ? 2 : 1;
  }

  /** On the twin. */
  public static final Safety TWIN = new Safety(1, Duration.ofMinutes(15));
}
