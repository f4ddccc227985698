package io.drillmaster.simulations.crew;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands out the seats of one worker's slice, session by session, so that the members of a session
 * arrive together. Worker i of n has the sessions [(i-1)S/n, iS/n): all members of a session are in
 * one worker (decision D26). Thread-safe.
 */
public final class Seating {
  private final String run;
  private final int participantsPerSession;
  private final int firstSession;
  private final int sessions;
  private final AtomicInteger taken = new AtomicInteger();

  /**
   * The seats of a slice.
   *
   * @param run id of the run, which session ids carry
   * @param sessions of all workers together
   * @param participantsPerSession members of each
   * @param index of this worker, from 1
   * @param count of workers
   */
  public Seating(String run, int sessions, int participantsPerSession, int index, int count) {
    if (count < 1 || index < 1 || index > count) {
      throw new IllegalArgumentException(
          "worker %d of %d is not allowed; use 1 to the number of workers".formatted(index, count));
    }
    this.run = run;
    this.participantsPerSession = participantsPerSession;
    this.firstSession = border(sessions, index - 1, count);
    this.sessions = border(sessions, index, count) - firstSession;
  }

  private static int border(int sessions, int index, int count) {
    return Math.toIntExact((long) sessions * index / count);
  }

  /** Sessions of this slice. */
  public int sessions() {
    return sessions;
  }

  /** Seats of this slice. */
  public int participants() {
    return sessions * participantsPerSession;
  }

  /** The next free seat; empty when all are taken. A seat is never handed out twice. */
  public Optional<Seat> next() {
    int ordinal = taken.getAndIncrement();
    if (ordinal < 0 || ordinal >= participants()) {
      taken.set(participants()); // it cannot overflow by being asked for ever
      return Optional.empty();
    }
    return Optional.of(seat(ordinal));
  }

  Seat seat(int ordinal) {
    int session = firstSession + ordinal / participantsPerSession + 1;
    int number = ordinal % participantsPerSession + 1;
    return new Seat(
        "drill-%s-%04d".formatted(run, session),
        "s%04d-p%d".formatted(session, number),
        number,
        ordinal);
  }
}
