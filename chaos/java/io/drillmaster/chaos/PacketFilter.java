package io.drillmaster.chaos;

import java.util.List;

/**
 * Rules that lose packets, in a chain of their own, so that taking the chain away takes all of them
 * away and nothing else.
 *
 * @param chain its name on this host, which no other fault has
 * @param rules each as iptables reads it after the name of the chain
 */
public record PacketFilter(String chain, List<String> rules) {
  public PacketFilter {
    rules = List.copyOf(rules);
  }
}
