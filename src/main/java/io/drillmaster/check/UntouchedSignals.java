package io.drillmaster.check;

import io.drillmaster.history.SignalEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Room signals in an outage, by who sent them to whom, until it is known who depended on nothing
 * that the fault took: evidence of place may come late. Those in time are counted, slow ones kept.
 */
final class UntouchedSignals {

  /** Two members of a room, and the fault that was at work. */
  record Pair(Struck fault, Person sender, Person receiver) {}

  /** A signal that took longer than it may. */
  record Waited(Pair pair, SignalEvent.Received received) {}

  private static final class Tally {
    long count;
    long longest;
  }

  /** A broken cluster is late by the million; these are enough to show it. */
  private static final int MOST_SLOW = 10_000;

  private final Progress progress;
  private final Map<Pair, Tally> inTime = new HashMap<>();

  /** Those that came in time, in an outage that had lasted long already, if it was one. */
  private final Map<Pair, Tally> inTimeIfHealed = new HashMap<>();

  private final List<Waited> slow = new ArrayList<>();

  UntouchedSignals(Progress progress) {
    this.progress = progress;
  }

  /**
   * Takes one that may have been due in the outage of a fault.
   *
   * @param isSure whether it was in any case, and not only if the fault is healed later
   */
  void received(Pair pair, SignalEvent.Received received, boolean isSure) {
    long waited = received.at() - received.intendedAt();
    if (waited <= Serving.SIGNAL) {
      Tally tally = (isSure ? inTime : inTimeIfHealed).computeIfAbsent(pair, key -> new Tally());
      tally.count++;
      tally.longest = Math.max(tally.longest, waited);
    } else if (slow.size() < MOST_SLOW) {
      slow.add(new Waited(pair, received));
    }
  }

  /** Adds those that came in time, once all is known. */
  void inTime(Population population) {
    Map<Struck, Set<Person>> untouched = new HashMap<>();
    inTimeIfHealed.keySet().removeIf(pair -> !pair.fault().isHealed());
    for (Map<Pair, Tally> tallies : List.of(inTime, inTimeIfHealed)) {
      tallies.forEach(
          (pair, tally) -> {
            if (isUntouched(pair, untouched)) {
              population.served(tally.count, tally.longest);
            }
          });
    }
  }

  /** Those that did not, in their order, once all is known. */
  List<Waited> slow() {
    Map<Struck, Set<Person>> untouched = new HashMap<>();
    return slow.stream().filter(each -> isUntouchedByAll(each, untouched)).toList();
  }

  /** Who has lost something to one fault may be late during another. */
  private boolean isUntouchedByAll(Waited slow, Map<Struck, Set<Person>> untouched) {
    SignalEvent.Received received = slow.received();
    return isUntouched(slow.pair(), untouched)
        && progress.faults.all().stream()
            .filter(each -> each.meets(received.intendedAt(), received.at()))
            .allMatch(
                each ->
                    isUntouched(
                        new Pair(each, slow.pair().sender(), slow.pair().receiver()), untouched));
  }

  private boolean isUntouched(Pair pair, Map<Struck, Set<Person>> untouched) {
    Set<Person> people = untouched.computeIfAbsent(pair.fault(), this::by);
    return people.contains(pair.sender()) && people.contains(pair.receiver());
  }

  private Set<Person> by(Struck fault) {
    Set<Person> people = new HashSet<>();
    for (Struck.Exposure each : fault.exposures) {
      if (progress.nodes.relation(fault, each.life(), each.epoch()) == Figures.Relation.NEITHER) {
        people.add(each.person());
      }
    }
    return people;
  }
}
