package io.drillmaster.simulations.crew;

/**
 * Where what happened to one participant is drawn: Gatling's statistics. Stamps are monotonic
 * nanoseconds. Called on the participant's event loop.
 */
public interface Chart {

  /** Something went well and took from one stamp to the other. */
  void ok(String event, long fromNanos, long toNanos);

  /** Something did not. */
  void ko(String event, long fromNanos, long toNanos, String why);

  /** Nothing is drawn. */
  Chart NONE =
      new Chart() {
        @Override
        public void ok(String event, long fromNanos, long toNanos) {}

        @Override
        public void ko(String event, long fromNanos, long toNanos, String why) {}
      };
}
