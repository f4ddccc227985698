package io.drillmaster.twin.group;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whom the scaling group ends because they are replaced. Whoever is under a fault is left to it,
 * and ended when the fault lets go. One thread.
 */
final class Condemned {

  private final Marks marks;
  private final Consumer<String> end;
  private final Set<String> waiting = new LinkedHashSet<>();

  /**
   * Nobody yet.
   *
   * @param marks of those under a fault
   * @param end ends one, by its incarnation
   */
  Condemned(Marks marks, Consumer<String> end) {
    this.marks = marks;
    this.end = end;
  }

  /** Ends it, now or when it is let go. */
  void add(String incarnation) {
    waiting.add(incarnation);
    endThoseLetGo();
  }

  void endThoseLetGo() {
    List<String> free = waiting.stream().filter(each -> !marks.has(each)).toList();
    free.forEach(waiting::remove);
    free.forEach(end);
  }
}
