package io.drillmaster.run.port;

import io.drillmaster.drill.Role;
import java.util.List;

/**
 * One machine or process of the target, as of now.
 *
 * @param name stable name, e.g. m2; a replacement has a new one
 * @param role its part
 * @param incarnation boot id, e.g. m2#5
 * @param pid process number on this host; 0 = none
 * @param addresses ip:port pairs; for masters the entry address first, then the server address
 * @param alive whether it is believed to run (a frozen one is alive)
 */
public record Node(
    String name, Role role, String incarnation, long pid, List<String> addresses, boolean alive) {
  public Node {
    addresses = List.copyOf(addresses);
  }

  /** The same, for those who cannot reach it. */
  public Node withoutAddresses() {
    return new Node(name, role, incarnation, pid, List.of(), alive);
  }
}
