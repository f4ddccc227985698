package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.SECOND;

import io.drillmaster.history.Event;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SignalEvent.Purpose;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Room signals arrive exactly once, in order per sender, at every obliged member (checks.md 3.6). A
 * member is obliged if it was attached to the sender's life on one socket from before the sending
 * until after the acknowledgement, and something later on the same socket shows that the channel
 * was past it. A signal whose outcome is unknown happened if anybody received it.
 */
final class SignalsDelivered implements Checker {

  /** A proof begun so long after the acknowledgement cannot have overtaken the signal. */
  private static final long PAST = 2 * SECOND;

  /** Three request time-outs: what has not arrived by then is judged. */
  private static final long JUDGED_AFTER = 30 * SECOND;

  /** Fewer pairs after a fault say nothing about it. */
  static final int PAIRS_MIN = 100;

  /** Lost signals remembered in case they arrive very late; more means plain loss. */
  private static final int MOST_LOST = 10_000;

  private record Key(int sender, long seq) {}

  private record Lost(Key key, Person receiver, Suspect suspect) {}

  /** A receipt that is stamped before its sending: two clocks may differ a little. */
  private record Early(SignalEvent.Received receipt, Person receiver) {}

  private final Progress progress;
  private final Map<Key, RoomSignal> underway = new HashMap<>();
  private final Map<Long, RoomSignal> unanswered = new HashMap<>();
  private final Deque<RoomSignal> byAge = new ArrayDeque<>();
  private final Map<Person, Deque<RoomSignal>> bySender = new HashMap<>();
  private final Attachments attachments = new Attachments();
  private final List<@Nullable Inbox> inboxes = new ArrayList<>();
  private final List<Lost> lost = new ArrayList<>();
  private final Map<Key, List<Early>> early = new HashMap<>();

  /** The number that each sent last; those of one sender only grow. */
  private final Map<Person, Long> lastSent = new HashMap<>();

  private final Suspects suspects = new Suspects();
  private long sent;
  private long received;
  private long obliged;
  private long obligedAcross;
  private long lostUncounted;
  private long twice;
  private long unknownOutcome;
  private long late;
  private boolean finished;

  SignalsDelivered(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void accept(Recorded recorded) {
    Event event = recorded.event();
    Person person = progress.subject();
    expire(progress.now());
    if (event instanceof OperationEvent.Completed completed) {
      if (completed.kind() == OperationEvent.Kind.SIGNAL) {
        answered(completed);
      }
    } else if (person != null) {
      if (event instanceof SignalEvent.Received receipt) {
        receipt(receipt, person);
      } else if (event instanceof SignalEvent.Sent signal) {
        if (signal.purpose() == Purpose.ROOM) {
          sent(signal, person);
        }
      } else {
        attachments.accept(event, person);
      }
    }
  }

  // ---- a signal's way ----

  private void sent(SignalEvent.Sent signal, Person person) {
    sent++;
    lastSent.put(person, signal.seq());
    List<Early> before = early.remove(new Key(person.number, signal.seq()));
    Con con = person.con;
    if (con == null || !con.id.equals(signal.con())) {
      return;
    }
    List<Attachment> members = new ArrayList<>(person.room.people.size());
    for (Person other : person.room.people) {
      Attachment attached = other == person ? null : attachments.current(other);
      if (attached != null && attached.con.life == con.life && attached.since < signal.at()) {
        members.add(attached);
      }
    }
    RoomSignal pending = new RoomSignal(person, con, signal, members.toArray(new Attachment[0]));
    underway.put(new Key(person.number, signal.seq()), pending);
    unanswered.put(signal.op(), pending);
    byAge.addLast(pending);
    bySender.computeIfAbsent(person, key -> new ArrayDeque<>(2)).addLast(pending);
    if (before != null) {
      before.forEach(each -> arrived(pending, each.receipt(), each.receiver()));
    }
  }

  private void answered(OperationEvent.Completed completed) {
    RoomSignal signal = unanswered.remove(completed.op());
    if (signal == null) {
      return;
    }
    signal.outcome = completed.outcome();
    signal.answeredAt = completed.at();
    if (completed.outcome() == Outcome.FAIL && signal.firstReceiptAt != NEVER) {
      suspects.add(SignalSuspects.refusedYetReceived(signal, signal.firstReceiptAt));
    }
    settle(signal);
  }

  private void receipt(SignalEvent.Received receipt, Person person) {
    if (receipt.purpose() == Purpose.PROOF) {
      Attachment current = attachments.current(person);
      if (current != null && current.epoch == receipt.epoch()) {
        current.proofInvokedMax = Math.max(current.proofInvokedMax, person.servedInvokedAt);
      }
      return;
    }
    received++;
    identity(receipt, person);
    Person sender = progress.cast.person(receipt.sender());
    if (sender == null) {
      return;
    }
    RoomSignal signal = underway.get(new Key(sender.number, receipt.seq()));
    order(receipt, person, sender, signal);
    if (signal != null) {
      arrived(signal, receipt, person);
    } else if (receipt.seq() <= lastSent.getOrDefault(sender, 0L)) {
      arrivedLate(new Key(sender.number, receipt.seq()), person);
    } else if (early.size() < MOST_LOST) {
      early
          .computeIfAbsent(new Key(sender.number, receipt.seq()), key -> new ArrayList<>(1))
          .add(new Early(receipt, person));
    }
  }

  private void arrived(RoomSignal signal, SignalEvent.Received receipt, Person person) {
    overtake(signal, receipt, person);
    boolean first = signal.firstReceiptAt == NEVER;
    signal.received(person, receipt.at());
    if (first && signal.outcome == Outcome.FAIL) {
      suspects.add(SignalSuspects.refusedYetReceived(signal, receipt.at()));
    }
    settle(signal);
  }

  /** A later number shows that the channel is past those that were certainly sent before it. */
  private void overtake(RoomSignal later, SignalEvent.Received receipt, Person person) {
    Deque<RoomSignal> others = bySender.get(later.sender);
    if (others != null) {
      for (RoomSignal other : others) {
        if (other.seq < later.seq && other.precedes(later)) {
          other.overtakenAt(person, receipt.epoch());
        }
      }
    }
  }

  /** Takes a signal that everybody has off the books. */
  private void settle(RoomSignal signal) {
    if (signal.isDone()) {
      forget(signal);
      pairs(signal, signal.members());
    }
  }

  private void forget(RoomSignal signal) {
    underway.remove(new Key(signal.sender.number, signal.seq));
    Deque<RoomSignal> others = bySender.get(signal.sender);
    if (others != null) {
      others.remove(signal);
    }
  }

  private void pairs(RoomSignal signal, int count) {
    obliged += count;
    List<Struck> faults = progress.faults.all();
    boolean across =
        faults.isEmpty()
            ? progress.drill.faults().isEmpty()
            : signal.sentAt > faults.get(0).injectedFrom;
    if (across) {
      obligedAcross += count;
    }
  }

  private void expire(long now) {
    RoomSignal oldest = byAge.peekFirst();
    while (oldest != null && (oldest.isDone() || oldest.sentAt + JUDGED_AFTER < now)) {
      byAge.removeFirst();
      if (!oldest.isDone()) {
        judge(oldest);
      }
      oldest = byAge.peekFirst();
    }
  }

  private void judge(RoomSignal signal) {
    unanswered.remove(signal.op);
    forget(signal);
    if (signal.outcome == null || signal.outcome == Outcome.INFO) {
      unknownOutcome++;
    }
    long dueAt = signal.dueAt();
    if (dueAt == NEVER) {
      return;
    }
    int counted = signal.members() - signal.left;
    for (int i = 0; i < signal.missing.length; i++) {
      Attachment member = signal.missing[i];
      if (member != null && isPast(member, signal.overtaken[i], dueAt)) {
        counted++;
        lose(signal, member, dueAt);
      }
    }
    pairs(signal, counted);
  }

  /** Whether the member's channel was certainly past the signal. */
  private static boolean isPast(Attachment member, boolean overtaken, long dueAt) {
    return member.reaches(dueAt) && (overtaken || member.proofInvokedMax > dueAt + PAST);
  }

  // ---- violations ----

  private void lose(RoomSignal signal, Attachment member, long dueAt) {
    Person receiver = member.person;
    Suspect suspect = SignalSuspects.lost(signal, member, dueAt);
    if (lost.size() < MOST_LOST) {
      lost.add(new Lost(new Key(signal.sender.number, signal.seq), receiver, suspect));
    } else {
      lostUncounted++;
    }
  }

  private boolean isLost(Person sender, SignalEvent.Received receipt, Person receiver) {
    Key key = new Key(sender.number, receipt.seq());
    return lost.stream().anyMatch(each -> each.key().equals(key) && each.receiver() == receiver);
  }

  private void arrivedLate(Key key, Person receiver) {
    if (!lost.isEmpty()
        && lost.removeIf(each -> each.key().equals(key) && each.receiver() == receiver)) {
      late++;
    }
  }

  private void identity(SignalEvent.Received receipt, Person person) {
    String from = receipt.from();
    String wrong = "";
    if (!receipt.senderSession().equals(receipt.session())) {
      wrong = "of session " + receipt.senderSession();
    } else if (from != null && !from.equals(receipt.senderCon())) {
      wrong = "of " + receipt.senderCon() + " that claims to be from " + from;
    } else if (isOfOtherLife(receipt)) {
      wrong = "of life " + receipt.life();
    }
    if (!wrong.isEmpty()) {
      suspects.add(SignalSuspects.misplaced(receipt, person, ", " + wrong));
    }
  }

  private boolean isOfOtherLife(SignalEvent.Received receipt) {
    Con con = progress.cast.con(receipt.con());
    Life own = con == null ? null : con.life;
    Long ownNumber = own == null ? null : own.number;
    Long number = receipt.life();
    return number != null && ownNumber != null && !number.equals(ownNumber);
  }

  private void order(
      SignalEvent.Received receipt, Person person, Person sender, @Nullable RoomSignal signal) {
    Inbox inbox = person.number < inboxes.size() ? inboxes.get(person.number) : null;
    if (inbox == null) {
      inbox = new Inbox();
      while (inboxes.size() <= person.number) {
        inboxes.add(null);
      }
      inboxes.set(person.number, inbox);
    }
    long highest = inbox.highest(sender.number);
    Inbox.Receipt kind = inbox.receive(sender.number, receipt.seq());
    if (kind == Inbox.Receipt.AGAIN
        || (kind == Inbox.Receipt.ANCIENT && signal == null && !isLost(sender, receipt, person))) {
      twice++;
      suspects.add(SignalSuspects.misplaced(receipt, person, " a second time"));
    } else if (kind == Inbox.Receipt.OVERTAKEN && signal != null) {
      long later = overtaker(signal, inbox, highest);
      if (later != 0) {
        suspects.add(SignalSuspects.misplaced(receipt, person, " after signal " + later));
      }
    }
  }

  /** A later number that was received before and may not have been; 0 = none. */
  private long overtaker(RoomSignal signal, Inbox inbox, long highest) {
    for (long later = signal.seq + 1; later <= highest; later++) {
      if (inbox.has(signal.sender.number, later) && isBefore(signal, later)) {
        return later;
      }
    }
    return 0;
  }

  /** Whether a signal precedes a later number of its sender: same socket, or answered before. */
  private boolean isBefore(RoomSignal signal, long later) {
    RoomSignal next = underway.get(new Key(signal.sender.number, later));
    Epoch epoch = signal.sender.epoch;
    if (next == null) {
      return epoch != null && epoch.id == signal.epoch;
    }
    return next.epoch == signal.epoch
        || (signal.outcome == Outcome.OK && signal.answeredAt < next.sentAt);
  }

  /** Judges what is still under way; to be called once all events are in. */
  void finish() {
    if (!finished) {
      finished = true;
      byAge.stream().filter(signal -> !signal.isDone()).forEach(this::judge);
      lost.removeIf(each -> !each.receiver().blind.isEmpty());
      lost.forEach(each -> suspects.add(each.suspect()));
    }
  }

  @Override
  public Opinion opinion() {
    finish();
    String unknown =
        obligedAcross < PAIRS_MIN
            ? "only %d deliveries after the first fault could be judged, %d are needed; signal the"
                    .formatted(obligedAcross, PAIRS_MIN)
                + " room more often"
            : "";
    return Opinion.of(
            Checks.SIGNALS_DELIVERED,
            suspects,
            unknown,
            Words.count(sent) + " sent, " + Words.count(obliged) + " deliveries owed",
            "%s lost, %s twice, %s unknown outcome"
                .formatted(
                    Words.count(lostCount()), Words.count(twice), Words.count(unknownOutcome)))
        .with(late == 0 ? List.of() : List.of(late + " arrived more than 30 s late"));
  }

  private long lostCount() {
    return lost.size() + lostUncounted;
  }

  Figures.Signals figures(Figures.Latencies latency) {
    finish();
    return new Figures.Signals(
        sent, received, obliged, lostCount(), twice, unknownOutcome, latency);
  }
}
