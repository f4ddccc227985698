package io.drillmaster.simulations.crew;

import java.util.function.LongConsumer;

/**
 * One timer that is set again and again. Setting it later, the usual case, costs nothing: the
 * {@link AlarmClock} finds that it is early and puts it off. Confined to its event loop.
 */
final class Alarm {
  private static final long OFF = Long.MAX_VALUE;

  private final AlarmClock clock;
  private final LongConsumer action;
  private long wantedTick = OFF;

  /** The tick under which the clock has it; OFF = under none. */
  private long queuedTick = OFF;

  Alarm(AlarmClock clock, LongConsumer action) {
    this.clock = clock;
    this.action = action;
  }

  /** Rings once, less than one tick after this stamp; replaces what was set before. */
  void at(long nanos) {
    wantedTick = AlarmClock.tickAfter(nanos);
    if (wantedTick < queuedTick) {
      queuedTick = wantedTick;
      clock.put(wantedTick, this);
    }
  }

  /** Never rings again unless set anew. */
  void off() {
    wantedTick = OFF;
  }

  /** Its tick has come: it rings, or is put off, or was put elsewhere meanwhile. */
  void tick(long tick, long now) {
    if (queuedTick != tick) {
      return;
    }
    queuedTick = OFF;
    if (wantedTick == OFF) {
      return;
    }
    if (wantedTick > tick) {
      queuedTick = wantedTick;
      clock.put(wantedTick, this);
      return;
    }
    wantedTick = OFF;
    action.accept(now);
  }
}
