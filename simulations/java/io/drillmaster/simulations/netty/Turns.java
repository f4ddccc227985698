package io.drillmaster.simulations.netty;

import io.drillmaster.time.Ticker;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * What was read on one event loop and waits to be acted on, in its order. Acting takes its turn
 * between reads and for a millisecond at most: when a node dies, hundreds of sockets have something
 * to say at once, and the last of them must not be read, and stamped, only after the first have
 * been dealt with. One per event loop, on its thread.
 */
final class Turns {
  private static final long QUANTUM_NANOS = 1_000_000;

  private final Ticker ticker;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean isDue;

  Turns(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Acts when the reads of this pass are done, and after whatever waits already. */
  void later(EventLoop loop, Runnable act) {
    waiting.add(act);
    if (!isDue) {
      isDue = true;
      loop.execute(() -> take(loop));
    }
  }

  private void take(EventLoop loop) {
    long until = ticker.nanos() + QUANTUM_NANOS;
    try {
      for (Runnable act = waiting.poll(); act != null; act = waiting.poll()) {
        act.run();
        if (ticker.nanos() >= until) {
          return;
        }
      }
    } finally {
      isDue = !waiting.isEmpty();
      if (isDue) {
        // a timer that is due at once comes after the next reads; a task would come before them
        var unused = loop.schedule(() -> take(loop), 0, TimeUnit.NANOSECONDS);
      }
    }
  }
}
