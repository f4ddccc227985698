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
   * @param needs the evidence without which it says unknown
   * @param cure how to get that evidence
   */
  public record About(
      String name, String property, String source, String parameters, String needs, String cure) {}

  /** Names as in verdicts. */
  public static final String PINNED_MEDIA_NODE = "PinnedMediaNode";

  public static final String ONE_LIFE = "OneLife";
  public static final String EVERYONE_RECONNECTED = "EveryoneReconnected";
  public static final String TOLD_THE_TRUTH = "ToldTheTruth";
  public static final String MEMBERSHIP_AGREES = "MembershipAgrees";
  public static final String SIGNALS_DELIVERED = "SignalsDelivered";
  public static final String BLAST_RADIUS = "BlastRadius";
  public static final String SURVIVORS_SERVE = "SurvivorsServe";
  public static final String CAPACITY_RESTORED = "CapacityRestored";
  public static final String BALANCED = "Balanced";
  public static final String OBJECTIVES = "Objectives";
  public static final String CLEAN_END = "CleanEnd";
  public static final String HARNESS_HONEST = "HarnessHonest";

  private static final List<About> ALL =
      List.of(
          new About(
              PINNED_MEDIA_NODE,
              "within one life, every usable observation by anyone names the same media node",
              "checks.md 3.1, 2.6",
              "none",
              "lives with observations by two observers or of two kinds",
              "let members publish and subscribe"),
          new About(
              ONE_LIFE,
              "no two lives of a session are in service at once: no split rooms",
              "checks.md 3.2",
              "none",
              "two observers in a session",
              "let at least two participants share a session"),
          new About(
              EVERYONE_RECONNECTED,
              "every obligation (lost socket, lost service, told of a crash) closes in time,"
                  + " proven, and holds",
              "checks.md 3.3, 2.7; D1",
              "LIMIT, HOLD 16 s, STALL 15 s",
              "somebody who lost service to a fault",
              "inject a fault that hits somebody and let the run last LIMIT"),
          new About(
              TOLD_THE_TRUTH,
              "nodeCrashed only when the life ended, networkDisconnect only when it did not; nobody"
                  + " declared gone or resumed who is not",
              "checks.md 3.4 T1 to T7; D6",
              "grace 1 s, DOC 7 s, STALL 15 s, EVCLOSE 10 s",
              "a notice of a crash or of a disconnection",
              "inject a fault that ends sessions or sockets"),
          new About(
              MEMBERSHIP_AGREES,
              "after settling, every view equals who is there: nobody lost, no ghosts",
              "checks.md 3.5, 2.8",
              "settling 12 s after cuts, 27 s after silence, 10 s more after a hollow eviction;"
                  + " documented ghosts only if strict",
              "2N+1 session lists read after settling, and members' own views",
              "end with steady: settled"),
          new About(
              SIGNALS_DELIVERED,
              "exactly once, in order per sender, to every obliged member; no partial fan-out",
              "checks.md 3.6",
              "a later proof counts 2 s after the acknowledgement",
              "100 deliveries owed",
              "send more signals, or use more participants"),
          new About(
              BLAST_RADIUS,
              "who depended on nothing that a fault took does not notice it",
              "checks.md 3.7",
              "the fault's time until it is healed, 300 s longer after a shutdown; unexplained"
                  + " losses as the drill states, else none",
              "entries and owners, and 10 participants who depended on nothing that was broken",
              "let the target tell entries and owners; use more sessions"),
          new About(
              SURVIVORS_SERVE,
              "survivors serve new sessions, those of a lost owner, reads, and untouched rooms",
              "checks.md 3.8",
              "T_eject, the balancer's time-outs and two retries; lease and sweep more where an"
                  + " owner is needed; signals 5 s; wedged after detection and 5 s",
              "each of the four populations in an outage",
              "begin sessions, join, read and signal while the fault is at work"),
          new About(
              CAPACITY_RESTORED,
              "nothing goes to the dead, and a new node answers, gets sockets and owns sessions",
              "checks.md 3.9",
              "T_eject and 2 s; replaced within T_eject, detection, the group's delay and 20 s;"
                  + " idle by chance (1-1/N)^k below 1e-6; health good 2N times in a row; through each"
                  + " balancer by itself",
              "a fault on a node, every balancer's rotation, and sockets and sessions that come when"
                  + " the replacement is there",
              "let the target tell rotation; begin sessions until every master owned one"),
          new About(
              BALANCED,
              "new sockets and new sessions go to the masters in rotation in equal shares",
              "checks.md 3.10",
              "placements from the first fault on; 4.5 standard deviations and a factor of 1.25",
              "entries, rotation, and 30 sockets that each balancer is expected to place on each master",
              "let the target's balancers tell entries and rotation; use more participants"),
          new About(
              OBJECTIVES,
              "the drill's numbers, from survival curves with stated populations",
              "checks.md 3.11, 4",
              "the drill's objectives; at least 20 affected",
              "20 affected",
              "hit more participants: more sessions, or another victim"),
          new About(
              CLEAN_END,
              "when everybody has left, nothing of the run is left: lists, masters, media nodes, store",
              "checks.md 3.12",
              "SILENT and 2 s; in the store only life counters that expire, and the registry",
              "2N+1 lists read after the leave, every master and the media nodes asked",
              "let the run end by itself, and let the prober reach every master"),
          new About(
              HARNESS_HONEST,
              "the harness was fit to judge: lag, pauses, steal, a starved host, queues, files, faults that struck",
              "checks.md 3.13; D5",
              "lag, tick gap or clocks apart 250 ms, queue 50 %, flush gap 1 s, steal or other"
                  + " programs 20 %",
              "readings of fitness, and whole files",
              "run where there is time to spare, and let it end by itself"));

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
