package io.drillmaster.drill;

import java.time.Duration;

/**
 * Bounds that `--set` cannot weaken.
 *
 * @param minHealthyMasters masters that must stay unharmed at any time
 * @param maxDuration the whole run ends by then
 */
public record Safety(int minHealthyMasters, Duration maxDuration) {
  public Safety {
    if (minHealthyMasters < 1) {
      throw new IllegalArgumentException(
          "safety.minHealthyMasters: " + minHealthyMasters + " is not allowed; use 1 or more");
    }
  }

  /** On the twin. */
  public static final Safety TWIN = new Safety(1, Duration.ofMinutes(15));
}
