package io.drillmaster.run;

import io.drillmaster.check.Snapshot;
import io.drillmaster.drill.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Watches the conditions of a drill's {@code abort} in the live view: a drill that does harm
 * outside its plan is called off. One thread.
 */
final class CallOff {

  /** The view itself is half a second behind. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private final List<Watched> conditions;
  private final Supplier<Snapshot> view;
  private final Pace pace;
  private long nextLook;

  private record Watched(Condition condition, Held held) {}

  CallOff(List<Condition> conditions, Supplier<Snapshot> view, Pace pace) {
    this.conditions =
        conditions.stream().map(condition -> new Watched(condition, new Held(condition))).toList();
    this.view = view;
    this.pace = pace;
  }

  /** How the run must end now: the cluster's doing, or an unfit harness'; empty = it goes on. */
  Optional<Ending> look() {
    long now = pace.nanos();
    if (conditions.isEmpty() || now < nextLook) {
      return Optional.empty();
    }
    nextLook = now + LOOK.toNanos();
    Snapshot snapshot = view.get();
    Optional<Ending> ending = Optional.empty();
    for (Watched each : conditions) {
      if (each.held().holds(snapshot) && ending.isEmpty()) {
        ending = Optional.of(ending(each.condition()));
      }
    }
    return ending;
  }

  private static Ending ending(Condition condition) {
    boolean isOurs = condition.metric() == Condition.Metric.HARNESS_UNFIT;
    return new Ending(
        isOurs ? Ending.Kind.STOPPED : Ending.Kind.CALLED_OFF,
        "called off by abort: " + condition.text());
  }
}
