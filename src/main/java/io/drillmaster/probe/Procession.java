package io.drillmaster.probe;

import io.drillmaster.history.HarnessEvent;
import java.util.function.IntSupplier;

/** Arrivals on the loop: makes each of them begin when its time comes. On the loop only. */
final class Procession {
  private final String what;
  private final Arrivals arrivals;
  private final CanaryCrew crew;
  private final IntSupplier underWay;
  private final Runnable one;
  private final Alarm alarm;

  /**
   * A procession that has not begun.
   *
   * @param what in words, for the note that says how many were skipped
   * @param underWay how many have begun and not ended
   * @param one begins one
   */
  Procession(String what, Arrivals arrivals, CanaryCrew crew, IntSupplier underWay, Runnable one) {
    this.what = what;
    this.arrivals = arrivals;
    this.crew = crew;
    this.underWay = underWay;
    this.one = one;
    this.alarm = new Alarm(crew.loop(), this::look);
  }

  void begin() {
    if (!arrivals.isOpen()) {
      arrivals.open(crew.loop().now());
      look();
    }
  }

  void end() {
    if (arrivals.isOpen()) {
      arrivals.close();
      if (arrivals.skipped() > 0) {
        String text =
            "%d %s did not begin, for as many as allowed were under way"
                .formatted(arrivals.skipped(), what);
        crew.recorder().accept(new HarnessEvent.Note(crew.loop().now(), text));
      }
    }
  }

  private void look() {
    if (arrivals.arrives(crew.loop().now(), underWay.getAsInt())) {
      one.run();
    }
    if (arrivals.isOpen()) {
      alarm.at(arrivals.nextAt());
    }
  }
}
