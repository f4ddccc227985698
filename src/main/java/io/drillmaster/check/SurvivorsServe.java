package io.drillmaster.check;

import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.check.Starvation.Lateness;
import io.drillmaster.check.Starvation.Wait;
import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SignalEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The survivors of a fault go on serving (checks.md 3.8), judged in four populations of their own:
 * new sessions, sessions whose owner died, REST reads, and signals of unrelated members. Each wait
 * is counted from the first attempt, all retries of the application included. A session that exists
 * for creators and not for members is wedged.
 */
final class SurvivorsServe implements Checker {

  /** A read that may have begun in the outage of a fault. */
  private record Asked(Struck fault, Readers.Read read) {}

  private final Progress progress;
  private final Serving serving;
  private final Suspects suspects = new Suspects();
  private final Entrances entrances;
  private final Readers readers;
  private final Population newSessions = new Population("new sessions", "begin new sessions");
  private final Population lostOwners =
      new Population("sessions of a lost owner", "lose an owner of sessions that go on");
  private final Population reads = new Population("reads", "read over REST");
  private final Population signals =
      new Population("signals of the untouched", "signal in rooms that lose nothing");
  private final UntouchedSignals untouched;
  private final List<Asked> asked = new ArrayList<>();
  private int ownerless;
  private final Unsure unsure;

  SurvivorsServe(Progress progress) {
    this.progress = progress;
    this.serving = Serving.of(progress.header.limits(), progress.drill.load().client());
    this.entrances = new Entrances(progress, serving, suspects);
    this.readers = new Readers(this::read);
    this.untouched = new UntouchedSignals(progress);
    this.unsure = new Unsure(progress);
  }

  @Override
  public void accept(Recorded recorded) {
    Event event = recorded.event();
    if (event instanceof FaultEvent.Injecting) {
      List<Struck> all = progress.faults.all();
      entrances.struck(all.get(all.size() - 1));
    } else if (event instanceof OperationEvent.Invoked invoked) {
      entrances.begun(invoked, recorded.writer());
      readers.begun(invoked, recorded.writer());
    } else if (event instanceof OperationEvent.Completed completed) {
      entrances.ended(completed);
      readers.ended(completed);
    } else if (event instanceof ProbeEvent probe) {
      readers.accept(probe, recorded.writer());
    } else if (event instanceof SignalEvent.Received received
        && received.purpose() == SignalEvent.Purpose.ROOM) {
      signalled(received);
    }
  }

  /** The last fault that had struck by then: what waits goes on when the next one strikes. */
  private @Nullable Struck faultBy(long at) {
    Struck last = null;
    for (Struck each : progress.faults.all()) {
      last = each.injectedFrom <= at ? each : last;
    }
    return last;
  }

  /** Whether something begun at that time falls into the outage, as far as is told. */
  private boolean isInOutage(Struck struck, long at) {
    long least = struck.injectedFrom + serving.lostOwner();
    long until = struck.isHealed() ? Math.max(struck.healedAt, least) : least;
    return at >= struck.injectedFrom && at <= until && isWatched(at);
  }

  /** Whether it may turn out to: how long an outage was is told when it is healed. */
  private boolean mayBeInOutage(Struck struck, long at) {
    return isInOutage(struck, at) || (!struck.isHealed() && isWatched(at));
  }

  private boolean isWatched(long at) {
    return !happened(progress.endAt()) || at < progress.endAt();
  }

  private void read(Readers.Read read) {
    Struck struck = faultBy(read.firstAt());
    if (struck != null && mayBeInOutage(struck, read.firstAt())) {
      asked.add(new Asked(struck, read));
    }
  }

  private long allowed(Readers.Read read) {
    return read.needsOwners() ? serving.lostOwner() : serving.anyMaster();
  }

  /** Once all is known: how fit the harness was is told after what it saw. */
  private void judge(Asked each) {
    Readers.Read read = each.read();
    if (!isInOutage(each.fault(), read.firstAt())) {
      return;
    }
    long until = happened(read.okAt()) ? read.okAt() : progress.watchedUntil();
    if (isLate(new Wait(read.writer(), read.firstAt(), until, allowed(read)))) {
      reads.missed();
      suspects.add(late(read, until, allowed(read)));
    } else if (happened(read.okAt())) {
      reads.served(read.okAt() - read.firstAt());
    }
  }

  /** For certain; one that may be late is counted. The clock begins anew at later faults. */
  private boolean isLate(Wait wait) {
    Lateness late = lateness(wait);
    if (late == Lateness.UNSURE) {
      unsure.add(wait.writer(), wait.from(), wait.to());
    }
    return late == Lateness.LATE;
  }

  private Lateness lateness(Wait wait) {
    return progress.starvation.late(wait, progress.faults.strikes());
  }

  private static Suspect late(Readers.Read read, long until, long allowed) {
    return new Suspect(
        zero ->
            "%s, first tried at %s, %s %s after %s; %s are allowed"
                .formatted(
                    read.what(),
                    Words.at(read.firstAt(), zero),
                    happened(read.okAt()) ? "was answered only at" : "was not answered by",
                    Words.at(until, zero),
                    Words.length(until - read.firstAt()),
                    Words.length(allowed)),
        "",
        "",
        List.of(read.firstAt(), until));
  }

  private void signalled(SignalEvent.Received received) {
    Struck struck = faultBy(received.intendedAt());
    Person receiver = progress.subject();
    Person sender = progress.cast.person(received.sender());
    if (struck != null
        && receiver != null
        && sender != null
        && mayBeInOutage(struck, received.intendedAt())) {
      untouched.received(
          new UntouchedSignals.Pair(struck, sender, receiver),
          received,
          isInOutage(struck, received.intendedAt()));
    }
  }

  /** Late by the clocks of both who sent it and who received it. */
  private void judge(UntouchedSignals.Waited waited) {
    SignalEvent.Received received = waited.received();
    if (!isInOutage(waited.pair().fault(), received.intendedAt())) {
      return;
    }
    Person sender = waited.pair().sender();
    Person receiver = waited.pair().receiver();
    long from = received.intendedAt();
    Wait there = new Wait(receiver.writer, from, received.at(), Serving.SIGNAL);
    Wait here = new Wait(sender.writer, from, received.at(), Serving.SIGNAL);
    if (isLate(there) && isLate(here)) {
      signals.missed();
      suspects.add(late(received, sender, receiver, waited.pair().fault()));
    } else {
      signals.served(received.at() - received.intendedAt());
    }
  }

  private static Suspect late(
      SignalEvent.Received received, Person sender, Person receiver, Struck struck) {
    return new Suspect(
        zero ->
            "session %s: signal %d of %s, due at %s, reached %s only at %s, though neither depended on %s; %s are allowed"
                .formatted(
                    received.session(),
                    received.seq(),
                    sender.name,
                    Words.at(received.intendedAt(), zero),
                    receiver.name,
                    Words.at(received.at(), zero),
                    struck.words(),
                    Words.length(Serving.SIGNAL)),
        received.session(),
        receiver.name,
        List.of(received.intendedAt(), received.at()));
  }

  @Override
  public Opinion opinion() {
    readers.finish();
    entrances.finish(unsure);
    untouched.inTime(signals);
    asked.forEach(this::judge);
    untouched.slow().forEach(this::judge);
    for (Entrances.Entrance entrance : entrances.all()) {
      judge(entrance);
    }
    List<Population> all = List.of(newSessions, lostOwners, reads, signals);
    String figure =
        all.stream()
            .map(Population::words)
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
    String evidence =
        "%d late, %d wedged".formatted(suspects.count() - entrances.wedged(), entrances.wedged());
    return Opinion.of(
        Checks.SURVIVORS_SERVE,
        suspects,
        unknown(),
        figure.isEmpty() ? "nobody came in an outage" : figure,
        evidence);
  }

  private void judge(Entrances.Entrance entrance) {
    if (!isInOutage(entrance.fault(), entrance.firstAt())) {
      return;
    }
    Ownership.Answer owned = entrance.isNew() ? Ownership.Answer.NOT_OWNED : ownerTaken(entrance);
    boolean lost = owned == Ownership.Answer.OWNED;
    if (!entrance.isNew() && !lost) {
      ownerless += owned == Ownership.Answer.UNKNOWN && isLateForAnybody(entrance) ? 1 : 0;
      return;
    }
    Population population = lost ? lostOwners : newSessions;
    long until = happened(entrance.okAt()) ? entrance.okAt() : progress.watchedUntil();
    boolean mayBeLost = lost || isStruckWithin(entrance.firstAt(), until);
    long allowed = mayBeLost ? serving.lostOwner() : serving.anyMaster();
    if (isLate(new Wait(entrance.writer(), entrance.firstAt(), until, allowed))) {
      population.missed();
      suspects.add(late(entrance, until, allowed, lost));
    } else if (happened(entrance.okAt())) {
      population.served(entrance.okAt() - entrance.firstAt());
    }
  }

  /** A fault may take the owner of a session that is just being entered. */
  private boolean isStruckWithin(long from, long to) {
    return progress.faults.all().stream()
        .anyMatch(each -> from < each.injectedFrom && each.injectedFrom < to);
  }

  private boolean isLateForAnybody(Entrances.Entrance entrance) {
    long until = happened(entrance.okAt()) ? entrance.okAt() : progress.watchedUntil();
    Wait wait = new Wait(entrance.writer(), entrance.firstAt(), until, serving.lostOwner());
    return lateness(wait) != Lateness.IN_TIME;
  }

  /** Whether the fault took the owner of a session that was there before. */
  private static Ownership.Answer ownerTaken(Entrances.Entrance entrance) {
    Struck fault = entrance.fault();
    if (fault.role != Role.MASTER) {
      return Ownership.Answer.NOT_OWNED;
    }
    for (Struck.Exposure exposure : fault.exposures) {
      Life life = exposure.life();
      if (life != null && exposure.person().room.session.equals(entrance.session())) {
        return Ownership.of(fault, life);
      }
    }
    return Ownership.Answer.NOT_OWNED;
  }

  private static Suspect late(Entrances.Entrance entrance, long until, long allowed, boolean lost) {
    return new Suspect(
        zero ->
            "session %s, %s: a connection was first asked for at %s and %s %s, %s later; %s are allowed"
                .formatted(
                    entrance.session(),
                    lost ? "whose owner " + entrance.fault().words() + " took" : "new",
                    Words.at(entrance.firstAt(), zero),
                    happened(entrance.okAt()) ? "granted only at" : "not granted by",
                    Words.at(until, zero),
                    Words.length(until - entrance.firstAt()),
                    Words.length(allowed)),
        entrance.session(),
        "",
        List.of(entrance.firstAt(), until));
  }

  private String unknown() {
    if (progress.faults.all().isEmpty()) {
      return "nothing was broken; inject a fault";
    }
    if (unsure.count() > 0) {
      return unsure.reason("late answer", "late answers");
    }
    boolean owners = progress.faults.all().stream().anyMatch(each -> each.role == Role.MASTER);
    List<Population> empty = new ArrayList<>();
    Stream.of(newSessions, owners ? lostOwners : null, reads, signals)
        .filter(each -> each != null && each.isEmpty())
        .forEach(empty::add);
    if (empty.isEmpty() && ownerless > 0) {
      return "%d sessions were not entered in time, and whether their owner was lost is not known; let the target tell owners"
          .formatted(ownerless);
    }
    return empty.isEmpty()
        ? ""
        : "in the outage there were no %s; let the load %s while the fault is at work"
            .formatted(
                empty.stream().map(each -> each.name).collect(Collectors.joining(", no ")),
                empty.stream().map(each -> each.cure).collect(Collectors.joining(", and ")));
  }
}
