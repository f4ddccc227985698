package io.drillmaster.check;

import io.drillmaster.check.Person.State;
import io.drillmaster.history.MemberEvent;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts participants by state, canaries left out, and what all of them do together. */
final class Census {

  private final Map<State, Integer> people = new EnumMap<>(State.class);
  private final Map<String, Long> refusals = new TreeMap<>();
  long sent;
  long received;

  /** An attempt to get in failed. */
  void refused(String answer) {
    refusals.merge(answer, 1L, Long::sum);
  }

  Map<String, Long> refusals() {
    return refusals;
  }

  int count(State state) {
    return people.getOrDefault(state, 0);
  }

  /** Everybody's state may have changed. */
  void review(Cast cast) {
    cast.people().forEach(this::review);
  }

  /** This participant's state may have changed. */
  void review(Person person) {
    State now = stateOf(person);
    if (now != person.state) {
      if (!person.canary) {
        people.merge(person.state, -1, Integer::sum);
        people.merge(now, 1, Integer::sum);
      }
      person.state = now;
    }
  }

  private static State stateOf(Person person) {
    Outage outage = person.outage;
    if (!person.means()) {
      boolean gone = outage != null && outage.fate == Outage.Fate.GONE;
      boolean left = person.intendedAt != Stamps.NEVER;
      return gone ? State.GONE : left ? State.LEFT : State.ABSENT;
    }
    if (!person.everServed()) {
      return State.JOINING;
    }
    return outage != null && outage.isOpen() ? stateIn(outage) : State.SERVED;
  }

  private static State stateIn(Outage outage) {
    MemberEvent.Told told = outage.told;
    if (told == null) {
      return State.LOST;
    }
    return told.verdict() == MemberEvent.Verdict.NODE_CRASHED ? State.REBUILDING : State.REJOINING;
  }
}
