package io.drillmaster.drill;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machines of a cluster that somebody else runs, and the commands that do harm to them.
 *
 * @param entrance the way in for clients
 * @param nodes those that are listed; at least one, unless there are containers
 * @param containers label of the containers on this machine that are nodes too, "key=value"; empty
 *     = none
 */
public record Inventory(Entrance entrance, List<Machine> nodes, Optional<String> containers) {
  public Inventory {
    nodes = List.copyOf(nodes);
  }

  /** One without containers. */
  public Inventory(Entrance entrance, List<Machine> nodes) {
    this(entrance, nodes, Optional.empty());
  }

  /** The same cluster, entered in another way. */
  public Inventory by(Entrance other) {
    return new Inventory(other, nodes, containers);
  }

  /** The same with the nodes that were found in containers. */
  public Inventory with(List<Machine> found) {
    return new Inventory(
        entrance, Stream.concat(nodes.stream(), found.stream()).toList(), Optional.empty());
  }

  /**
   * One node.
   *
   * @param name as drills name it
   * @param role its part
   * @param drill whether its owner lets drills take it
   * @param address host:port where it answers those who watch it, without TLS
   * @param ssh how its commands get to it; empty = they are run on this machine
   * @param faults what each kind of fault does to it
   * @param check a command that succeeds when nothing is left of a fault; empty = the node must
   *     answer at its address
   */
  public record Machine(
      String name,
      Role role,
      boolean drill,
      String address,
      Optional<Ssh> ssh,
      Map<FaultKind, Harm> faults,
      List<String> check) {
    public Machine {
      faults = Map.copyOf(faults);
      check = List.copyOf(check);
    }
  }

  /**
   * Commands of one kind of fault, each a program and its arguments; no shell is involved.
   *
   * @param doing does it
   * @param undoing undoes it, and does no harm where nothing is to be undone; empty = nothing stays
   *     behind
   */
  public record Harm(List<String> doing, List<String> undoing) {
    public Harm {
      doing = List.copyOf(doing);
      undoing = List.copyOf(undoing);
    }
  }

  /**
   * How to get to a node by ssh.
   *
   * @param user there
   * @param host there
   * @param port there
   * @param key path of the private key, which has no passphrase or is held by an agent
   * @param knownHosts path of the file with the host's key
   */
  public record Ssh(String user, String host, int port, String key, String knownHosts) {}
}
