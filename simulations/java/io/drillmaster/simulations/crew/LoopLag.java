package io.drillmaster.simulations.crew;

import io.drillmaster.time.Ticker;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How late one event loop runs its timers: a tick every 50 ms, and the worst lateness since it was
 * last asked. What is late here makes every stamp of the loop late. Started on any thread.
 */
final class LoopLag {
  /** Fine enough to see a pause of 250 ms, the threshold of HarnessHonest (D5), almost whole. */
  private static final long TICK_NANOS = 50_000_000;

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
    worst.accumulateAndGet(now - due, Math::max);
    due = now + TICK_NANOS;
    if (!loop.isShuttingDown()) {
      var unused = loop.schedule(() -> tick(loop), TICK_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  /** The worst since the last call; a tick overdue right now counts. */
  long takeNanosMax() {
    return Math.max(worst.getAndSet(0), Math.max(0, ticker.nanos() - due));
  }
}
