package io.drillmaster.check;

import io.drillmaster.drill.Drill;
import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.Header;
import io.drillmaster.history.MediaEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * The events around counterexamples: of the first of each check the least that shows the failure,
 * of the others, and where its session alone does not show it, those of the session nearest in time
 * to the stamps, and the faults. Filled by a second reading of the history.
 */
final class Surroundings {

  /** More events than this are no explanation. */
  static final int MOST_LINES = 40;

  /** Further from every stamp than this, an event explains nothing. */
  private static final long REACH = 5 * Stamps.SECOND;

  /** An event that may be shown: the nearer the better. */
  private record Near(long distance, long order, Recorded recorded) {}

  private final Function<Recorded, String> line;
  private final Map<Suspect, PriorityQueue<Near>> nearest = new HashMap<>();
  private final Map<Suspect, Excerpt> excerpts = new HashMap<>();
  private final Map<Suspect, List<Recorded>> least = new HashMap<>();
  private final Map<Long, String> sessionByOperation = new HashMap<>();
  private long order;

  private Surroundings(Function<Recorded, String> line) {
    this.line = line;
  }

  static Surroundings of(List<Opinion> opinions, Function<Recorded, String> line) {
    Surroundings around = new Surroundings(line);
    for (Opinion opinion : opinions) {
      for (Suspect suspect : opinion.suspects()) {
        around.nearest.put(
            suspect, new PriorityQueue<>(Comparator.comparingLong(Near::distance).reversed()));
      }
      for (Suspect suspect : opinion.suspects().stream().limit(1).toList()) {
        if (!suspect.session().isEmpty()) {
          around.excerpts.put(suspect, new Excerpt(suspect.session()));
        }
      }
    }
    return around;
  }

  boolean isEmpty() {
    return nearest.isEmpty();
  }

  void accept(Recorded recorded) {
    Event event = recorded.event();
    order++;
    if (event instanceof HarnessEvent.Tick || event instanceof HarnessEvent.Fitness) {
      return;
    }
    String session = sessionOf(event);
    excerpts.values().forEach(excerpt -> excerpt.add(recorded, session));
    boolean forAll =
        event instanceof FaultEvent
            || event instanceof HarnessEvent.PhaseBegan
            || event instanceof HarnessEvent.Marked;
    nearest.forEach(
        (suspect, kept) -> {
          boolean same = !session.isEmpty() && session.equals(suspect.session());
          if (same || forAll) {
            long distance = distance(suspect, event.at());
            if (distance <= REACH) {
              keep(kept, new Near(distance, order, recorded));
            }
          }
        });
  }

  private static void keep(PriorityQueue<Near> kept, Near near) {
    kept.add(near);
    if (kept.size() > MOST_LINES) {
      kept.remove();
    }
  }

  private static long distance(Suspect suspect, long at) {
    long least = Long.MAX_VALUE;
    for (long stamp : suspect.stamps()) {
      least = Math.min(least, Math.abs(at - stamp));
    }
    return least;
  }

  private String sessionOf(Event event) {
    if (event instanceof SignalEvent signal) {
      return signal.session();
    } else if (event instanceof MemberEvent member) {
      return member.session();
    } else if (event instanceof OperationEvent operation) {
      return sessionOf(operation);
    } else if (event instanceof MediaEvent.Addresses addresses) {
      return addresses.session();
    } else if (event instanceof SocketEvent socket) {
      return sessionOf(socket);
    }
    return "";
  }

  private static String sessionOf(SocketEvent event) {
    return event instanceof SocketEvent.Opened opened
        ? opened.session()
        : ((SocketEvent.Closed) event).session();
  }

  /** A completion names its operation only. */
  private String sessionOf(OperationEvent event) {
    if (event instanceof OperationEvent.Invoked invoked) {
      sessionByOperation.put(invoked.op(), invoked.session());
      return invoked.session();
    }
    String session = sessionByOperation.remove(event.op());
    return session == null ? "" : session;
  }

  /** Once the history was read again: reduces what was kept to what the failures need. */
  void shrink(List<Opinion> opinions, Header header, Drill drill) {
    for (Opinion opinion : opinions) {
      for (Suspect suspect : opinion.suspects()) {
        Excerpt excerpt = excerpts.get(suspect);
        if (excerpt != null) {
          excerpt
              .shrunk(Replay.of(header, drill, opinion.check(), suspect))
              .filter(events -> events.size() <= MOST_LINES)
              .ifPresent(events -> least.put(suspect, events));
        }
      }
    }
  }

  /** The events of a counterexample, oldest first. */
  List<String> lines(Suspect suspect) {
    List<Recorded> shrunk = least.get(suspect);
    if (shrunk != null) {
      return shrunk.stream().map(line).toList();
    }
    PriorityQueue<Near> kept = nearest.get(suspect);
    if (kept == null) {
      return List.of();
    }
    List<Near> sorted = new ArrayList<>(kept);
    sorted.sort(Comparator.comparingLong(Near::order));
    return sorted.stream().map(near -> line.apply(near.recorded())).toList();
  }
}
