package io.drillmaster.chaos.inventory;

import io.drillmaster.chaos.NodeLook;
import io.drillmaster.chaos.NodeLook.Seen;
import io.drillmaster.chaos.NodeLook.Sight;
import io.drillmaster.drill.Inventory;
import io.drillmaster.drill.Inventory.Machine;
import io.drillmaster.drill.Role;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.run.port.Node;
import io.drillmaster.time.Ticker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which nodes of an inventory answer, by looking at each again and again. A node that was
 * gone and answers again is another incarnation of it. Thread-safe.
 */
final class NodeWatch {
  private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);

  /** What is known of one node. */
  private static final class Known {
    boolean answers;
    boolean isGone;
    boolean isTold;
    int boots = 1;
  }

  private final Inventory inventory;
  private final BiFunction<Role, String, Seen> look;
  private final Ticker ticker;
  private final Map<String, Known> known = new HashMap<>();
  private final Set<String> expected = new HashSet<>();
  private @Nullable Recorder recorder;

  /**
   * A watch that knows nothing yet.
   *
   * @param look at the address of a node
   */
  NodeWatch(Inventory inventory, BiFunction<Role, String, Seen> look, Ticker ticker) {
    this.inventory = inventory;
    this.look = look;
    this.ticker = ticker;
    inventory.nodes().forEach(node -> known.put(node.name(), new Known()));
  }

  /** From now on the history is told of nodes seen and gone. */
  synchronized void tell(Recorder history) {
    recorder = history;
  }

  /** Looks at every node once. */
  void lookAtAll() {
    inventory.nodes().forEach(this::look);
  }

  /** Looks at one node. */
  Seen look(Machine node) {
    Seen seen = look.apply(node.role(), node.address());
    learn(node, seen);
    return seen;
  }

  private synchronized void learn(Machine node, Seen seen) {
    Known of = known.get(node.name());
    if (of == null) {
      return;
    }
    of.answers = seen.isWell();
    if (seen.sight() == Sight.GONE && of.isTold && !of.isGone) {
      record(
          new NodeEvent.Gone(
              ticker.nanos(),
              node.name(),
              node.role(),
              incarnation(node),
              expected.contains(incarnation(node)),
              seen.words()));
      of.isGone = true;
    } else if (seen.isWell() && (of.isGone || !of.isTold)) {
      of.boots += of.isGone ? 1 : 0;
      of.isGone = false;
      if (recorder != null) {
        of.isTold = true;
        record(
            new NodeEvent.Seen(
                ticker.nanos(),
                node.name(),
                node.role(),
                incarnation(node),
                0,
                List.of(node.address()),
                "",
                ""));
      }
    }
  }

  private void record(NodeEvent event) {
    try {
      if (recorder != null) {
        recorder.record(event);
      }
    } catch (IllegalStateException closed) {
      LOG.warn("not recorded: {} ({})", event, closed.getMessage());
    }
  }

  /** An end of this incarnation is a fault's doing. */
  synchronized void expectEnd(String incarnation) {
    expected.add(incarnation);
  }

  private String incarnation(Machine node) {
    Known of = known.get(node.name());
    return node.name() + "#" + (of == null ? 0 : of.boots);
  }

  /** All nodes; alive is who answered when it was looked at last. */
  synchronized List<Node> nodes() {
    List<Node> nodes = new ArrayList<>();
    for (Machine node : inventory.nodes()) {
      Known of = known.get(node.name());
      boolean answers = of != null && of.answers;
      nodes.add(
          new Node(
              node.name(), node.role(), incarnation(node), 0, List.of(node.address()), answers));
    }
    return nodes;
  }

  /** The node of that name. */
  Machine named(String name) {
    return inventory.nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no node is called " + name));
  }

  /** {@link NodeLook#at}. */
  static Seen lookFromHere(Role role, String address) {
    return NodeLook.at(role, address);
  }
}
