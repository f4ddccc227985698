package io.drillmaster.twin.role;

import static io.drillmaster.twin.role.Exposure.blinding;
import static io.drillmaster.twin.role.Exposure.failing;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The bug catalogue: faults of the cluster that can be switched on, to show that a check catches
 * them. Each is a small switch at the place where the real mistake would be made.
 */
public enum Bug {
  REPIN_ON_REJOIN(
      "A participant that comes back to a living session is answered by another media node.",
      failing("PinnedMediaNode", "smoke")),
  REPIN_NOW_AND_THEN(
      "The same, but only in one of twenty clusters.",
      failing("PinnedMediaNode", "smoke").inOneOf(20)),
  RACING_PLACEMENTS(
      "Of two first joins of a session that race, the second is placed on a media node of its own.",
      failing("PinnedMediaNode", "smoke", "load.rampUp=0s")),
  STRAY_SUBSCRIPTION(
      "One subscription in eight is negotiated with another media node than its publication.",
      failing("PinnedMediaNode", "smoke")),
  STALE_MEDIA_NODE_IN_REST(
      "REST names another media node for a session that has lost a member.",
      failing("PinnedMediaNode", "smoke")),
  ZOMBIE_UNTIL_RENEWAL(
      "A master fences itself only when a renewal fails, and renews a period after it woke: it serves"
          + " what waited in its sockets.",
      failing("OneLife", "freeze-entry-owner").also("SignalsDelivered", "ToldTheTruth")),
  ZOMBIE_WRITEBACK(
      "A master that finds itself fenced tidies its sessions out of the store by their ids alone,"
          + " their successors too.",
      failing("OneLife", "freeze-entry-owner")
          .also("MembershipAgrees", "EveryoneReconnected", "SurvivorsServe", "CleanEnd")),
  SAME_NUMBER_SPLIT(
      "A zombie owner serves on while its successor copies life and creation time from the cached"
          + " record.",
      failing("OneLife", "freeze-entry-owner")
          .also(
              "SignalsDelivered",
              "ToldTheTruth",
              "MembershipAgrees",
              "PinnedMediaNode",
              "BlastRadius")),
  LIFE_RESET(
      "The life counter is not kept: every life of every session is told as 1.",
      failing("OneLife", "smoke")
          .also("ToldTheTruth", "PinnedMediaNode", "MembershipAgrees", "SignalsDelivered")),
  RECYCLED_CONNECTION_IDS(
      "Connection ids are drawn per session from the same start: a new life gives the old ids"
          + " again.",
      failing("OneLife", "smoke")
          .also(
              "ToldTheTruth",
              "MembershipAgrees",
              "SignalsDelivered",
              "PinnedMediaNode",
              "BlastRadius",
              "EveryoneReconnected")),
  NEVER_COMES_BACK(
      "Some of the sessions of a crashed master can never be served again.",
      failing("EveryoneReconnected", "smoke")
          .also("SurvivorsServe", "MembershipAgrees", "CleanEnd")),
  PONG_BY_ENTRY(
      "The entry tells nobody of a crash and answers the pings of the dead owner's clients itself.",
      // With fast clocks clients give the silent socket up before the entry answers.
      failing("EveryoneReconnected", "smoke", "target.twin.protocol=real")
          .also("ToldTheTruth", "SurvivorsServe", "MembershipAgrees", "BlastRadius")),
  NOTICE_RACE(
      "A socket attached less than a second before its owner's death is taken for one without a"
          + " session.",
      failing("EveryoneReconnected", "crash-owner-and-entry")
          .also("ToldTheTruth", "MembershipAgrees", "SurvivorsServe")),
  GREEN_HEALTH_FROZEN_OWNER(
      "The master that seals a dead one stops serving as owner, while its health stays green.",
      failing("EveryoneReconnected", "smoke")
          .also(
              "ToldTheTruth",
              "SurvivorsServe",
              "BlastRadius",
              "MembershipAgrees",
              "CapacityRestored",
              "SignalsDelivered",
              "CleanEnd")),
  WRONG_REASON(
      "The life told after a loss is bumped although the session goes on.",
      failing("ToldTheTruth", "smoke").also("BlastRadius")),
  OLD_TIMER(
      "The eviction timer of a lost socket is not cancelled when the client resumes.",
      failing("ToldTheTruth", "smoke", "load.signals=none")
          .also("EveryoneReconnected", "MembershipAgrees")),
  WINDOW_FROM_FIRST_LOSS(
      "The reconnection window of every loss is counted from the first one.",
      failing("ToldTheTruth", "flap-masters").also("EveryoneReconnected")),
  HASTY_EVICTION(
      "The reconnection window is a fifth of what the documentation says.",
      failing("ToldTheTruth", "quiet-room").also("EveryoneReconnected", "MembershipAgrees")),
  HOLLOW_RESUME(
      "A resume is acknowledged, and so are signals, but notifications still go to the lost"
          + " socket.",
      failing("ToldTheTruth", "quiet-room")
          .also("EveryoneReconnected", "MembershipAgrees", "SignalsDelivered")),
  LATE_CRASH_NOTICE(
      "Seconds after a crash its notice is repeated to everybody in the sessions of the dead owner,"
          + " rebuilt or not.",
      failing("ToldTheTruth", "smoke")
          .also("BlastRadius", "MembershipAgrees", "EveryoneReconnected")),
  FALSE_OBITUARY(
      "The others hear that a member left as soon as its socket is lost, although it may resume.",
      failing("ToldTheTruth", "quiet-room").also("MembershipAgrees")),
  FORGETS_PARTICIPANT(
      "A resumed participant is missing from lists.",
      failing("MembershipAgrees", "quiet-room").also("OneLife")),
  WATCHDOG_UNARMED(
      "The watchdog of a resumed participant is never armed: one that falls silent stays for ever.",
      failing("MembershipAgrees", "silent-second-loss").also("CleanEnd")),
  FORWARD_CLOSE_REASON(
      "An entry passes on the text of a client's close, so that whoever closed with one is never"
          + " evicted.",
      failing("MembershipAgrees", "silent-second-loss", "strict=true").also("CleanEnd")),
  GHOST_IN_REST(
      "The connection of a participant lost by the network stays in the session's list.",
      failing("MembershipAgrees", "smoke")),
  LEFT_NOT_TOLD(
      "One member of a room is not told when another is lost.",
      failing("MembershipAgrees", "smoke")),
  UNANNOUNCED_JOIN(
      "One member of a room is not told when another joins.", failing("MembershipAgrees", "smoke")),
  DUPLICATE_SIGNAL(
      "A signal reaches a resumed member twice.", failing("SignalsDelivered", "smoke")),
  REPLAYED_SIGNALS(
      "A member that resumes hears the last signal of its room once more.",
      failing("SignalsDelivered", "smoke")),
  ONE_DEAF_PAIR(
      "After its resume a member misses every signal of exactly one other.",
      failing("SignalsDelivered", "smoke")),
  PARTIAL_FANOUT(
      "Every fortieth signal of a master reaches half of the room and is never acknowledged.",
      failing("SignalsDelivered", "smoke").also("BlastRadius")),
  SWAPPED_SIGNALS(
      "A resumed member hears the signals of one other in swapped pairs.",
      failing("SignalsDelivered", "smoke")),
  WRONG_SENDER(
      "The signals of a resumed member carry another member's name.",
      failing("SignalsDelivered", "smoke")),
  CROSS_ROOM(
      "The signals of a resumed member reach somebody in another session, too.",
      failing("SignalsDelivered", "smoke")),
  DROPS_UNDER_LOAD(
      "An owner that handles more than sixty signals within a second leaves out the last recipient"
          + " of the next.",
      failing("SignalsDelivered", "smoke", "load.signals.every=200ms").also("EveryoneReconnected")),
  PANIC_ON_SEAL(
      "An entry resets all its sockets when any owner is sealed.",
      failing("BlastRadius", "quiet-room").also("MembershipAgrees")),
  SECOND_VICTIM(
      "The scaling group ends a healthy master when it replaces a dead one.",
      failing("BlastRadius", "smoke")
          .also(
              "Objectives",
              "SurvivorsServe",
              "MembershipAgrees",
              "CapacityRestored",
              "HarnessHonest")),
  MEDIA_NODE_SCALED_IN(
      "The scaling group takes a media node with sessions away when it replaces a master.",
      failing("BlastRadius", "smoke")
          .also(
              "Objectives",
              "SurvivorsServe",
              "EveryoneReconnected",
              "MembershipAgrees",
              "ToldTheTruth",
              "HarnessHonest")),
  WHOLE_MEDIA_FAILURE(
      "The loss of one media node ends the sessions of all.",
      failing(
              "BlastRadius",
              "crash-media-node",
              "load.sessions=15",
              "load.rampUp=1s",
              "load.signals.every=1s",
              "load.workers=1",
              "target.twin.protocol=fast")
          .also("ToldTheTruth")),
  CREATE_NEEDS_EVERYBODY(
      "For half a minute after a crash no master creates sessions.",
      failing("SurvivorsServe", "smoke").also("EveryoneReconnected", "Objectives")),
  DEAD_NODE_IN_LISTS(
      "For half a minute after a crash lists of sessions wait for the dead master's part and are"
          + " refused.",
      failing("SurvivorsServe", "smoke").also("MembershipAgrees", "CapacityRestored", "CleanEnd")),
  SLOW_SURVIVOR(
      "For half a minute after a crash every signal to a room waits six seconds on the surviving"
          + " owners.",
      failing("SurvivorsServe", "smoke").also("Objectives", "EveryoneReconnected", "BlastRadius")),
  WEDGED_ID(
      "Some sessions created after a crash exist in the store only: 409 for ever, and no"
          + " connection.",
      failing("SurvivorsServe", "smoke")
          .also("EveryoneReconnected", "MembershipAgrees", "CleanEnd")),
  NEVER_AN_OWNER(
      "A replacement is healthy and gets sockets, but passes every creation on: it never owns a"
          + " session.",
      failing("CapacityRestored", "smoke").also("Balanced")),
  LYING_HEALTH_CHECK(
      "A replacement says that it is healthy and refuses everything.",
      failing("CapacityRestored", "smoke")
          .also("SurvivorsServe", "EveryoneReconnected", "Balanced")),
  REPLACEMENT_NEVER_JOINS(
      "A replacement is started but never registered with the balancer.",
      failing("CapacityRestored", "smoke").also("Balanced")),
  NO_REPLACEMENT(
      "The scaling group does not replace a dead node.", failing("CapacityRestored", "smoke")),
  BALANCER_KEEPS_DEAD_TARGET(
      "A balancer ignores bad health checks and deregistration: a dead target keeps its share of"
          + " requests.",
      failing("CapacityRestored", "smoke")
          .also("SurvivorsServe", "Balanced", "EveryoneReconnected", "Objectives")),
  ONE_BALANCER_KEEPS_DEAD_TARGET(
      "Of several balancers the second one alone keeps a dead target.",
      failing("CapacityRestored", "two-balancers")
          .also("SurvivorsServe", "Balanced", "EveryoneReconnected", "Objectives")),
  HEALTH_NEVER_UP(
      "The health of the cluster counts a dead master for ever.",
      failing("CapacityRestored", "smoke")),
  FIRST_HEALTHY_ONLY(
      "From the first bad health check on, the balancer gives everything to its first healthy"
          + " target.",
      failing("Balanced", "busy-room").also("CapacityRestored")),
  BALANCERS_LEAN_APART(
      "The first balancer gives the share of its second target to its first, the second one the"
          + " reverse: together they look fair.",
      failing("Balanced", "two-balancers")),
  NEWCOMER_FLOOD(
      "A target that joins later gets the next two hundred requests alone.",
      failing("Balanced", "flap-masters")),
  OWNER_PILES(
      "Every creation is passed on to the master with the lowest name.",
      // Thirty creations for each master, which no outage of a short drill brings.
      failing(
          "Balanced",
          "no-fault",
          "load.sessions=120",
          "load.participantsPerSession=2",
          "load.signals=none",
          "load.workers=1",
          "target.twin.protocol=fast")),
  LOST_NOTICE(
      "Half of a dead owner's clients are not told: they notice by missing pongs.",
      failing("Objectives", "quiet-room", "target.twin.protocol=real")
          .also("EveryoneReconnected", "SurvivorsServe")),
  SLOW_SWEEP(
      "Masters seal a dead peer only ten seconds after they found its lease expired.",
      failing("Objectives", "quiet-room", "target.twin.protocol=real")
          .also("EveryoneReconnected", "SurvivorsServe")),
  SLOW_REBUILD(
      "Joins of a session created after a crash wait for nine tenths of the reconnection window.",
      failing("Objectives", "quiet-room", "target.twin.protocol=real")
          .also("EveryoneReconnected", "SurvivorsServe")),
  SESSION_NEVER_ENDS(
      "A session that ever lost a member does not end when the last one leaves.",
      failing("CleanEnd", "smoke").also("MembershipAgrees")),
  ENDED_STAYS_LISTED(
      "The list of sessions is made from a cache that the end of a session does not reach.",
      failing("CleanEnd", "smoke").also("MembershipAgrees")),
  MEDIA_LIST_FROM_CACHE(
      "Media nodes list, and count as load, every session they ever had.",
      failing("CleanEnd", "smoke").also("PinnedMediaNode")),
  IGNORES_SIGTERM(
      "A master that is asked to stop goes on as if nothing were.",
      blinding(
          "HarnessHonest",
          "shutdown-one-master",
          "load.sessions=15",
          "load.rampUp=1s",
          "load.signals.every=1s",
          "load.workers=1",
          "target.twin.protocol=fast")),
  RESET_INSTEAD_OF_SILENCE(
      "A supervisor kills a stopped master at once: where silence was ordered, sockets are cut.",
      blinding("HarnessHonest", "freeze-entry-owner").also("Objectives")),
  BLOCKED_BY_WAF(
      "The balancer answers 403 to every upgrade of one session in five.",
      blinding("HarnessHonest", "smoke"));

  private final String sentence;

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts and copied lists: nothing changes
  private final Exposure exposure;

  Bug(String sentence, Exposure exposure) {
    this.sentence = sentence;
    this.exposure = exposure;
  }

  /** The name on the command line, for example {@code repin-on-rejoin}. */
  public String kebab() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is wrong when it is on. */
  public String sentence() {
    return sentence;
  }

  /** How it is made to show. */
  public Exposure exposure() {
    return exposure;
  }

  /** The check that must catch it. */
  public String caughtBy() {
    return exposure.check();
  }

  /**
   * The bug of a name.
   *
   * @throws IllegalArgumentException for an unknown name; the message lists the known ones
   */
  public static Bug named(String kebab) {
    for (Bug bug : values()) {
      if (bug.kebab().equals(kebab)) {
        return bug;
      }
    }
    throw new IllegalArgumentException(
        "unknown bug "
            + kebab
            + "; use one of "
            + Arrays.stream(values()).map(Bug::kebab).collect(Collectors.joining(", ")));
  }
}
