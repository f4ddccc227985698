package io.drillmaster.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many {@link Witness}es a drill gets, and how often they come: enough that no check lacks its
 * evidence, too few to be load.
 */
public final class Witnesses {

  /** A new session of two begins so often in an outage: a dozen in the shortest one. */
  public static final Duration NEWCOMER_EVERY = Duration.ofSeconds(1);

  /** A REST read through the balancer begins so often in an outage. */
  public static final Duration READ_EVERY = Duration.ofMillis(500);

  /** More of them at once are load, and need more sockets than a cluster is told to expect. */
  public static final int NEWCOMERS_AT_ONCE = 30;

  /** Reads wait for each other no more than newcomers do; a frozen balancer answers none. */
  public static final int READS_AT_ONCE = 60;

  /** Joins after settling that are under way at once: fewer than a ramp has on one core. */
  public static final int JOINS_AT_ONCE = 16;

  /**
   * Stoics of a large load; three of their rooms lose their owner when one master of three goes.
   */
  private static final int STOICS_MOST = 10;

  /** In a small load one session of so many has a stoic. */
  private static final int STOIC_SHARE = 4;

  /** Joins a second: half of what the default drill's ramp does; a plan says how long they take. */
  private static final int JOINS_PER_SECOND = 50;

  private static final int CANARY_ROOMS = 3;

  /** With one master of four lost, one in three has a member who resumed: hardly ever none. */
  private static final int DESERTED_ROOMS = 12;

  private Witnesses() {}

  /**
   * Rooms of two canaries. Where one of each pair deserts, some of those must have resumed before,
   * for the watchdogs of the resumed (checks.md 7) are what they test.
   */
  public static int canaryRooms(Limits limits) {
    boolean desert = limits.settling().compareTo(limits.protocol().settleAfterSilence()) >= 0;
    return desert ? DESERTED_ROOMS : CANARY_ROOMS;
  }

  /** How many of so many sessions get a stoic. */
  public static int stoics(int sessions) {
    return Math.min(STOICS_MOST, (sessions + STOIC_SHARE - 1) / STOIC_SHARE);
  }

  /** A sample of sessions that get a stoic, spread evenly over all of them. */
  public static List<String> sampleForStoics(List<String> sessions) {
    int size = sessions.size();
    int count = stoics(size);
    List<String> sample = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sample.add(sessions.get((int) ((long) i * size / count)));
    }
    return List.copyOf(sample);
  }

  /** How many sessions a fault is expected to touch: by their owner or by any member's entry. */
  public static long touched(ExpectedBlast blast, Role role, Load load) {
    double spared = 1 - (double) blast.victims() / blast.nodes();
    int parts = role == Role.MASTER ? load.participantsPerSession() + 1 : 1;
    return Math.round(load.sessions() * (1 - Math.pow(spared, parts)));
  }

  /** About how long it takes to join so many sessions. */
  public static Duration joining(long sessions) {
    return Duration.ofSeconds((sessions + JOINS_PER_SECOND - 1) / JOINS_PER_SECOND);
  }
}
