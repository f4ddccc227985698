package io.drillmaster.check;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.ExpectedBlast;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.LimitsOf;
import io.drillmaster.drill.Load;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Step;
import io.drillmaster.drill.TargetSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which checks a run must be able to judge (decision D2): those that the drill names, or else every
 * check that its faults and load give evidence for. Fitness of the harness always.
 */
public final class Required {

  /** Room signals go on for about so long after a fault in the shortest drill. */
  private static final Duration CHATTER = Duration.ofSeconds(20);

  /** The load is quiet for so long before it leaves (decision D26). */
  private static final Duration QUIET = Duration.ofSeconds(5);

  /** The prober reads the session list this often. */
  private static final Duration READ_EVERY = Duration.ofSeconds(1);

  /** A freeze must outlast the lease by this much to be sure to end sessions (checks.md 6). */
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(1);

  /** So many sessions for each master, and chance leaves no master without any. */
  private static final int OWNED_MIN = 5;

  private Required() {}

  /** Names of the required checks, in the order of {@link Checks}. */
  public static List<String> of(Drill drill) {
    List<String> required = new ArrayList<>();
    for (Checks.About about : Checks.all()) {
      String check = about.name();
      boolean named = drill.require().contains(check);
      boolean derived = drill.require().isEmpty() && givesEvidence(drill, check);
      if (named || derived || check.equals(Checks.HARNESS_HONEST)) {
        required.add(check);
      }
    }
    return List.copyOf(required);
  }

  private static boolean givesEvidence(Drill drill, String check) {
    Load load = drill.load();
    return switch (check) {
      case Checks.ONE_LIFE -> load.participantsPerSession() > 1;
      case Checks.EVERYONE_RECONNECTED -> drill.faults().stream().anyMatch(f -> ends(drill, f));
      case Checks.TOLD_THE_TRUTH ->
          drill.faults().isEmpty()
              || (drill.faults().stream().anyMatch(f -> ends(drill, f)) && reasonsShow(drill));
      case Checks.MEMBERSHIP_AGREES -> settledReads(drill) >= 2L * masters(drill) + 1;
      case Checks.SIGNALS_DELIVERED -> deliveries(load) >= 2L * SignalsDelivered.PAIRS_MIN;
      case Checks.BLAST_RADIUS ->
          tellsPlaces(drill) && unrelated(drill) >= 2L * BlastRadius.UNRELATED_MIN;
      case Checks.SURVIVORS_SERVE -> tellsPlaces(drill) && survivors(drill);
      case Checks.CAPACITY_RESTORED ->
          tellsPlaces(drill) && takesCapacity(drill) && settlesLast(drill);
      case Checks.BALANCED -> tellsPlaces(drill) && placements(drill);
      case Checks.OBJECTIVES ->
          objectives(drill) && (tellsPlaces(drill) || drill.faults().isEmpty());
      case Checks.CLEAN_END -> tellsPlaces(drill);
      default -> true;
    };
  }

  /** Whether each of the populations of checks.md 3.8 will have somebody in it. */
  private static boolean survivors(Drill drill) {
    boolean owners = drill.load().sessions() >= OWNED_MIN * masters(drill);
    return owners
        && drill.faults().stream().anyMatch(fault -> ends(drill, fault))
        && deliveries(drill.load()) > 0
        && unrelated(drill) > 0;
  }

  /** Whether a fault ends sessions or sockets for certain. */
  private static boolean ends(Drill drill, Fault fault) {
    if (!fault.kind().timed()) {
      return true;
    }
    if (fault.kind().parts() && !fault.from().contains(Role.STORE)) {
      return false;
    }
    Duration lease = LimitsOf.of(drill).protocol().lease().plus(LEASE_MARGIN);
    return fault.lasts().orElse(Duration.ZERO).compareTo(lease) >= 0;
  }

  /** How many session lists will be read after everything has settled, at least. */
  private static long settledReads(Drill drill) {
    Limits limits = LimitsOf.of(drill);
    boolean silent =
        drill.faults().stream().anyMatch(fault -> drill.target().mayFallSilent(fault.kind()));
    Duration needed =
        silent ? limits.protocol().settleAfterSilence() : limits.protocol().settleAfterCut();
    Duration longest = Duration.ZERO;
    for (Step step : drill.timeline()) {
      Duration length = Duration.ZERO;
      if (step instanceof Step.Settled) {
        length = limits.settling();
      } else if (step instanceof Step.Steady steady) {
        length = steady.length();
      }
      longest = longest.compareTo(length) > 0 ? longest : length;
    }
    return longest.plus(QUIET).minus(needed).dividedBy(READ_EVERY);
  }

  /** Whether something is broken that a scaling group replaces. */
  private static boolean takesCapacity(Drill drill) {
    return drill.faults().stream()
        .anyMatch(fault -> fault.role() == Role.MASTER || fault.role() == Role.MEDIA_NODE);
  }

  /** Whether the timeline ends by settling: only then does the run wait for replacements. */
  private static boolean settlesLast(Drill drill) {
    List<Step> timeline = drill.timeline();
    return timeline.get(timeline.size() - 1) instanceof Step.Settled;
  }

  private static int masters(Drill drill) {
    return drill.target() instanceof TargetSpec.Twin twin ? twin.masters() : DEFAULT_MASTERS;
  }

  private static int balancers(Drill drill) {
    return drill.target() instanceof TargetSpec.Twin twin ? twin.balancers() : 1;
  }

  /** Of a target whose size the drill does not state. */
  private static final int DEFAULT_MASTERS = 3;

  private static long deliveries(Load load) {
    if (load.signalEvery().isZero()) {
      return 0;
    }
    long perMember = CHATTER.dividedBy(load.signalEvery());
    return perMember * load.participants() * (load.participantsPerSession() - 1);
  }

  /** Whether the target tells entries, owners and rotation. */
  private static boolean tellsPlaces(Drill drill) {
    return drill.target().tellsPlaces();
  }

  /**
   * Whether it can be known that the owner of a life was down when somebody was told why. From
   * outside a webhook says so (checks.md 5), which a master that shuts itself down does not send.
   */
  private static boolean reasonsShow(Drill drill) {
    return tellsPlaces(drill)
        || drill.faults().stream()
            .noneMatch(fault -> fault.role() == Role.MASTER && fault.kind() == FaultKind.SHUTDOWN);
  }

  /** After a fault, chance decides how many come while the replacement is in rotation. */
  private static boolean placements(Drill drill) {
    long each = drill.load().participants() / Math.max(1, masters(drill) * balancers(drill));
    return drill.faults().isEmpty() && each >= 2L * Spread.EXPECTED_MIN;
  }

  /** How many participants are expected to depend on nothing that a fault takes. */
  private static long unrelated(Drill drill) {
    return drill.faults().stream()
        .mapToLong(
            fault ->
                drill.load().participants()
                    - ExpectedBlast.of(fault, nodes(drill, fault.role()), drill.load())
                        .participants())
        .min()
        .orElse(drill.load().participants());
  }

  /** Numbers of those hit need enough of them. */
  private static boolean objectives(Drill drill) {
    if (drill.objectives().isEmpty()) {
      return false;
    }
    return drill.faults().isEmpty()
        || drill.faults().stream()
            .allMatch(
                fault ->
                    ExpectedBlast.of(fault, nodes(drill, fault.role()), drill.load()).participants()
                        >= 2L * Objectives.AFFECTED_MIN);
  }

  private static int nodes(Drill drill, Role role) {
    return drill.target() instanceof TargetSpec.Twin twin
        ? Math.max(1, twin.nodes(role))
        : DEFAULT_MASTERS;
  }
}
