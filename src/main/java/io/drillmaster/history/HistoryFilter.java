package io.drillmaster.history;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which events of a history a reader wants to see. Faults and phases always pass: they are what the
 * rest is read against; ticks and fitness readings pass only unfiltered by {@code everything}.
 * Keeps the operations of the session asked for, because their ends do not name it; so events must
 * come in order. Not thread-safe.
 */
public final class HistoryFilter {

  private final Optional<String> session;
  private final Optional<String> participant;
  private final long from;
  private final long to;
  private final boolean everything;
  private final Set<Long> operations = new HashSet<>();

  /**
   * A filter.
   *
   * @param session the end of a session's id is enough, e.g. "-017"
   * @param participant a participant's name
   * @param from first stamp wanted
   * @param to last stamp wanted
   * @param everything ticks and fitness readings too
   */
  public HistoryFilter(
      Optional<String> session,
      Optional<String> participant,
      long from,
      long to,
      boolean everything) {
    this.session = session;
    this.participant = participant;
    this.from = from;
    this.to = to;
    this.everything = everything;
  }

  /** Whether the next event of the history is wanted. */
  public boolean wants(Event event) {
    boolean ofSession = session.isEmpty() || isOfSession(event, session.get());
    boolean ofParticipant = participant.isEmpty() || Subject.who(event).equals(participant.get());
    return event.at() >= from
        && event.at() <= to
        && isShown(event)
        && (isLandmark(event) || (ofSession && ofParticipant));
  }

  private boolean isShown(Event event) {
    return everything
        || !(event instanceof HarnessEvent.Tick || event instanceof HarnessEvent.Fitness);
  }

  private static boolean isLandmark(Event event) {
    return event instanceof FaultEvent
        || event instanceof HarnessEvent.PhaseBegan
        || event instanceof HarnessEvent.Marked
        || event instanceof HarnessEvent.ProcessDied;
  }

  private boolean isOfSession(Event event, String wanted) {
    if (event instanceof OperationEvent.Completed completed) {
      return operations.remove(completed.op());
    }
    boolean named = Subject.sessions(event).stream().anyMatch(id -> id.endsWith(wanted));
    if (named && event instanceof OperationEvent.Invoked invoked) {
      operations.add(invoked.op());
    }
    return named;
  }
}
