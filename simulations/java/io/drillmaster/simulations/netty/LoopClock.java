package io.drillmaster.simulations.netty;

import io.drillmaster.time.Ticker;

/** The clock of one event loop, and the order in which it reads first and acts then. */
public final class LoopClock {
  private final Ticker ticker;
  private final ReadStamp stamp;
  private final Turns turns;

  private LoopClock(Ticker ticker) {
    this.ticker = ticker;
    this.stamp = new ReadStamp(ticker);
    this.turns = new Turns(ticker);
  }

  /** The clock of a loop; one per loop. */
  public static LoopClock of(Ticker ticker) {
    return new LoopClock(ticker);
  }

  /** What it is now. */
  public Ticker ticker() {
    return ticker;
  }

  /** When the bytes now being handled were read. */
  ReadStamp stamp() {
    return stamp;
  }

  /** What waits to be acted on. */
  Turns turns() {
    return turns;
  }
}
