package io.drillmaster.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many nodes of a part are harmed at once, as far as a timeline tells beforehand. */
public final class Harmed {

  /**
   * What one fault took.
   *
   * @param left until it ends by itself; empty = it does not
   */
  private record Harm(Role role, int nodes, Optional<Duration> left) {

    Harm after(Duration length) {
      return new Harm(role, nodes, left.map(rest -> rest.minus(length)));
    }

    boolean isOver() {
      return left.isPresent() && (left.get().isZero() || left.get().isNegative());
    }
  }

  private List<Harm> harms = new ArrayList<>();

  Harmed() {}

  /**
   * How many masters are harmed when a fault of a drill has just been injected.
   *
   * @param masters that there are
   */
  public static int masters(Drill drill, Fault last, int masters) {
    Harmed harmed = new Harmed();
    for (Step step : drill.timeline()) {
      harmed.passes(step);
      Fault fault = step.speaksOf().orElse(null);
      if (fault != null && fault.role() == Role.MASTER) {
        harmed.with(fault, Math.min(masters, ExpectedBlast.victims(fault.selector(), masters)));
      }
      if (last.equals(fault)) {
        break;
      }
    }
    return Math.min(masters, harmed.of(Role.MASTER));
  }

  /** After a recovery nobody is harmed, and what is timed ends in its time. */
  void passes(Step step) {
    if (step instanceof Step.Until) {
      harms.clear();
    } else if (step instanceof Step.Wait wait) {
      passes(wait.length());
    } else if (step instanceof Step.Steady steady) {
      passes(steady.length());
    }
  }

  private void passes(Duration length) {
    harms = new ArrayList<>(harms.stream().map(harm -> harm.after(length)).toList());
    harms.removeIf(Harm::isOver);
  }

  /** A fault takes so many; the number of its part that are harmed then. */
  int with(Fault fault, int nodes) {
    harms.add(new Harm(fault.role(), nodes, fault.lasts()));
    return of(fault.role());
  }

  private int of(Role role) {
    return harms.stream().filter(harm -> harm.role() == role).mapToInt(Harm::nodes).sum();
  }
}
