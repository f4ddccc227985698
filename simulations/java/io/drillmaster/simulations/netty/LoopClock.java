package io.drillmaster.simulations.netty;

import io.drillmaster.time.Ticker;

/**
 * The clock of one event loop.
 *
 * @param ticker what it is now
 * @param stamp when the bytes now being handled were read
 */
public record LoopClock(Ticker ticker, ReadStamp stamp) {

  /** The clock of a loop; one per loop. */
  public static LoopClock of(Ticker ticker) {
    return new LoopClock(ticker, new ReadStamp(ticker));
  }
}
