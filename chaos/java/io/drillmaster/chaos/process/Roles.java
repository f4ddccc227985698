package io.drillmaster.chaos.process;

import io.drillmaster.drill.Role;
import io.drillmaster.run.port.Node;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The twin's nodes in the words of drills and histories. */
public final class Roles {
  private Roles() {}

  /** The part of a node, as drills call it. */
  public static Role of(TwinRole role) {
    return switch (role) {
      case MASTER -> Role.MASTER;
      case MEDIA_NODE -> Role.MEDIA_NODE;
      case BALANCER -> Role.BALANCER;
      case STORE -> Role.STORE;
    };
  }

  static TwinRole of(Role role) {
    return switch (role) {
      case MASTER -> TwinRole.MASTER;
      case MEDIA_NODE -> TwinRole.MEDIA_NODE;
      case BALANCER -> TwinRole.BALANCER;
      case STORE -> TwinRole.STORE;
    };
  }

  /** What serves clients first: entry, then server, of a master. */
  static List<String> addresses(TwinNode node) {
    return Stream.of(
            TwinNode.ENTRY, TwinNode.SERVER, TwinNode.MEDIA, TwinNode.FRONT, TwinNode.REDIS)
        .map(node::address)
        .flatMap(Optional::stream)
        .toList();
  }

  static Node node(TwinNode node) {
    return new Node(
        node.name(),
        of(node.role()),
        node.incarnation(),
        node.process().pid(),
        addresses(node),
        node.state() == TwinNode.State.RUNNING);
  }
}
