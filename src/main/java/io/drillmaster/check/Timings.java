package io.drillmaster.check;

import io.drillmaster.drill.Objective;
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
  private final Sample joins;
  private final Sample signals;

  Timings(Progress progress) {
    this.progress = progress;
    this.joins = new Sample(bound(Objective.Metric.JOIN));
    this.signals = new Sample(bound(Objective.Metric.SIGNAL));
  }

  /** The tightest bound of an objective, in nanoseconds; without one nothing is too long. */
  private long bound(Objective.Metric metric) {
    return progress.drill.objectives().stream()
        .filter(each -> each.metric() == metric)
        .mapToLong(each -> Math.round(each.value() * Stamps.SECOND))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  void accept(Recorded recorded) {
    Person person = progress.subject();
    if (person == null || person.canary) {
      return;
    }
    Event event = recorded.event();
    if (event instanceof SignalEvent.Received received) {
      if (received.purpose() == SignalEvent.Purpose.ROOM) {
        signals.add(person.writer, received.intendedAt(), received.at());
      }
    } else if (event instanceof MemberEvent.Joined joined && isFirst(person, joined)) {
      joins.add(person.writer, person.intendedAt, joined.at());
    }
  }

  private static boolean isFirst(Person person, MemberEvent.Joined joined) {
    return person.firstJoinedAt == joined.at() && Stamps.happened(person.intendedAt);
  }

  Sample joins() {
    return joins;
  }

  Sample signals() {
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
