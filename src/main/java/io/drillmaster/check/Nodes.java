package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import io.drillmaster.drill.Role;
import io.drillmaster.history.NodeEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The target's nodes, and where each socket entered, as far as evidence of place goes (D28). */
final class Nodes {

  /** A node over its incarnations. */
  static final class Node {
    final String name;
    final Role role;
    String incarnation;

    /** What the product calls it; empty = not known. */
    String id = "";

    boolean alive = true;
    long goneAt = NEVER;

    /** From when on its present incarnation was seen. */
    long seenAt;

    int sockets;

    Node(String name, Role role, String incarnation, long seenAt) {
      this.name = name;
      this.role = role;
      this.incarnation = incarnation;
      this.seenAt = seenAt;
    }
  }

  /**
   * The balancer's line and the client's own record of one upgrade are at most this far apart;
   * otherwise the line speaks of another use of the same port.
   */
  private static final long SAME_UPGRADE = 10 * Stamps.SECOND;

  private final Map<String, Node> byName = new TreeMap<>();

  /** By both ends of a socket, or by the client's alone where the other is not told. */
  private final Map<String, NodeEvent.EntryOf> entries = new HashMap<>();

  private final Map<String, Epoch> awaiting = new HashMap<>();
  final MediaTable media = new MediaTable();

  void seen(NodeEvent.Seen seen) {
    Node node = byName.get(seen.node());
    if (node == null) {
      node = new Node(seen.node(), seen.role(), seen.incarnation(), seen.at());
      byName.put(seen.node(), node);
    } else if (!node.incarnation.equals(seen.incarnation())) {
      node.incarnation = seen.incarnation();
      node.seenAt = seen.at();
    }
    node.alive = true;
    node.id = seen.id();
    if (seen.role() == Role.MEDIA_NODE) {
      media.node(seen.node(), seen.mediaIp(), seen.id());
    }
  }

  void gone(NodeEvent.Gone gone) {
    Node node = byName.get(gone.node());
    if (node != null && node.incarnation.equals(gone.incarnation())) {
      node.alive = false;
      node.goneAt = gone.at();
    }
  }

  /** The balancer said where a socket went; the socket's own record may come before or after. */
  void entry(NodeEvent.EntryOf entry) {
    String ends = ends(entry.local(), entry.remote());
    Epoch opened = awaiting.get(ends);
    if (opened != null && Math.abs(entry.at() - opened.openedAt) <= SAME_UPGRADE) {
      awaiting.remove(ends(opened.local, opened.remote), opened);
      awaiting.remove(opened.local, opened);
      enter(opened, entry);
    } else {
      entries.put(ends, entry);
    }
  }

  void opened(Epoch epoch) {
    String ends = ends(epoch.local, epoch.remote);
    NodeEvent.EntryOf both = entries.remove(ends);
    NodeEvent.EntryOf told = both == null ? entries.remove(epoch.local) : both;
    if (told != null && epoch.openedAt - told.at() <= SAME_UPGRADE) {
      enter(epoch, told);
    } else if (!epoch.local.isEmpty()) {
      awaiting.put(ends, epoch);
      awaiting.put(epoch.local, epoch);
    }
  }

  /** One port of a client may lead to two balancers at once. */
  private static String ends(String local, String remote) {
    return remote.isEmpty() ? local : local + " to " + remote;
  }

  void closed(Epoch epoch) {
    Node node = epoch.entry == null ? null : byName.get(epoch.entry);
    if (node != null) {
      node.sockets--;
    }
  }

  private void enter(Epoch epoch, NodeEvent.EntryOf told) {
    String node = told.node();
    epoch.entry = node;
    epoch.balancer = told.balancer();
    Node known = byName.computeIfAbsent(node, name -> new Node(name, Role.MASTER, "", NEVER));
    if (epoch.isOpen()) {
      known.sockets++;
    }
  }

  @Nullable Node named(String name) {
    return byName.get(name);
  }

  /** The name of the master that the product calls so; null = none is known. */
  @Nullable String masterOfId(String id) {
    for (Node node : byName.values()) {
      if (node.role == Role.MASTER && !id.isEmpty() && node.id.equals(id)) {
        return node.name;
      }
    }
    return null;
  }

  Iterable<Node> all() {
    return byName.values();
  }

  List<Node> alive(Role role) {
    List<Node> alive = new ArrayList<>();
    for (Node node : byName.values()) {
      if (node.role == role && node.alive) {
        alive.add(node);
      }
    }
    return alive;
  }

  /** The media node of a life, by name; null = unknown. */
  @Nullable String mediaNode(@Nullable Life life) {
    Creation creation = life == null ? null : life.creationOrOnly();
    String id = creation == null ? null : creation.mediaNodeId;
    return id == null ? null : media.ofId(id);
  }

  /** What a participant that was there shared with the targets of a fault. */
  Figures.Relation relation(Struck fault, @Nullable Life life, @Nullable Epoch epoch) {
    return switch (fault.role) {
      case MASTER -> toMasters(fault, Ownership.of(fault, life), entry(epoch));
      case MEDIA_NODE -> toMediaNodes(fault, mediaNode(life));
      case BALANCER -> toBalancers(fault, epoch);
      case STORE -> Figures.Relation.BOTH;
    };
  }

  /** The only balancer is everybody's; of several the one that a socket went through. */
  private static Figures.Relation toBalancers(Struck fault, @Nullable Epoch epoch) {
    if (fault.targets.size() >= fault.nodesOfRole) {
      return Figures.Relation.ENTRY;
    }
    String balancer = epoch == null ? "" : epoch.balancer;
    if (balancer.isEmpty()) {
      return Figures.Relation.UNKNOWN;
    }
    return fault.targets.contains(balancer) ? Figures.Relation.ENTRY : Figures.Relation.NEITHER;
  }

  private static @Nullable String entry(@Nullable Epoch epoch) {
    return epoch == null ? null : epoch.entry;
  }

  private static Figures.Relation toMasters(
      Struck fault, Ownership.Answer owned, @Nullable String entry) {
    boolean entered = entry != null && fault.targets.contains(entry);
    return switch (owned) {
      case OWNED -> entered ? Figures.Relation.BOTH : Figures.Relation.OWNER;
      case NOT_OWNED -> {
        Figures.Relation other =
            entry == null ? Figures.Relation.UNKNOWN : Figures.Relation.NEITHER;
        yield entered ? Figures.Relation.ENTRY : other;
      }
      case UNKNOWN -> entered ? Figures.Relation.ENTRY : Figures.Relation.UNKNOWN;
    };
  }

  private static Figures.Relation toMediaNodes(Struck fault, @Nullable String node) {
    if (node == null) {
      return Figures.Relation.UNKNOWN;
    }
    return fault.targets.contains(node) ? Figures.Relation.MEDIA_NODE : Figures.Relation.NEITHER;
  }
}
