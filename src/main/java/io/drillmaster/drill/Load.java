package io.drillmaster.drill;

import java.time.Duration;

/**
 * The load of a drill.
 *
 * @param simulation simple or full class name of the Gatling simulation
 * @param sessions rooms, 1 to 100,000
 * @param participantsPerSession members of each, 1 to 50
 * @param rampUp time over which all join, zero to 1 h
 * @param signalEvery how often each participant signals its room; zero = a silent room
 * @param publish whether participants publish and subscribe
 * @param workers load processes; 0 = as many as needed
 * @param client how clients behave
 */
public record Load(
    String simulation,
    int sessions,
    int participantsPerSession,
    Duration rampUp,
    Duration signalEvery,
    boolean publish,
    int workers,
    ClientPolicy client) {

  public Load {
    check("sessions", sessions, 1, 100_000);
    check("participantsPerSession", participantsPerSession, 1, 50);
    check("workers", workers, 0, 64);
  }

  private static void check(String key, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "load.%s: %d is not allowed; use %d to %d".formatted(key, value, low, high));
    }
  }

  /** All participants of all sessions. */
  public int participants() {
    return sessions * participantsPerSession;
  }
}
