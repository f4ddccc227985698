package io.drillmaster.run;

import io.drillmaster.history.NodeEvent;
import io.drillmaster.run.SocketsOfRun.Opened;
import io.drillmaster.time.ClockAnchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the WebSockets of an access log against the sockets of a run: by the client's port and the
 * time of the upgrade, and by its ip where that is the same on both sides of the network. Behind an
 * address translation that keeps ports, all sockets of one local ip show one other ip: the one that
 * fits most of them. What fits several sockets fits none.
 */
final class EntryMatch {

  /** A line and the only socket that it may be about. */
  private record Pair(AlbLine line, Opened socket) {
    boolean isExact() {
      return socket.local().equals(line.client());
    }
  }

  /**
   * What came of it.
   *
   * @param entries of sockets whose entry was not known before, oldest first
   * @param counts of everything else
   */
  record Matched(List<NodeEvent.EntryOf> entries, Counts counts) {
    Matched {
      entries = List.copyOf(entries);
    }
  }

  /**
   * What was found, in numbers.
   *
   * @param sockets of the run
   * @param matched sockets whose entry the log tells, and nobody told before
   * @param told sockets whose entry was told before, and the log says the same
   * @param contradicted sockets of which the log says otherwise than was told, or two things
   * @param foreign lines whose port is that of no socket of the run at that time
   * @param ambiguous lines that may be about several sockets
   * @param noMaster lines whose target is no master of the node table
   */
  record Counts(
      long sockets,
      long matched,
      long told,
      long contradicted,
      long foreign,
      long ambiguous,
      long noMaster) {}

  private final SocketsOfRun sockets;
  private final ClockAnchor anchor;
  private final Map<Opened, String> nodes = new LinkedHashMap<>();
  private final Set<Opened> contradicted = new HashSet<>();
  private long told;
  private long foreign;
  private long ambiguous;
  private long noMaster;

  private EntryMatch(SocketsOfRun sockets, ClockAnchor anchor) {
    this.sockets = sockets;
    this.anchor = anchor;
  }

  /** Matches; {@code anchor} turns wall times of the log into stamps of the history. */
  static Matched of(List<AlbLine> lines, SocketsOfRun sockets, ClockAnchor anchor) {
    EntryMatch match = new EntryMatch(sockets, anchor);
    match.ours(match.pairs(lines)).forEach(match::place);
    return match.matched();
  }

  private List<Pair> pairs(List<AlbLine> lines) {
    List<Pair> pairs = new ArrayList<>();
    for (AlbLine line : lines) {
      List<Opened> near = sockets.near(line.clientPort(), anchor.nanosAt(line.created()));
      List<Opened> exact =
          near.stream().filter(each -> each.local().equals(line.client())).toList();
      Optional<Opened> socket = only(exact.isEmpty() ? near : exact);
      if (socket.isPresent()) {
        pairs.add(new Pair(line, socket.get()));
      } else if (near.isEmpty()) {
        foreign++;
      } else {
        ambiguous++;
      }
    }
    return pairs;
  }

  private static Optional<Opened> only(List<Opened> sockets) {
    return sockets.size() == 1 ? Optional.of(sockets.get(0)) : Optional.empty();
  }

  /** Without the lines of others who used the same ports at the same time. */
  private List<Pair> ours(List<Pair> pairs) {
    Map<String, Map<String, Long>> seenAs = new HashMap<>();
    for (Pair pair : pairs) {
      seenAs
          .computeIfAbsent(AlbLine.host(pair.socket().local()), key -> new HashMap<>())
          .merge(pair.line().clientHost(), 1L, Long::sum);
    }
    Map<String, String> outside =
        seenAs.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> mostSeen(each)));
    List<Pair> ours = new ArrayList<>();
    for (Pair pair : pairs) {
      String host = outside.get(AlbLine.host(pair.socket().local()));
      if (pair.isExact() || pair.line().clientHost().equals(host)) {
        ours.add(pair);
      } else {
        foreign++;
      }
    }
    return ours;
  }

  /** Its own ip, where that is seen; else the one seen most. */
  private static String mostSeen(Map.Entry<String, Map<String, Long>> local) {
    if (local.getValue().containsKey(local.getKey())) {
      return local.getKey();
    }
    return local.getValue().entrySet().stream()
        .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  private void place(Pair pair) {
    Opened socket = pair.socket();
    String node = sockets.master(pair.line().target(), socket.openedAt());
    @Nullable String known = sockets.toldEntry(socket);
    if (node == null) {
      noMaster++;
    } else if (known != null && known.equals(node)) {
      told++;
    } else if (known != null || !node.equals(nodes.getOrDefault(socket, node))) {
      contradicted.add(socket);
    } else {
      nodes.put(socket, node);
    }
  }

  private Matched matched() {
    contradicted.forEach(nodes::remove);
    List<NodeEvent.EntryOf> entries = new ArrayList<>();
    nodes.forEach(
        (socket, node) ->
            entries.add(
                new NodeEvent.EntryOf(
                    socket.openedAt(),
                    NodeEvent.Source.BALANCER_LOG,
                    "",
                    socket.local(),
                    socket.remote(),
                    node)));
    entries.sort(Comparator.comparingLong(NodeEvent.EntryOf::at));
    return new Matched(
        entries,
        new Counts(
            sockets.count(),
            entries.size(),
            told,
            contradicted.size(),
            foreign,
            ambiguous,
            noMaster));
  }
}
