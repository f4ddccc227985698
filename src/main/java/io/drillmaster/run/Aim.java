package io.drillmaster.run;

import io.drillmaster.check.Snapshot;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Placement;
import java.util.List;

/** What a fault is about to meet, read from the live view of the history. */
final class Aim {

  private Aim() {}

  /** For selectors that look at who is where. */
  static Placement placement(Snapshot.Places places) {
    return new Placement(
        places.socketsByMaster(),
        places.sessionsByMediaNode(),
        places.ownerBySession(),
        places.entriesBySession());
  }

  /** In words, what the victims carry. */
  static String met(Snapshot.Places before, List<Node> victims) {
    int sockets =
        victims.stream()
            .mapToInt(node -> before.socketsByMaster().getOrDefault(node.name(), 0))
            .sum();
    List<String> names = victims.stream().map(Node::name).toList();
    long sessions = before.ownerBySession().values().stream().filter(names::contains).count();
    int media =
        victims.stream()
            .mapToInt(node -> before.sessionsByMediaNode().getOrDefault(node.name(), 0))
            .sum();
    return media > 0
        ? "media node of %,d sessions".formatted(media)
        : "entry for %,d, owner of %,d sessions".formatted(sockets, sessions);
  }
}
