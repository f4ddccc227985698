package io.drillmaster.drill;

import java.util.List;

/** Which nodes of a role a fault takes; random choices are made with the drill's seed. */
public sealed interface Selector {

  /** One, chosen by the seed. */
  record One() implements Selector {}

  /** All but one, the survivor chosen by the seed. */
  record AllButOne() implements Selector {}

  /**
   * A share of the nodes, rounded down but at least one.
   *
   * @param percent 1 to 100
   */
  record Percent(int percent) implements Selector {
    public Percent {
      if (percent < 1 || percent > 100) {
        throw new IllegalArgumentException("percent: " + percent + " is not allowed; use 1 to 100");
      }
    }
  }

  /** Nodes by name. */
  record Named(List<String> nodes) implements Selector {
    public Named {
      nodes = List.copyOf(nodes);
      if (nodes.isEmpty()) {
        throw new IllegalArgumentException("named: no node given; name at least one");
      }
    }
  }

  /** The node with most sockets (masters) or sessions (media nodes) at the time. */
  record Busiest() implements Selector {}

  /** The owner master of a session at the time; `busiest session` where the name is "busiest". */
  record OwnerOf(String session) implements Selector {}

  /** A master that is entry of a participant of a session at the time. */
  record EntryOf(String session) implements Selector {}
}
