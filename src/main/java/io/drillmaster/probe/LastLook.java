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

/**
 * What the prober reads when everybody has left (checks.md 3.12): lists, media nodes and owners,
 * until the session list has been empty often enough to have met every master, or for as long as a
 * cluster may keep what left. Looked at by one thread, fed by those of the client.
 */
final class LastLook {
  private static final Duration READ_EVERY = Duration.ofMillis(100);

  private final Supplier<List<Node>> nodes;
  private final ClusterReader reader;
  private final RestProber.Sink sink;
  private final String prefix;
  private int emptyInRow;

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
      counted(list.sessions().stream().noneMatch(each -> each.session().startsWith(prefix)));
    }
  }

  private synchronized void counted(boolean isEmpty) {
    emptyInRow = isEmpty ? emptyInRow + 1 : 0;
  }

  /** Two of them meet every master with some luck, and one more may have been under way. */
  private synchronized boolean isEnough() {
    long masters =
        nodes.get().stream().filter(node -> node.role() == Role.MASTER && node.alive()).count();
    return emptyInRow > 2 * (masters + 1);
  }

  /**
   * Reads until it is enough.
   *
   * @param patience bound of it
   * @return whether the list was empty that often
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
