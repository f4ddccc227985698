package io.drillmaster.drill;

import java.time.Duration;

/**
 * The clocks of balancer and scaling group (decision D9).
 *
 * @param name how drill files and reports call the set
 * @param checkEvery health check period
 * @param checkTimeout how long a health check may take
 * @param unhealthyAfter failed checks in a row before a target leaves rotation
 * @param healthyAfter good checks in a row before it enters rotation
 * @param connectTimeout of the balancer towards a target
 * @param firstByteTimeout of the balancer: how long a silent target may keep a request (then 504)
 * @param replacementDelay of the scaling group, from noticing a loss to starting the replacement
 */
public record InfrastructureClocks(
    String name,
    Duration checkEvery,
    Duration checkTimeout,
    int unhealthyAfter,
    int healthyAfter,
    Duration connectTimeout,
    Duration firstByteTimeout,
    Duration replacementDelay) {

  /** Short ones, the twin's default. */
  public static final InfrastructureClocks FAST =
      new InfrastructureClocks(
          "fast",
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          2,
          2,
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3));

  /** Those of OpenVidu's CloudFormation template. */
  public static final InfrastructureClocks AWS =
      new InfrastructureClocks(
          "aws",
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          4,
          3,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(180));

  /** T_eject: the longest time from a node's death until no new request reaches it. */
  public Duration ejection() {
    return checkEvery.multipliedBy(unhealthyAfter).plus(checkTimeout);
  }
}
