package io.drillmaster.twin;

import java.util.List;

/**
 * Which addresses of a twin's 127.x.y.0/24 belong to which part, the last byte of each: fixed, so
 * that those of nodes to come are known too.
 */
public final class TwinHosts {
  /** Nodes of one part that a twin can have in its life. */
  public static final int PER_ROLE = 110;

  private static final int FIRST_BALANCER = 1;
  private static final int STORE = 2;
  private static final int OTHER_BALANCERS = 1;
  private static final int LAST_BALANCER = 10;
  private static final int MASTERS = 10;
  private static final int MEDIA_NODES = 120;

  private TwinHosts() {}

  /**
   * The last byte of a node's address.
   *
   * @param number of its name, from 1: 3 of m3
   * @throws IllegalStateException when the part has no address left
   */
  public static int host(TwinRole role, int number) {
    if (number > PER_ROLE) {
      throw new IllegalStateException(
          "no address is left for %s%d: a twin has %d per role"
              .formatted(role.prefix(), number, PER_ROLE));
    }
    return switch (role) {
      case BALANCER -> number == 1 ? FIRST_BALANCER : OTHER_BALANCERS + number;
      case STORE -> STORE;
      case MASTER -> MASTERS + number;
      case MEDIA_NODE -> MEDIA_NODES + number;
    };
  }

  /**
   * All addresses of a part, as ranges FIRST-LAST.
   *
   * @param address ip:port of any node of the twin
   * @throws IllegalArgumentException when the twin's nodes share one address
   */
  public static List<String> ranges(String address, TwinRole role) {
    String prefix = prefix(address);
    return switch (role) {
      case BALANCER ->
          List.of(
              range(prefix, FIRST_BALANCER, FIRST_BALANCER),
              range(prefix, OTHER_BALANCERS + 2, LAST_BALANCER));
      case STORE -> List.of(range(prefix, STORE, STORE));
      case MASTER -> List.of(range(prefix, MASTERS + 1, MASTERS + PER_ROLE));
      case MEDIA_NODE -> List.of(range(prefix, MEDIA_NODES + 1, MEDIA_NODES + PER_ROLE));
    };
  }

  /** An address of a part that is the last to be given to a node. */
  public static String last(String address, TwinRole role) {
    List<String> ranges = ranges(address, role);
    String range = ranges.get(ranges.size() - 1);
    return range.substring(range.indexOf('-') + 1);
  }

  private static String range(String prefix, int first, int last) {
    return prefix + first + "-" + prefix + last;
  }

  private static String prefix(String address) {
    String host = address.substring(0, address.lastIndexOf(':'));
    if (host.equals("127.0.0.1")) {
      throw new IllegalArgumentException(
          "this machine has one loopback address only, which all nodes share");
    }
    return host.substring(0, host.lastIndexOf('.') + 1);
  }
}
