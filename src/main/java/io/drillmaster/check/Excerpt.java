package io.drillmaster.check;

import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All of a history that concerns one session: what its members and canaries did and saw, what was
 * read about it, and what happened to the cluster. From it a counterexample is shrunk.
 */
final class Excerpt {

  /** A session of ten over an hour has about this many; one with more is shown as it is. */
  private static final int MOST_EVENTS = 20_000;

  private final String session;
  private final List<Recorded> events = new ArrayList<>();
  private boolean isWhole = true;

  Excerpt(String session) {
    this.session = session;
  }

  /** Takes an event of the history, with the session it is about; empty = of none. */
  void add(Recorded recorded, String about) {
    Event event = recorded.event();
    if (about.equals(session) || isOfAll(event)) {
      keep(recorded);
    } else if (event instanceof ProbeEvent.SessionsRead read) {
      keep(new Recorded(recorded.writer(), recorded.index(), narrowed(read)));
    } else if (event instanceof NodeEvent.Owns owns) {
      if (owns.sessions().contains(session)) {
        keep(recorded);
      }
    } else if (event instanceof ProbeEvent.Webhook webhook
        && (webhook.session().equals(session) || webhook.sessions().contains(session))) {
      keep(recorded);
    }
  }

  private static boolean isOfAll(Event event) {
    return event instanceof FaultEvent
        || event instanceof HarnessEvent.PhaseBegan
        || event instanceof HarnessEvent.Marked
        || event instanceof NodeEvent.Seen
        || event instanceof NodeEvent.Gone
        || event instanceof NodeEvent.EntryOf
        || event instanceof ProbeEvent.MediaNodesRead;
  }

  private ProbeEvent.SessionsRead narrowed(ProbeEvent.SessionsRead read) {
    return new ProbeEvent.SessionsRead(
        read.at(),
        read.invokedAt(),
        read.reader(),
        read.node(),
        read.instance(),
        read.sessions().stream().filter(view -> view.session().equals(session)).toList(),
        read.via());
  }

  private void keep(Recorded recorded) {
    if (events.size() < MOST_EVENTS) {
      events.add(recorded);
    } else {
      isWhole = false;
    }
  }

  /** The least of it that shows the failure, and the faults; empty = it does not show it alone. */
  Optional<List<Recorded>> shrunk(Replay replay) {
    if (!isWhole) {
      return Optional.empty();
    }
    return Shrinker.shrink(events, replay, Shrinker.MOST_WORK).map(this::withFaults);
  }

  private List<Recorded> withFaults(List<Recorded> least) {
    Set<Recorded> needed = new LinkedHashSet<>(least);
    return events.stream()
        .filter(each -> needed.contains(each) || each.event() instanceof FaultEvent.Injecting)
        .toList();
  }
}
