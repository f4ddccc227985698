package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.drill.Drill;
import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.Header;
import io.drillmaster.history.MediaEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pure fold over a history that the live run and the judge share (decision D23): who is in
 * service, who is out, since when, why, and back by which way. A single pass; memory is bounded by
 * participants, sessions, lives, connections and obligations, not by events. Not thread-safe.
 */
public final class Progress {

  final Header header;
  final Drill drill;
  final Clocks clocks;
  final Cast cast = new Cast();
  final Nodes nodes = new Nodes();
  final Faults faults;
  final Obligations obligations;
  final Membership membership;
  final Census census = new Census();
  final Fitnesses fitness = new Fitnesses();
  final Starvation starvation;
  final Capacity capacity;
  private final Operations operations;
  private final Lists lists;
  private final Readiness readiness;

  private long events;
  private long firstAt = NEVER;
  private long now = NEVER;
  private long steadyAt = NEVER;
  private String calledOff = "";
  private boolean isLeft;
  private long endAt = NEVER;
  private boolean faultsUnsure;
  private @Nullable Person subject;

  /** Nothing seen yet. */
  public Progress(Header header, Drill drill) {
    this.header = header;
    this.drill = drill;
    this.clocks = new Clocks(header.limits());
    this.faults = new Faults(drill, nodes, clocks);
    this.obligations = new Obligations(clocks, faults);
    this.membership = new Membership(this);
    this.operations = new Operations(this);
    this.lists = new Lists(cast, nodes, faults);
    this.readiness = new Readiness(this, lists);
    this.starvation = new Starvation(this);
    this.capacity = new Capacity(this);
  }

  /** Takes the next event of the merged history. */
  public void accept(Recorded recorded) {
    Event event = recorded.event();
    events++;
    now = Math.max(now, event.at());
    firstAt = happened(firstAt) ? firstAt : event.at();
    subject = null;
    if (obligations.advance(now)) {
      census.review(cast);
    }
    dispatch(event, recorded.writer());
    capacity.accept(event);
    Person person = subject;
    if (person != null) {
      census.review(person);
    }
  }

  private void dispatch(Event event, String writer) {
    if (event instanceof SignalEvent signal) {
      subject = cast.person(signal.who());
      signalled(signal);
    } else if (event instanceof OperationEvent operation) {
      subject = operations.accept(operation);
    } else if (event instanceof MemberEvent member) {
      subject = cast.personOf(member.who(), member.session(), writer);
      membership.accept(member, subject);
    } else if (event instanceof SocketEvent socket) {
      subject = socketOwner(socket, writer);
      if (subject != null) {
        membership.accept(socket, subject);
      }
    } else if (event instanceof MediaEvent.Addresses addresses) {
      subject = cast.person(addresses.who());
    } else {
      dispatchOther(event);
    }
  }

  private void dispatchOther(Event event) {
    if (event instanceof ProbeEvent probe) {
      lists.accept(probe);
    } else if (event instanceof NodeEvent node) {
      placed(node);
    } else if (event instanceof FaultEvent fault) {
      struck(fault);
    } else if (event instanceof HarnessEvent harness) {
      harness(harness);
    } else {
      throw new IllegalArgumentException(
          "Progress does not know the event family of " + event.getClass().getName());
    }
  }

  private @Nullable Person socketOwner(SocketEvent socket, String writer) {
    if (socket instanceof SocketEvent.Opened opened) {
      return cast.personOf(opened.who(), opened.session(), writer);
    }
    return cast.person(socket.who());
  }

  private void signalled(SignalEvent signal) {
    Person person = subject;
    if (person == null) {
      return;
    }
    if (signal instanceof SignalEvent.Sent sent) {
      if (sent.purpose() == SignalEvent.Purpose.PROOF) {
        membership.proofSent(person, sent);
      } else {
        census.sent++;
      }
    } else if (signal instanceof SignalEvent.Received received) {
      if (received.purpose() == SignalEvent.Purpose.PROOF) {
        membership.proofReceived(person, received);
      } else {
        census.received++;
      }
    }
  }

  private void placed(NodeEvent event) {
    if (event instanceof NodeEvent.Seen seen) {
      nodes.seen(seen);
    } else if (event instanceof NodeEvent.Gone gone) {
      nodes.gone(gone);
      starvation.gone(gone);
    } else if (event instanceof NodeEvent.EntryOf entry) {
      nodes.entry(entry);
      return;
    } else if (event instanceof NodeEvent.Owns owns) {
      lists.owns(owns);
      return;
    }
    faults.review(event.at());
  }

  private void struck(FaultEvent event) {
    Struck begun = faults.accept(event);
    if (begun != null) {
      obligations.compound(begun);
      membership.expose(begun);
    }
    faults.review(event.at());
  }

  private void harness(HarnessEvent event) {
    if (event instanceof HarnessEvent.PhaseBegan phase) {
      if (phase.phase() == HarnessEvent.Phase.STEADY && steadyAt == NEVER) {
        steadyAt = phase.at();
        fitness.judgeFrom(steadyAt);
      }
      if (phase.phase() == HarnessEvent.Phase.CALLED_OFF) {
        calledOff = phase.detail();
      }
      if (endAt == NEVER && endsLoad(phase.phase())) {
        isLeft = phase.phase() == HarnessEvent.Phase.LEAVE;
        endAt = phase.at();
        obligations.endWatch();
      }
    } else if (event instanceof HarnessEvent.Fitness reading) {
      fitness.accept(reading);
    } else if (event instanceof HarnessEvent.ProcessDied died) {
      blind(died.process(), died.process() + " died: " + died.why(), died.at());
    }
  }

  /** Which condition of the drill's abort came to hold, in words; empty = none. */
  String calledOff() {
    return calledOff;
  }

  /** Whether the load was told to leave; a run that was stopped lets nobody leave. */
  boolean isLeft() {
    return isLeft;
  }

  private static boolean endsLoad(HarnessEvent.Phase phase) {
    return phase == HarnessEvent.Phase.LEAVE
        || phase == HarnessEvent.Phase.END
        || phase == HarnessEvent.Phase.CALLED_OFF
        || phase == HarnessEvent.Phase.ABORTED;
  }

  /** From now on nothing that the participants of a writer did not report means anything. */
  void blind(String writer, String why, long at) {
    faultsUnsure |= writer.equals(Header.HARNESS);
    for (Person person : cast.people()) {
      if (person.writer.equals(writer) && person.blind.isEmpty()) {
        person.blind = why;
        Outage outage = person.outage;
        if (outage != null && outage.isOpen()) {
          outage.voidWhy = why;
          obligations.end(person, Outage.Fate.VOID, at);
        }
        person.leaveAt = at;
        census.review(person);
      }
    }
  }

  /** What is known at a moment not before the last event. */
  public Snapshot snapshot(long nowNanos) {
    return new SnapshotOf(this).at(nowNanos);
  }

  /** Whether the steady state holds at this moment (decision D3). */
  public boolean steady(long nowNanos) {
    return whyNotSteady(nowNanos).isEmpty();
  }

  /** Why the steady state does not hold at this moment; empty = it holds. */
  public Optional<String> whyNotSteady(long nowNanos) {
    return readiness.whyNotSteady(nowNanos);
  }

  /** Whether everybody exposed is back, proven after the last fault, and stayed so for 1 s (D3). */
  public boolean recovered(long nowNanos) {
    return readiness.recovered(nowNanos);
  }

  /** What has to come before the capacity that faults took can be judged; empty = nothing. */
  public Optional<Awaited> awaited(long nowNanos) {
    return capacity.awaited(nowNanos);
  }

  /** Sessions of the load, by name. */
  public List<String> sessionsOfTheLoad() {
    return cast.rooms().stream()
        .filter(Room::isOfTheLoad)
        .map(room -> room.session)
        .sorted()
        .toList();
  }

  /**
   * Sessions with somebody in service that lost a life, or in which a member was out of service, at
   * or after a stamp: a separation would show at their next join (checks.md 3.2 b).
   */
  public List<String> touchedSince(long at) {
    Set<Room> touched = new HashSet<>();
    for (Outage outage : obligations.all()) {
      if (outage.reopenedAt >= at) {
        touched.add(outage.person.room);
      }
    }
    return cast.rooms().stream()
        .filter(room -> touched.contains(room) || room.changedLife(at))
        .filter(Room::isServedToMembers)
        .map(room -> room.session)
        .sorted()
        .toList();
  }

  /** The participant that the last event is about; null = none. */
  @Nullable Person subject() {
    return subject;
  }

  long events() {
    return events;
  }

  long firstAt() {
    return firstAt;
  }

  /** The latest stamp so far. */
  long now() {
    return now;
  }

  /** When the load was told to leave, or the run ended; NEVER = not yet. */
  long endAt() {
    return endAt;
  }

  /** Until when participants were watched: the end of the load, or the last event. */
  long watchedUntil() {
    return happened(endAt) ? endAt : now;
  }

  /** Whether everybody had joined, as the run's own record of its phases says. */
  boolean isRamped() {
    return happened(steadyAt);
  }

  /** From when on figures count: the steady state, or the first event. */
  long judgedFrom() {
    return happened(steadyAt) ? steadyAt : firstAt;
  }

  /** Zero of the time axis: the first fault, else the steady state, else the first event. */
  long zero() {
    if (!faults.all().isEmpty()) {
      return faults.all().get(0).injectedFrom;
    }
    return happened(steadyAt) ? steadyAt : happened(firstAt) ? firstAt : 0;
  }

  /** Whether the file that names the faults is damaged: there may have been others. */
  boolean faultsUnsure() {
    return faultsUnsure;
  }

  Attribution attribution(Outage outage) {
    return Attribution.of(outage, faults.all(), nodes);
  }
}
