package io.drillmaster.probe;

import java.time.Duration;

/**
 * A stay in a session as a state machine: guests come, all prove that they are served, stay for a
 * moment and leave. Whoever is not served within the visit's patience leaves unproven. Without
 * clock or thread; drive it from one.
 */
final class Visit {
  /** No point in time. */
  static final long NEVER = Long.MAX_VALUE;

  /** Leaving is one request; a dead owner answers none, and nobody is kept waiting for it. */
  static final Duration LEAVE_BOUND = Duration.ofSeconds(5);

  private enum State {
    NEW,
    COMING,
    STAYING,
    LEAVING,
    OVER
  }

  /** Those who visit. Asking them for something brings no review about. */
  interface Guests {
    void come();

    /** Whether all of them have proof of their service. */
    boolean areServed();

    void leave();

    /** Whether none of them is left. */
    boolean areGone();

    /** Ends those who did not get away in time. */
    void drop();
  }

  private final Guests guests;
  private final long stayNanos;
  private final long patienceNanos;
  private State state = State.NEW;
  private long dueAt = NEVER;
  private boolean hasProved;

  /**
   * A visit that has not begun.
   *
   * @param stay from the last one's proof until they leave; zero = at once
   * @param patience from the beginning until those who are not served leave too
   */
  Visit(Guests guests, Duration stay, Duration patience) {
    this.guests = guests;
    this.stayNanos = stay.toNanos();
    this.patienceNanos = patience.toNanos();
  }

  void begin(long now) {
    state = State.COMING;
    dueAt = now + patienceNanos;
    guests.come();
  }

  /** To be called after anything that happened to a guest, and at {@link #dueAt}. */
  void review(long now) {
    if (state == State.COMING && guests.areServed()) {
      hasProved = true;
      state = State.STAYING;
      dueAt = now + stayNanos;
    }
    boolean isDue = now >= dueAt;
    if (isDue && (state == State.COMING || state == State.STAYING)) {
      end(now);
    } else if (state == State.LEAVING && (isDue || guests.areGone())) {
      over();
    }
  }

  /** They leave now. */
  void end(long now) {
    if (state == State.COMING || state == State.STAYING) {
      state = State.LEAVING;
      dueAt = now + LEAVE_BOUND.toNanos();
      guests.leave();
      if (guests.areGone()) {
        over();
      }
    }
  }

  private void over() {
    guests.drop();
    state = State.OVER;
    dueAt = NEVER;
  }

  /** When it must be reviewed though nothing happened. */
  long dueAt() {
    return dueAt;
  }

  boolean isOver() {
    return state == State.OVER;
  }

  /** Whether all of them were served. */
  boolean hasProved() {
    return hasProved;
  }
}
