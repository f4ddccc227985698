package io.drillmaster.run;

import io.drillmaster.drill.Times;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.HarnessEvent.Phase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The phases of a run: begins them, waits in them while the screen shows how it goes, and notices
 * why the run must end. On the conductor's thread.
 */
final class PhaseClock {

  /** How often the live view is looked at. */
  private static final Duration LOOK = Duration.ofMillis(50);

  /** How often a line of progress is shown. */
  private static final Duration LINE = Duration.ofSeconds(2);

  private final Stage stage;
  private final Pace pace;
  private final Screen screen;
  private final StopLever lever;
  private final CallOff callOff;
  private final long startNanos;
  private long lineNanos;

  PhaseClock(Stage stage, Pace pace, Screen screen, StopLever lever) {
    this.stage = stage;
    this.pace = pace;
    this.screen = screen;
    this.lever = lever;
    this.callOff = new CallOff(stage.drill().abort(), () -> stage.live().snapshot(), pace);
    this.startNanos = pace.nanos();
  }

  /**
   * The end of a wait.
   *
   * @param held whether the condition held in time
   * @param stop why the run must end; empty = go on
   */
  record Waited(boolean held, Optional<Ending> stop) {}

  /** Waits until a condition holds, the bound is over, or the run must end. */
  Waited await(Phase phase, String text, Duration bound, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = pace.nanos() + bound.toNanos();
    while (true) {
      Optional<Ending> stop = stop();
      if (stop.isPresent()) {
        return new Waited(false, stop);
      }
      if (condition.getAsBoolean()) {
        return new Waited(true, Optional.empty());
      }
      long now = pace.nanos();
      if (now >= deadline) {
        return new Waited(false, Optional.empty());
      }
      if (now - lineNanos >= LINE.toNanos()) {
        lineNanos = now;
        screen.progress(elapsed(), phase, text, stage.live().snapshot());
      }
      pace.pause(Duration.ofNanos(Math.min(LOOK.toNanos(), deadline - now)));
    }
  }

  /** Why the run must end now; empty = it goes on. */
  Optional<Ending> stop() {
    if (lever.pulled().isPresent()) {
      return Optional.of(new Ending(Ending.Kind.STOPPED, lever.pulled().get()));
    }
    Optional<String> trouble = stage.trouble().get();
    if (trouble.isPresent()) {
      return Optional.of(new Ending(Ending.Kind.TROUBLE, trouble.get()));
    }
    if (elapsed().compareTo(stage.drill().safety().maxDuration()) > 0) {
      return Optional.of(
          new Ending(
              Ending.Kind.STOPPED,
              "safety.maxDuration of "
                  + Times.seconds(stage.drill().safety().maxDuration())
                  + " is over"));
    }
    return callOff.look();
  }

  /** A phase begins, which the history takes down. */
  void begin(Phase phase, String detail) {
    record(new HarnessEvent.PhaseBegan(pace.nanos(), phase, detail));
  }

  /** Something that the history takes down, too. */
  void note(String text) {
    record(new HarnessEvent.Note(pace.nanos(), text));
  }

  /** A recorder that failed is the run's trouble, found at the next look; it must not hide it. */
  private void record(HarnessEvent event) {
    try {
      stage.recorder().record(event);
    } catch (IllegalStateException failed) {
      if (stage.trouble().get().isEmpty()) {
        throw failed;
      }
    }
  }

  /** Since the run began to play. */
  Duration elapsed() {
    return Duration.ofNanos(pace.nanos() - startNanos);
  }
}
