package io.drillmaster.chaos.aws;

import io.drillmaster.chaos.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks one lever again and again, and pulls the run's when it was pulled. An answer that does not
 * come is noted once, and asked for again at the same pace; where AWS says that we may not ask, a
 * minute later. Runs on its timer's thread.
 */
final class LeverWatch implements AutoCloseable {
  /** With the 2 s that an answer may take at most, a pull is seen within 4 s. */
  static final Duration PAUSE = Duration.ofMillis(1_500);

  /** The account's trail need not be filled with refusals. */
  static final Duration PAUSE_DENIED = Duration.ofMinutes(1);

  /** A lever. */
  interface Lever {
    /**
     * Asks it.
     *
     * @return why to stop; empty = go on
     * @throws CloudException when there is no answer
     */
    Optional<String> pulled();
  }

  private final String name;
  private final Lever lever;
  private final Consumer<String> pull;
  private final Consumer<String> note;
  private final Timer timer;
  private int failures;
  private volatile boolean isOver;

  /**
   * A watch that asks for the first time when it is told to {@link #begin}.
   *
   * @param name of the lever, for notes
   * @param pull takes the reason, once
   * @param note takes what the history should know
   */
  LeverWatch(String name, Lever lever, Consumer<String> pull, Consumer<String> note, Timer timer) {
    this.name = name;
    this.lever = lever;
    this.pull = pull;
    this.note = note;
    this.timer = timer;
  }

  /** Asks from now on until it was pulled. */
  void begin() {
    timer.after(Duration.ZERO, this::look);
  }

  private void look() {
    Duration pause = asked();
    if (!isOver) {
      timer.after(pause, this::look);
    }
  }

  // The boundary: whatever is thrown, the lever is asked again.
  private Duration asked() {
    try {
      Optional<String> why = lever.pulled();
      if (failures > 0) {
        note.accept("%s answers again after %d times in vain".formatted(name, failures));
      }
      failures = 0;
      isOver |= why.isPresent();
      why.ifPresent(pull);
      return PAUSE;
    } catch (RuntimeException vain) {
      failures++;
      if (failures == 1) {
        note.accept("%s does not answer: %s".formatted(name, vain.getMessage()));
      }
      return vain instanceof CloudException refused && refused.isDenied() ? PAUSE_DENIED : PAUSE;
    }
  }

  /** Asks no more. */
  @Override
  public void close() {
    isOver = true;
    timer.close();
  }
}
