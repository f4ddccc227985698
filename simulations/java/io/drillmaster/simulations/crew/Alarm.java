package io.drillmaster.simulations.crew;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One timer that is set again and again. Setting it later, the usual case, costs nothing: the
 * scheduled task finds that it is early and schedules itself anew. Confined to its event loop.
 */
final class Alarm {
  private final Desk desk;
  private final LongConsumer action;
  private @Nullable ScheduledFuture<?> scheduled;
  private long scheduledAt;
  private long wantedAt;
  private boolean wanted;

  Alarm(Desk desk, LongConsumer action) {
    this.desk = desk;
    this.action = action;
  }

  /** Rings at this stamp, or as soon as possible after it; replaces what was set before. */
  void at(long nanos) {
    wantedAt = nanos;
    wanted = true;
    ScheduledFuture<?> pending = scheduled;
    if (pending != null) {
      if (scheduledAt - nanos <= 0) {
        return;
      }
      pending.cancel(false);
    }
    schedule(desk.now());
  }

  private void schedule(long now) {
    scheduledAt = wantedAt;
    scheduled = desk.loop().schedule(this::ring, Math.max(0, wantedAt - now), TimeUnit.NANOSECONDS);
  }

  private void ring() {
    scheduled = null;
    if (!wanted) {
      return;
    }
    long now = desk.now();
    if (wantedAt - now > 0) {
      schedule(now);
      return;
    }
    wanted = false;
    action.accept(now);
  }

  /** Never rings again unless set anew. */
  void off() {
    wanted = false;
    ScheduledFuture<?> pending = scheduled;
    scheduled = null;
    if (pending != null) {
      pending.cancel(false);
    }
  }
}
