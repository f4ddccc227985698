package io.drillmaster.chaos.aws;

import io.drillmaster.drill.InfrastructureClocks;
import java.time.Duration;
import java.util.List;

/**
 * The load balancer in front of the masters, with the settings of their target group.
 *
 * @param dnsName its own name; clients may know it by another
 * @param idle a connection, or an answer that does not come, is ended after this
 * @param listeners "HTTPS:443", one each
 */
record Balancer(
    String name,
    String dnsName,
    List<String> zones,
    Duration idle,
    Duration checkEvery,
    Duration checkTimeout,
    int unhealthyAfter,
    int healthyAfter,
    List<String> listeners) {

  /** An application load balancer gives up connecting to a target after this; it is not set. */
  private static final Duration CONNECT = Duration.ofSeconds(10);

  Balancer {
    zones = List.copyOf(zones);
    listeners = List.copyOf(listeners);
  }

  /** The clocks that limits are made of; a group of this grace starts replacements. */
  InfrastructureClocks clocks(Duration grace) {
    return new InfrastructureClocks(
        "as the account tells",
        checkEvery,
        checkTimeout,
        unhealthyAfter,
        healthyAfter,
        CONNECT,
        idle,
        grace);
  }
}
