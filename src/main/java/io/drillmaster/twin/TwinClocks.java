package io.drillmaster.twin;

import java.time.Duration;

/**
 * The clocks of the twin (decision D9): those of balancer and scaling group, and what the
 * protocol's own are divided by.
 *
 * @param checkEvery health check period of each balancer
 * @param checkTimeout how long a health check may take
 * @param unhealthyAfter failed checks in a row before a target leaves rotation
 * @param healthyAfter good checks in a row before it enters rotation
 * @param connectTimeout of the balancer towards a target
 * @param firstByteTimeout of the balancer: how long a silent target may keep a request (then 504)
 * @param replacementDelay of the scaling group, from noticing a loss to starting the replacement
 * @param protocolDivisor what window, watchdog, lease and the like are divided by; 1 = real
 */
public record TwinClocks(
    Duration checkEvery,
    Duration checkTimeout,
    int unhealthyAfter,
    int healthyAfter,
    Duration connectTimeout,
    Duration firstByteTimeout,
    Duration replacementDelay,
    int protocolDivisor) {

  /** Short infrastructure clocks and the real protocol clocks: the default. */
  public static final TwinClocks FAST =
      new TwinClocks(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          2,
          2,
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          1);

  private static final int DIVISOR_MAX = 10;

  public TwinClocks {
    if (protocolDivisor < 1 || protocolDivisor > DIVISOR_MAX) {
      throw new IllegalArgumentException(
          "twin clocks: protocolDivisor %d is not allowed; use 1 to %d"
              .formatted(protocolDivisor, DIVISOR_MAX));
    }
  }

  /** The same infrastructure clocks with the protocol's divided by another number. */
  public TwinClocks withProtocolDivisor(int divisor) {
    return new TwinClocks(
        checkEvery,
        checkTimeout,
        unhealthyAfter,
        healthyAfter,
        connectTimeout,
        firstByteTimeout,
        replacementDelay,
        divisor);
  }
}
