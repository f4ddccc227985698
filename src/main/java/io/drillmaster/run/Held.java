package io.drillmaster.run;

import io.drillmaster.check.Snapshot;
import io.drillmaster.drill.Condition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * Whether a condition has held for as long as it must. Looked at again and again, in the time of
 * the looks; a condition whose figure has no evidence yet does not hold. One thread.
 */
final class Held {

  private static final long SECOND = 1_000_000_000L;

  private final Condition condition;
  private final Deque<Look> lastSecond = new ArrayDeque<>();
  private boolean isHolding;
  private long since;

  private record Look(long at, int back) {}

  Held(Condition condition) {
    this.condition = condition;
  }

  /** Takes a look; whether the condition has held for its whole time. */
  boolean holds(Snapshot now) {
    OptionalDouble figure = figure(now);
    boolean holdsNow =
        figure.isPresent() && condition.comparison().holds(figure.getAsDouble(), condition.value());
    if (holdsNow && !isHolding) {
      since = now.at();
    }
    isHolding = holdsNow;
    return holdsNow && now.at() - since >= condition.lasts().toNanos();
  }

  private OptionalDouble figure(Snapshot now) {
    Snapshot.People people = now.people();
    Snapshot.Outages outages = now.outages();
    return switch (condition.metric()) {
      case UNEXPLAINED_LOSSES -> share(outages.unexplained(), people.intending());
      case LOST -> share(people.out(), people.intending());
      case BACK -> share(outages.back(), outages.hit());
      case REBUILT -> share(outages.rebuilt(), outages.hit());
      case BACK_RATE -> rate(now.at(), outages.back(), people.out() > 0);
      case HEALTHY_MASTERS ->
          now.masters().known() == 0
              ? OptionalDouble.empty()
              : OptionalDouble.of(now.masters().healthy());
      case HARNESS_UNFIT -> OptionalDouble.of(now.isHarnessUnfit() ? 1 : 0);
    };
  }

  private OptionalDouble share(int part, int whole) {
    if (!condition.isShare()) {
      return OptionalDouble.of(part);
    }
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * part / whole);
  }

  /** How many came back in the last second, once somebody has been out for one. */
  private OptionalDouble rate(long at, int back, boolean isSomebodyOut) {
    if (!isSomebodyOut) {
      lastSecond.clear();
      return OptionalDouble.empty();
    }
    lastSecond.addLast(new Look(at, back));
    Look oldest = lastSecond.getFirst();
    while (lastSecond.size() > 1 && at - lastSecond.getFirst().at() >= SECOND) {
      oldest = lastSecond.removeFirst();
    }
    if (at - oldest.at() < SECOND) {
      return OptionalDouble.empty();
    }
    lastSecond.addFirst(oldest);
    return OptionalDouble.of(back - oldest.back());
  }
}
