package io.drillmaster.twin.balancer;

/**
 * One line of the balancers' evidence. A balancer appends it as JSON within 100 ms.
 *
 * @param kind upgrade: a WebSocket was accepted by a target; healthy, unhealthy: a target entered
 *     or left rotation; added, removed: a target was registered or deregistered; unreached: a
 *     target gave no answer and the balancer answered itself
 * @param atNanos monotonic stamp
 * @param passedNanos monotonic stamp of passing on what was not answered, else 0
 * @param balancer its name, b1
 * @param client ip:port of the client's socket where a client is involved, else empty
 * @param front ip:port of the balancer's that this client reached, else empty: one port of a client
 *     may lead to two balancers at once
 * @param node name of the target, m1
 * @param incarnation of the target, m1#3
 * @param detail reason of a change of health, or status answered to the client, else empty
 */
public record AccessLine(
    Kind kind,
    long atNanos,
    long passedNanos,
    String balancer,
    String client,
    String front,
    String node,
    String incarnation,
    String detail) {

  /** What a line tells. */
  public enum Kind {
    UPGRADE,
    HEALTHY,
    UNHEALTHY,
    ADDED,
    REMOVED,
    UNREACHED
  }
}
