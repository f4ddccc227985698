package io.drillmaster.check;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.Header;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SocketEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The same history as somebody outside of the cluster would have it (checks.md 5): without entries,
 * owners and rotation; with a webhook for each master that was killed, or an imported access log.
 */
final class Outside {

  /** What helps whoever is outside. */
  enum Help {
    NONE,
    WEBHOOKS,
    LOG,
    WEBHOOKS_AND_LOG
  }

  /** A master is sealed by the others so long after it was killed. */
  private static final double SEALED_AFTER = 4.6;

  private record Written(String writer, Event event) {}

  private Outside() {}

  static List<Recorded> of(List<Recorded> full, Help help) {
    List<Written> events = new ArrayList<>();
    full.stream()
        .filter(each -> !tellsPlaces(each.event()))
        .forEach(each -> events.add(new Written(each.writer(), each.event())));
    if (help == Help.WEBHOOKS || help == Help.WEBHOOKS_AND_LOG) {
      webhooks(full).forEach(each -> events.add(new Written("prober", each)));
    }
    if (help == Help.LOG || help == Help.WEBHOOKS_AND_LOG) {
      entries(full).forEach(each -> events.add(new Written("access-log", each)));
    }
    events.sort(
        Comparator.comparingLong((Written each) -> each.event().at())
            .thenComparing(Written::writer));
    Map<String, Long> indexes = new HashMap<>();
    return events.stream()
        .map(
            each ->
                new Recorded(
                    each.writer(), indexes.merge(each.writer(), 1L, Long::sum) - 1, each.event()))
        .toList();
  }

  private static boolean tellsPlaces(Event event) {
    return event instanceof NodeEvent.EntryOf
        || event instanceof NodeEvent.Owns
        || event instanceof NodeEvent.Rotation
        || event instanceof NodeEvent.Unreached
        || event instanceof NodeEvent.StoreRead
        || (event instanceof ProbeEvent.SessionsRead read && read.node() != null)
        || (event instanceof ProbeEvent.HealthRead health && health.node() != null);
  }

  /** What the others say when a master was killed: the sessions that it last said it owns. */
  private static List<Event> webhooks(List<Recorded> full) {
    List<Event> told = new ArrayList<>();
    Map<String, String> ids = new HashMap<>();
    Map<String, String> owners = new TreeMap<>();
    for (Recorded each : full) {
      if (each.event() instanceof NodeEvent.Seen seen) {
        ids.put(seen.node(), seen.id());
      } else if (each.event() instanceof NodeEvent.Owns owns) {
        owns.sessions().forEach(session -> owners.put(session, owns.node()));
      } else if (each.event() instanceof FaultEvent.Injecting begun
          && begun.role() == Role.MASTER) {
        for (String target : begun.targets()) {
          List<String> lost =
              owners.entrySet().stream()
                  .filter(entry -> entry.getValue().equals(target))
                  .map(Map.Entry::getKey)
                  .toList();
          long at = begun.at() + Math.round(SEALED_AFTER * 1e9);
          told.add(crashed(at, ids.getOrDefault(target, ""), lost));
        }
      }
    }
    return told;
  }

  static ProbeEvent.Webhook crashed(long at, String master, List<String> sessions) {
    return new ProbeEvent.Webhook(
        at, 0, "nodeCrashed", "", "", "", null, master, "masternode", sessions);
  }

  /** Entries as an import gives them: at the opening of the socket that they are about. */
  private static List<Event> entries(List<Recorded> full) {
    Map<String, String> nodes = new HashMap<>();
    for (Recorded each : full) {
      if (each.event() instanceof NodeEvent.EntryOf entry) {
        nodes.put(entry.local(), entry.node());
      }
    }
    List<Event> entries = new ArrayList<>();
    for (Recorded each : full) {
      if (each.event() instanceof SocketEvent.Opened opened && nodes.containsKey(opened.local())) {
        entries.add(
            new NodeEvent.EntryOf(
                opened.at(),
                NodeEvent.Source.BALANCER_LOG,
                opened.local(),
                nodes.getOrDefault(opened.local(), "")));
      }
    }
    return entries;
  }

  /** What every check says of a history. */
  static Map<String, Opinion> opinions(Header header, Drill drill, List<Recorded> recorded) {
    Bench bench = new Bench(new Progress(header, drill));
    recorded.forEach(bench::accept);
    bench.finish(List.of());
    Map<String, Opinion> byCheck = new TreeMap<>();
    bench.opinions().forEach(opinion -> byCheck.put(opinion.check(), opinion));
    return byCheck;
  }
}
