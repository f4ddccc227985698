package io.drillmaster.drill;

/**
 * What a fault is expected to hit before anything is touched, without stickiness in the balancer: a
 * participant is hit through its entry or its owner (design section 1, operator.md finding 3). The
 * store is everybody's, and a balancer the way in of its share.
 *
 * @param victims nodes taken
 * @param nodes nodes of that role
 * @param share share of participants hit, 0 to 1
 * @param participants participants hit
 * @param sockets participants that lose their socket
 * @param sessions sessions that must be rebuilt
 */
public record ExpectedBlast(
    int victims, int nodes, double share, long participants, long sockets, long sessions) {

  /**
   * The expectation for one fault.
   *
   * @param nodes nodes of the fault's role, at least 1
   */
  public static ExpectedBlast of(Fault fault, int nodes, Load load) {
    int victims = Math.min(nodes, victims(fault.selector(), nodes));
    double taken = (double) victims / nodes;
    double share = fault.role() == Role.MASTER ? 1 - (1 - taken) * (1 - taken) : taken;
    double sockets = fault.role() == Role.MEDIA_NODE ? 0 : taken;
    double sessions = fault.role() == Role.BALANCER ? 0 : taken;
    return new ExpectedBlast(
        victims,
        nodes,
        share,
        Math.round(load.participants() * share),
        Math.round(load.participants() * sockets),
        Math.round(load.sessions() * sessions));
  }

  /** How many of so many nodes a selector takes. */
  public static int victims(Selector selector, int nodes) {
    if (selector instanceof Selector.AllButOne) {
      return Math.max(0, nodes - 1);
    } else if (selector instanceof Selector.Percent percent) {
      return Math.max(1, nodes * percent.percent() / 100);
    } else if (selector instanceof Selector.Named named) {
      return named.nodes().size();
    } else if (selector instanceof Selector.One
        || selector instanceof Selector.Busiest
        || selector instanceof Selector.OwnerOf
        || selector instanceof Selector.EntryOf) {
      return 1;
    }
    throw new IllegalArgumentException("unknown selector " + selector.getClass());
  }
}
