package io.drillmaster.chaos.aws;

import io.drillmaster.time.ClockAnchor;
import io.drillmaster.time.Pause;
import java.time.Duration;
import java.time.Instant;

/** Wall time, which other machines know too, and waiting. Tests pass one that they set by hand. */
interface WallClock {
  WallClock SYSTEM =
      new WallClock() {
        @Override
        public Instant now() {
          return ClockAnchor.now().wall();
        }

        @Override
        public void pause(Duration length) throws InterruptedException {
          Pause.of(length);
        }
      };

  Instant now();

  void pause(Duration length) throws InterruptedException;
}
