package io.drillmaster.drill;

import java.time.Duration;
import java.util.Optional;

/**
 * One step of a drill's timeline. Time passes only in {@link Steady}, {@link Settled}, {@link
 * Wait}, {@link Until} and {@link When}.
 */
public sealed interface Step {

  /** The steady state must hold for this long (decision D3). */
  record Steady(Duration length) implements Step {}

  /** `steady: settled`: the steady state must hold until old timers have struck (decision D1). */
  record Settled() implements Step {}

  /** Time passes, whatever happens. */
  record Wait(Duration length) implements Step {}

  /**
   * Waits for `recovered` (decision D3).
   *
   * @param within the drill's LIMIT; empty = auto (decision D10)
   */
  record Until(Optional<Duration> within) implements Step {}

  /** Injects a fault; never blocks the timeline. */
  record Inject(Fault fault) implements Step {
    @Override
    public Optional<Fault> injects() {
      return Optional.of(fault);
    }
  }

  /**
   * Injects a fault when a condition comes to hold; the drill ends where it does not in time.
   *
   * @param within how long it is waited for
   */
  record When(Condition condition, Duration within, Fault fault) implements Step {
    @Override
    public Optional<Fault> injects() {
      return Optional.of(fault);
    }
  }

  /** Resolves a fault and looks whether it could be injected; breaks nothing. */
  record Rehearse(Fault fault) implements Step {}

  /** The fault that this step injects or rehearses; empty = it is none of these. */
  default Optional<Fault> speaksOf() {
    return this instanceof Rehearse rehearse ? Optional.of(rehearse.fault()) : injects();
  }

  /** The fault that this step injects; empty = it injects none. */
  default Optional<Fault> injects() {
    return Optional.empty();
  }
}
