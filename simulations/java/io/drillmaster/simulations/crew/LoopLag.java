package io.drillmaster.simulations.crew;

import io.drillmaster.time.Ticker;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How late one event loop runs its timers: a tick every 5 ms, and the worst lateness since it was
 * last asked. What is late here makes every stamp of the loop late, and by up to a tick more: a
 * pause that begins right after a tick is seen from the next one on. Started on any thread.
 */
final class LoopLag {
  /** The budget of outage timing; finer ticks would cost more than they tell. */
  private static final long TICK_NANOS = 5_000_000;

  /** Less than this is the timer's own coarseness, no pause. */
  private static final long COARSENESS_NANOS = 1_000_000;

  private final Ticker ticker;
  private final AtomicLong worst = new AtomicLong();
  private volatile long due;

  private LoopLag(Ticker ticker) {
    this.ticker = ticker;
  }

  static LoopLag on(EventLoop loop, Ticker ticker) {
    LoopLag lag = new LoopLag(ticker);
    lag.due = ticker.nanos() + TICK_NANOS;
    var unused = loop.schedule(() -> lag.tick(loop), TICK_NANOS, TimeUnit.NANOSECONDS);
    return lag;
  }

  private void tick(EventLoop loop) {
    long now = ticker.nanos();
    worst.accumulateAndGet(lateness(now), Math::max);
    due = now + TICK_NANOS;
    if (!loop.isShuttingDown()) {
      var unused = loop.schedule(() -> tick(loop), TICK_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  /** The worst since the last call; a tick overdue right now counts. */
  long takeNanosMax() {
    return Math.max(worst.getAndSet(0), Math.max(0, lateness(ticker.nanos())));
  }

  /** The most that a stamp may have been late by since the last tick. */
  private long lateness(long now) {
    long late = now - due;
    return late > COARSENESS_NANOS ? late + TICK_NANOS : late;
  }
}
