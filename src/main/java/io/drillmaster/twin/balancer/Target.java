package io.drillmaster.twin.balancer;

/**
 * A master as the balancer knows it.
 *
 * @param node name, m1
 * @param incarnation what it is told apart by, m1#3
 * @param address ip:port of its entry
 */
public record Target(String node, String incarnation, String address) {}
