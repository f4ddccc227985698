package io.drillmaster.twin;

import io.drillmaster.time.Pause;
import io.drillmaster.twin.browser.Tab.Kind;
import io.drillmaster.twin.browser.Tab.Step;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Nothing is under way to the members of a room. Whoever is told anything while its socket is gone
 * is evicted at once, and the news of that evicts others: a test that breaks an entry and expects
 * resumes must not do so while candidates trickle.
 */
final class Silence {

  /** How signals to oneself come back. */
  private static final String SIGNAL = "sendMessage";

  /** Candidates follow each other within milliseconds, also where two cores do everything. */
  private static final Duration LENGTH = Duration.ofMillis(1500);

  private static final int LOOKS_MAX = 10;

  private Silence() {}

  /**
   * Waits until the room has told them nothing for a while, signals aside.
   *
   * @param steps what happened on the sockets of each member so far
   */
  static void await(List<Supplier<List<Step>>> steps) throws InterruptedException {
    for (int i = 0; i < LOOKS_MAX; i++) {
      long before = notices(steps);
      Pause.of(LENGTH);
      if (notices(steps) == before) {
        return;
      }
    }
    throw new AssertionError("a room in which nothing happens still tells its members something");
  }

  private static long notices(List<Supplier<List<Step>>> steps) {
    return steps.stream()
        .flatMap(member -> member.get().stream())
        .filter(step -> step.kind() == Kind.RECEIVED)
        .map(Step::method)
        .filter(method -> !method.isEmpty() && !method.equals(SIGNAL))
        .count();
  }

  /** Waits until a signal has just come back to a member; the next is then a while away. */
  static void awaitSignal(Supplier<List<Step>> steps) throws InterruptedException {
    long before = signals(steps);
    boolean isBack =
        Pause.until(() -> signals(steps) > before, Duration.ofMillis(10), Duration.ofSeconds(10));
    if (!isBack) {
      throw new AssertionError("no signal came back: " + steps.get());
    }
  }

  private static long signals(Supplier<List<Step>> steps) {
    return steps.get().stream()
        .filter(step -> step.kind() == Kind.RECEIVED && step.method().equals(SIGNAL))
        .count();
  }
}
