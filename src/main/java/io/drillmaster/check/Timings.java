package io.drillmaster.check;

import io.drillmaster.history.Event;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.stats.Durations;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How long first joins and room signals took; canaries left out. */
final class Timings {

  private final Progress progress;
  private final Durations joins = new Durations();
  private final Durations signals = new Durations();

  Timings(Progress progress) {
    this.progress = progress;
  }

  void accept(Recorded recorded) {
    Person person = progress.subject();
    if (person == null || person.canary) {
      return;
    }
    Event event = recorded.event();
    if (event instanceof SignalEvent.Received received) {
      if (received.purpose() == SignalEvent.Purpose.ROOM) {
        signals.record(received.at() - received.intendedAt());
      }
    } else if (event instanceof MemberEvent.Joined joined && isFirst(person, joined)) {
      joins.record(joined.at() - person.intendedAt);
    }
  }

  private static boolean isFirst(Person person, MemberEvent.Joined joined) {
    return person.firstJoinedAt == joined.at() && Stamps.happened(person.intendedAt);
  }

  Durations joins() {
    return joins;
  }

  Durations signals() {
    return signals;
  }

  static Figures.Latencies figures(Durations durations) {
    return new Figures.Latencies(
        durations.count(),
        boxed(durations.quantileSeconds(0.5)),
        boxed(durations.quantileSeconds(0.95)),
        boxed(durations.quantileSeconds(0.99)),
        boxed(durations.quantileSeconds(1)));
  }

  static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
