package io.drillmaster.run;

import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import java.time.Duration;

/** The time of a run: stamps and waits; tests replace it by fake time. */
interface Pace {

  /** Monotonic nanoseconds, see {@link Ticker}. */
  long nanos();

  /**
   * Lets time pass.
   *
   * @throws InterruptedException when interrupted
   */
  void pause(Duration length) throws InterruptedException;

  /** Real time. */
  Pace REAL =
      new Pace() {
        @Override
        public long nanos() {
          return Ticker.system().nanos();
        }

        @Override
        public void pause(Duration length) throws InterruptedException {
          Pause.of(length);
        }
      };
}
