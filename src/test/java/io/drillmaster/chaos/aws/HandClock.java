package io.drillmaster.chaos.aws;

import java.time.Duration;
import java.time.Instant;

/** A clock that a test sets, and which lets others act while somebody waits. */
final class HandClock implements WallClock {
  Instant now = Instant.parse("2026-03-04T09:15:00Z");
  Runnable meanwhile = () -> {};

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void pause(Duration length) {
    meanwhile.run();
    now = now.plus(length);
  }
}
