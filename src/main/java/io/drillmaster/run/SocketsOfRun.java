package io.drillmaster.run;

import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.SocketEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The client sockets that a history tells of, with its masters: what a line of an access log is
 * held against. Fed with the events of the history, in any order. Not thread-safe.
 */
final class SocketsOfRun {

  /**
   * A socket.
   *
   * @param local own ip:port
   * @param remote ip:port of the balancer that it reached
   * @param openedAt stamp
   */
  record Opened(long epoch, String local, String remote, long openedAt) {}

  private static final class Master {
    final NodeEvent.Seen seen;
    long goneAt = Long.MAX_VALUE;

    Master(NodeEvent.Seen seen) {
      this.seen = seen;
    }

    boolean wasThere(long at) {
      return at >= seen.at() - SAME_UPGRADE && at <= goneAt;
    }
  }

  /**
   * A balancer's time of an upgrade and the client's are at most this far apart, clocks included;
   * otherwise the line speaks of another use of the same port.
   */
  static final long SAME_UPGRADE = 10_000_000_000L;

  private final Map<Integer, List<Opened>> byPort = new HashMap<>();
  private final Map<String, List<NodeEvent.EntryOf>> told = new HashMap<>();
  private final Map<String, Master> masters = new HashMap<>();
  private int count;

  void accept(Event event) {
    if (event instanceof SocketEvent.Opened opened) {
      opened(opened);
    } else if (event instanceof NodeEvent.EntryOf entry) {
      told.computeIfAbsent(entry.local(), key -> new ArrayList<>(1)).add(entry);
    } else if (event instanceof NodeEvent.Seen seen && seen.role() == Role.MASTER) {
      masters.putIfAbsent(seen.incarnation(), new Master(seen));
    } else if (event instanceof NodeEvent.Gone gone) {
      Master master = masters.get(gone.incarnation());
      if (master != null) {
        master.goneAt = gone.at();
      }
    }
  }

  private void opened(SocketEvent.Opened opened) {
    String local = opened.local();
    String port = local.substring(local.lastIndexOf(':') + 1);
    if (port.matches("\\d{1,5}")) {
      count++;
      byPort
          .computeIfAbsent(Integer.valueOf(port), key -> new ArrayList<>(1))
          .add(new Opened(opened.epoch(), local, opened.remote(), opened.at()));
    }
  }

  int count() {
    return count;
  }

  /** Those that had this port of their own, about that time. */
  List<Opened> near(int port, long at) {
    return byPort.getOrDefault(port, List.of()).stream()
        .filter(each -> Math.abs(each.openedAt() - at) <= SAME_UPGRADE)
        .toList();
  }

  /** The entry that the history itself tells; null = none. */
  @Nullable String toldEntry(Opened socket) {
    for (NodeEvent.EntryOf each : told.getOrDefault(socket.local(), List.of())) {
      boolean isOfBalancer = each.remote().isEmpty() || each.remote().equals(socket.remote());
      if (isOfBalancer && Math.abs(each.at() - socket.openedAt()) <= SAME_UPGRADE) {
        return each.node();
      }
    }
    return null;
  }

  /** The master at an ip:port, or else the only one at its ip; null = none, or several. */
  @Nullable String master(String target, long at) {
    List<Master> there = masters.values().stream().filter(each -> each.wasThere(at)).toList();
    String exact =
        only(there.stream().filter(each -> each.seen.addresses().contains(target)).toList());
    if (exact != null) {
      return exact;
    }
    String host = AlbLine.host(target);
    return only(
        there.stream()
            .filter(
                each -> each.seen.addresses().stream().map(AlbLine::host).anyMatch(host::equals))
            .toList());
  }

  private static @Nullable String only(List<Master> masters) {
    List<String> names = masters.stream().map(each -> each.seen.node()).distinct().toList();
    return names.size() == 1 ? names.get(0) : null;
  }
}
