package io.drillmaster.chaos.process;

import io.drillmaster.history.Event;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.twin.TwinKey;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.balancer.AccessLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Turns what a twin shows, its node table and its balancers' lines, into events of the history:
 * each incarnation is seen once and gone once. Not thread-safe.
 */
final class Evidence {
  /** Enough to find out where the others come from. */
  private static final int MOST_EXAMPLES = 5;

  private final Map<String, TwinNode> seen = new HashMap<>();
  private final Set<String> gone = new HashSet<>();

  /**
   * What is new in the node table.
   *
   * @param now monotonic stamp of its reading
   * @param expected whose end was asked for
   * @param ends how incarnations ended, as far as is known
   */
  List<Event> ofNodes(
      List<TwinNode> nodes, long now, Predicate<TwinNode> expected, Map<String, String> ends) {
    List<Event> events = new ArrayList<>();
    for (TwinNode node : nodes) {
      String incarnation = node.incarnation();
      if (seen.putIfAbsent(incarnation, node) == null) {
        events.add(seenEvent(node, now));
      }
      if (node.state() == TwinNode.State.GONE && gone.add(incarnation)) {
        events.add(
            new NodeEvent.Gone(
                now,
                node.name(),
                Roles.of(node.role()),
                incarnation,
                expected.test(node),
                ends.getOrDefault(incarnation, "process ended")));
      }
    }
    return events;
  }

  private static NodeEvent.Seen seenEvent(TwinNode node, long now) {
    return new NodeEvent.Seen(
        now,
        node.name(),
        Roles.of(node.role()),
        node.incarnation(),
        node.process().pid(),
        Roles.addresses(node),
        node.advertised(),
        node.id());
  }

  /**
   * What a line of a balancer says; empty when it is nothing for the history.
   *
   * @param since stamp of the run's beginning: a standing twin has seen other clients before, on
   *     ports that may come again
   */
  static Optional<Event> ofLine(AccessLine line, long since) {
    return switch (line.kind()) {
      case UPGRADE -> line.atNanos() < since ? Optional.empty() : Optional.of(entry(line));
      case HEALTHY -> Optional.of(rotation(line, true, line.detail()));
      case UNHEALTHY -> Optional.of(rotation(line, false, line.detail()));
      case REMOVED -> Optional.of(rotation(line, false, "removed " + line.detail()));
      case UNREACHED -> line.atNanos() < since ? Optional.empty() : Optional.of(unreached(line));
      case ADDED -> Optional.empty(); // it enters rotation when it is found healthy
    };
  }

  /** The store's keys, told by the beginnings that their names share. */
  static NodeEvent.StoreRead ofStore(List<TwinKey> keys, long now) {
    Map<String, List<TwinKey>> families = new TreeMap<>();
    for (TwinKey key : keys) {
      families.computeIfAbsent(family(key.name()), name -> new ArrayList<>()).add(key);
    }
    List<NodeEvent.StoreKeys> told = new ArrayList<>();
    families.forEach(
        (family, members) ->
            told.add(
                new NodeEvent.StoreKeys(
                    family,
                    members.size(),
                    members.stream().filter(TwinKey::expires).count(),
                    members.stream().limit(MOST_EXAMPLES).map(TwinKey::name).toList())));
    return new NodeEvent.StoreRead(now, told);
  }

  /** "ov:sess" of "ov:sess:a"; a name that stands for itself, as "ov:epoch", is its own. */
  private static String family(String name) {
    int last = name.lastIndexOf(':');
    return last > name.indexOf(':') ? name.substring(0, last) : name;
  }

  private static NodeEvent.EntryOf entry(AccessLine line) {
    return new NodeEvent.EntryOf(
        line.atNanos(),
        NodeEvent.Source.BALANCER_LOG,
        line.balancer(),
        line.client(),
        line.front(),
        line.node());
  }

  private static NodeEvent.Unreached unreached(AccessLine line) {
    return new NodeEvent.Unreached(
        line.atNanos(),
        line.passedNanos(),
        NodeEvent.Source.BALANCER_LOG,
        line.balancer(),
        line.client(),
        line.node(),
        line.incarnation(),
        Integer.parseInt(line.detail()));
  }

  private static NodeEvent.Rotation rotation(AccessLine line, boolean healthy, String reason) {
    return new NodeEvent.Rotation(
        line.atNanos(), line.balancer(), line.node(), healthy, reason.strip());
  }
}
