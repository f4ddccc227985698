package io.drillmaster.probe;

import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Node;
import io.drillmaster.time.Pause;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the prober reads when everybody has left (checks.md 3.12): lists, media nodes and owners,
 * until the lists of sessions and of media nodes have named none of this run's sessions often
 * enough to have met every master, or for as long as a cluster may keep what left. Looked at by one
 * thread, fed by those of the client.
 */
final class LastLook {
  private static final Duration READ_EVERY = Duration.ofMillis(100);

  private final Supplier<List<Node>> nodes;
  private final ClusterReader reader;
  private final RestProber.Sink sink;
  private final String prefix;
  private int sessionsEmptyInRow;
  private int mediaNodesEmptyInRow;

  /**
   * A last look.
   *
   * @param prefix of this run's session ids; others may go on
   */
  LastLook(
      RestClient rest,
      Access access,
      Supplier<List<Node>> nodes,
      RestProber.Sink sink,
      String prefix) {
    this.nodes = nodes;
    this.sink = sink;
    this.prefix = prefix;
    this.reader = new ClusterReader(rest, access, nodes, this::read);
  }

  private void read(Event event) {
    sink.record(event);
    if (event instanceof ProbeEvent.SessionsRead list && list.node() == null) {
      listed(list.sessions().stream().map(ProbeEvent.SessionView::session));
    } else if (event instanceof ProbeEvent.MediaNodesRead list) {
      hosted(list.nodes().stream().flatMap(node -> node.sessions().stream()));
    }
  }

  private synchronized void listed(Stream<String> sessions) {
    sessionsEmptyInRow = isEmpty(sessions) ? sessionsEmptyInRow + 1 : 0;
  }

  private synchronized void hosted(Stream<String> sessions) {
    mediaNodesEmptyInRow = isEmpty(sessions) ? mediaNodesEmptyInRow + 1 : 0;
  }

  private boolean isEmpty(Stream<String> sessions) {
    return sessions.noneMatch(session -> session.startsWith(prefix));
  }

  /** Two of them meet every master with some luck, and one more may have been under way. */
  private synchronized boolean isEnough() {
    long masters =
        nodes.get().stream().filter(node -> node.role() == Role.MASTER && node.alive()).count();
    return Math.min(sessionsEmptyInRow, mediaNodesEmptyInRow) > 2 * (masters + 1);
  }

  /**
   * Reads until it is enough.
   *
   * @param patience bound of it
   * @return whether both lists were empty that often
   */
  boolean run(Duration patience) throws InterruptedException {
    return Pause.until(
        () -> {
          reader.readNext();
          return isEnough();
        },
        READ_EVERY,
        patience);
  }
}
