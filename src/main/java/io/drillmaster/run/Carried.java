package io.drillmaster.run;

import io.drillmaster.check.Snapshot;
import io.drillmaster.run.port.Node;
import java.util.List;

/** What some nodes carry just before they are broken. */
final class Carried {

  private Carried() {}

  /** In words, as far as there is evidence of places. */
  static String words(Snapshot.Places places, List<Node> nodes) {
    List<String> names = nodes.stream().map(Node::name).toList();
    int sockets =
        names.stream().mapToInt(name -> places.socketsByMaster().getOrDefault(name, 0)).sum();
    long sessions = places.ownerBySession().values().stream().filter(names::contains).count();
    int media =
        names.stream().mapToInt(name -> places.sessionsByMediaNode().getOrDefault(name, 0)).sum();
    if (media > 0) {
      return "media node of %,d sessions".formatted(media);
    }
    boolean areTold = !places.socketsByMaster().isEmpty() || !places.ownerBySession().isEmpty();
    return !areTold
        ? "what it carries is not told"
        : "entry for %,d, owner of %,d sessions".formatted(sockets, sessions);
  }
}
