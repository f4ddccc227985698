package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.happened;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Opens, closes and reopens obligations (checks.md 2.7). */
final class Obligations {

  /** A proof that must have come back by {@code dueAt}. */
  private record Due(long dueAt, long sentAt, Person person) {}

  private final Clocks clocks;
  private final Faults faults;
  private final List<Outage> all = new ArrayList<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::dueAt));
  private int open;
  private boolean ended;
  private long lastChangeAt = NEVER;

  Obligations(Clocks clocks, Faults faults) {
    this.clocks = clocks;
    this.faults = faults;
  }

  /** All so far, in the order of opening. */
  List<Outage> all() {
    return all;
  }

  int open() {
    return open;
  }

  /** When one was last opened, closed or ended. */
  long lastChangeAt() {
    return lastChangeAt;
  }

  /** The oldest proof of a participant that is still on its way must come back within STALL. */
  void expect(Person person) {
    long sentAt = person.proofs.oldestSentAt();
    if (happened(sentAt)) {
      due.add(new Due(sentAt + clocks.stall, sentAt, person));
    }
  }

  /** Opens what has become overdue by now; returns whether anything did. */
  boolean advance(long now) {
    boolean opened = false;
    for (Due head = due.peek(); head != null && head.dueAt() <= now; head = due.peek()) {
      due.remove();
      Person person = head.person();
      if (person.inService() && person.proofs.oldestSentAt() == head.sentAt()) {
        open(person, Outage.Cause.STALLED, head.dueAt());
        opened = true;
      }
    }
    return opened;
  }

  /** The load was told to leave: nothing is owed to anybody any more. */
  void endWatch() {
    ended = true;
  }

  /** Something speaks against a participant's service; does nothing while one is open. */
  void open(Person person, Outage.Cause cause, long at) {
    Outage last = person.outage;
    boolean isOwed = person.isOwedService && person.means() && person.everServed();
    if (ended || !isOwed || person.con == null || person.isOut()) {
      return;
    }
    if (last != null && last.isBack() && isRelapse(last, at)) {
      last.relapse(at);
    } else {
      Outage outage = new Outage(person, cause, at);
      person.outage = outage;
      all.add(outage);
    }
    open++;
    person.room.openOutages++;
    lastChangeAt = Math.max(lastChangeAt, at);
  }

  private boolean isRelapse(Outage last, long at) {
    return at - last.endedAt <= clocks.hold
        && faults.all().stream().noneMatch(fault -> fault.injectedFrom > last.endedAt);
  }

  /** A proof came back: closes the participant's obligation if it began after the opening. */
  boolean served(Person person, long invokedAt, long at) {
    Outage outage = person.outage;
    if (outage == null || !outage.isOpen() || invokedAt <= outage.reopenedAt) {
      return false;
    }
    outage.close(at);
    closed(person, at);
    return true;
  }

  /** It ends without the participant being back. */
  void end(Person person, Outage.Fate how, long at) {
    Outage outage = person.outage;
    if (outage != null && outage.isOpen()) {
      outage.end(how, at);
      closed(person, at);
    }
  }

  /** A fault struck while these were open. */
  void compound(Struck fault) {
    for (Outage outage : all) {
      if (outage.isOpen()) {
        outage.compound.add(fault.name);
      }
    }
  }

  private void closed(Person person, long at) {
    open--;
    person.room.openOutages--;
    lastChangeAt = Math.max(lastChangeAt, at);
  }
}
