package io.drillmaster.check;

import java.util.List;
import java.util.Optional;

/**
 * The table of checks, in the order in which verdicts are listed; lists and documents are generated
 * from it.
 */
public final class Checks {

  /**
   * One check.
   *
   * @param name its name in verdicts and drill files
   * @param property what it holds to be true, in one line
   * @param source where it is defined
   * @param parameters the clocks and limits it judges by
   */
  public record About(String name, String property, String source, String parameters) {}

  /** Names as in verdicts. */
  public static final String PINNED_MEDIA_NODE = "PinnedMediaNode";

  public static final String ONE_LIFE = "OneLife";
  public static final String EVERYONE_RECONNECTED = "EveryoneReconnected";
  public static final String TOLD_THE_TRUTH = "ToldTheTruth";
  public static final String MEMBERSHIP_AGREES = "MembershipAgrees";
  public static final String SIGNALS_DELIVERED = "SignalsDelivered";
  public static final String OBJECTIVES = "Objectives";
  public static final String HARNESS_HONEST = "HarnessHonest";

  private static final List<About> ALL =
      List.of(
          new About(
              PINNED_MEDIA_NODE,
              "within one life, every usable observation by anyone names the same media node",
              "checks.md 3.1, 2.6",
              "none"),
          new About(
              ONE_LIFE,
              "no two lives of a session are in service at once: no split rooms",
              "checks.md 3.2",
              "none"),
          new About(
              EVERYONE_RECONNECTED,
              "every obligation (lost socket, lost service, told of a crash) closes in time,"
                  + " proven, and holds",
              "checks.md 3.3, 2.7; D1",
              "LIMIT, HOLD 16 s, STALL 15 s"),
          new About(
              TOLD_THE_TRUTH,
              "nodeCrashed only when the life ended, networkDisconnect only when it did not; nobody"
                  + " declared gone or resumed who is not",
              "checks.md 3.4 T1 to T7; D6",
              "grace 1 s, DOC 7 s, STALL 15 s, EVCLOSE 10 s"),
          new About(
              MEMBERSHIP_AGREES,
              "after settling, every view equals who is there: nobody lost, no ghosts",
              "checks.md 3.5, 2.8",
              "settling 12 s after cuts, 27 s after silence, 10 s more after a hollow eviction"),
          new About(
              SIGNALS_DELIVERED,
              "exactly once, in order per sender, to every obliged member; no partial fan-out",
              "checks.md 3.6",
              "a later proof counts 2 s after the acknowledgement"),
          new About(
              OBJECTIVES,
              "the drill's numbers, from survival curves with stated populations",
              "checks.md 3.11, 4",
              "the drill's objectives; at least 20 affected"),
          new About(
              HARNESS_HONEST,
              "the harness was fit to judge: lag, pauses, steal, a starved host, queues, files, faults that struck",
              "checks.md 3.13; D5",
              "lag or tick gap 250 ms, queue 50 %, flush gap 1 s, steal or other programs 20 %"));

  private Checks() {}

  /** All checks, in order. */
  public static List<About> all() {
    return ALL;
  }

  /** A check by its name. */
  public static Optional<About> named(String name) {
    return ALL.stream().filter(about -> about.name().equals(name)).findFirst();
  }
}
