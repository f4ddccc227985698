package io.drillmaster.check;

import static io.drillmaster.check.Stamps.OPEN;
import static io.drillmaster.check.Stamps.SECOND;
import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.ProbeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What faults took from the cluster's capacity, who came instead, and whether they serve: part of
 * {@link Progress}, so that the run waits for what {@link CapacityRestored} will judge.
 */
final class Capacity {

  /** A node starts and enters rotation within this; the harness waits as long at the end. */
  private static final Duration START_BOUND = Duration.ofSeconds(20);

  /** If chance leaves a serving node out less often than this, it does not serve. */
  private static final double CHANCE_MIN = 1e-6;

  /** Who owns what is asked every second. */
  private static final long OWNS_TOLD_WITHIN = 2 * SECOND;

  private static final int CREATED = 200;
  private static final String UP = " UP";

  final List<Loss> losses = new ArrayList<>();

  /** From so long after a fault on, balancers know of it. */
  final long knownAfter;

  /** So long after a fault, what it took must have been replaced. */
  final long replacedAfter;

  private final Progress progress;

  private final Rotations rotations = new Rotations();
  private final Setbacks setbacks;

  Capacity(Progress progress) {
    this.progress = progress;
    Serving serving = Serving.of(progress.header.limits(), progress.drill.load().client());
    this.knownAfter = serving.ejection() + ProtocolClocks.MARGIN.toNanos();
    Duration delay = progress.header.limits().infrastructure().replacementDelay();
    this.replacedAfter =
        serving.ejection() + serving.detection() + delay.plus(START_BOUND).toNanos();
    this.setbacks = new Setbacks(progress.faults, replacedAfter);
  }

  /** Whether any balancer tells its rotation. */
  boolean balancerTells() {
    return !rotations.balancers().isEmpty();
  }

  /** Takes an event that the rest of the fold has taken. */
  void accept(Event event) {
    if (event instanceof FaultEvent.Injecting begun) {
      List<Struck> all = progress.faults.all();
      Struck fault = all.get(all.size() - 1);
      if (begun.role() == Role.MASTER || begun.role() == Role.MEDIA_NODE) {
        losses.add(new Loss(fault, namesNow()));
      }
    } else if (event instanceof NodeEvent node) {
      if (node instanceof NodeEvent.Rotation turned) {
        rotations.accept(turned);
        losses.forEach(loss -> loss.turned(turned));
      }
      if (node instanceof NodeEvent.Seen seen) {
        replaces(seen);
      }
      losses.forEach(loss -> placed(loss, node));
    } else if (event instanceof ProbeEvent probe) {
      losses.forEach(loss -> probed(loss, probe));
    } else if (event instanceof OperationEvent.Completed completed
        && completed.outcome() == Outcome.OK) {
      losses.forEach(loss -> loss.replacements.forEach(each -> succeeded(completed, each, loss)));
    }
  }

  /** One new node stands for one that was lost, of several faults for the earliest. */
  private void replaces(NodeEvent.Seen seen) {
    for (Loss loss : losses) {
      if (loss.seen(seen)) {
        return;
      }
    }
  }

  private Set<String> namesNow() {
    Set<String> names = new HashSet<>();
    progress.nodes.all().forEach(node -> names.add(node.name));
    return names;
  }

  private void succeeded(OperationEvent.Completed completed, Replacement each, Loss loss) {
    boolean created = completed.kind() == Kind.CREATE_SESSION && completed.code() == CREATED;
    boolean read = completed.kind() == Kind.REST_READ && each.id.equals(completed.detail());
    if (created && shares(each, loss)) {
      each.sessionsSince.at(completed.at());
    }
    if (read && !happened(each.answeredAt)) {
      each.answeredAt = completed.at();
    }
  }

  /** Whether what is placed now may be placed on it. */
  private boolean shares(Replacement each, Loss loss) {
    Nodes.Node node = progress.nodes.named(each.name);
    boolean isThere = node == null || node.alive;
    boolean isOut =
        loss.isOfMasters() && balancerTells() && !happened(rotations.heldByAllSince(each.name));
    return each.isInRotation() && isThere && !isOut && setbacks.takenAt(each) == OPEN;
  }

  /** How many nodes a loss still misses. */
  int missing(Loss loss) {
    return setbacks.missing(loss);
  }

  /** From when on the time runs in which a loss must be made good. */
  long dueFrom(Loss loss) {
    return setbacks.dueFrom(loss, progress.now());
  }

  /** A balancer may have taken a node in a moment before the target's list of nodes showed it. */
  private void enters(Loss loss, String node) {
    Replacement replacement = loss.named(node);
    if (replacement != null && !replacement.isInRotation()) {
      replacement.inRotationAt = rotations.heldByAllSince(node);
    }
  }

  /** Balancers that have not taken a node in, while others have. */
  List<String> without(String node) {
    return rotations.without(node);
  }

  /**
   * Whether each balancer has let go of the dead can be known: words for each of which it cannot.
   */
  List<String> untold(Loss loss) {
    List<String> untold = new ArrayList<>();
    boolean isDue = progress.now() > loss.fault.injectedFrom + knownAfter;
    if (!loss.isOfMasters() || loss.isPause() || !isDue) {
      return untold;
    }
    for (String balancer : rotations.balancers()) {
      if (isUnused(loss, balancer)) {
        untold.add(
            "balancer %s told of nothing that it passed on from T_eject on; let more come through it"
                .formatted(balancer));
      } else if (!loss.misled.containsKey(balancer)) {
        loss.fault.targets.stream()
            .sorted()
            .filter(target -> rotations.holds(balancer, target))
            .forEach(
                target ->
                    untold.add(
                        "balancer %s never told that %s left its rotation, and none of %d attempts shows it; let more come through it"
                            .formatted(
                                balancer, target, loss.attempts.getOrDefault(balancer, 0L))));
      }
    }
    return untold;
  }

  /** Of several balancers one that nothing went through says nothing of the dead. */
  private boolean isUnused(Loss loss, String balancer) {
    return rotations.balancers().size() > 1 && !loss.attempts.containsKey(balancer);
  }

  private void placed(Loss loss, NodeEvent event) {
    if (event instanceof NodeEvent.Seen seen) {
      enters(loss, seen.node());
    } else if (event instanceof NodeEvent.Rotation turned) {
      enters(loss, turned.node());
    } else if (event instanceof NodeEvent.EntryOf entry) {
      loss.replacements.stream()
          .filter(each -> shares(each, loss))
          .forEach(each -> each.socketsSinceBy(entry.balancer()).at(entry.at()));
      Replacement replacement = loss.named(entry.node());
      if (replacement != null) {
        replacement.placed(entry.balancer());
      }
      loss.passed(entry.balancer(), entry.node(), entry.at(), knownAfter);
    } else if (event instanceof NodeEvent.Unreached vain) {
      loss.passed(vain.balancer(), vain.node(), vain.passedAt(), knownAfter);
    } else if (event instanceof NodeEvent.Owns owns && !owns.sessions().isEmpty()) {
      Replacement replacement = loss.named(owns.node());
      if (replacement != null) {
        replacement.owns = true;
      }
    }
  }

  private void probed(Loss loss, ProbeEvent event) {
    if (event instanceof ProbeEvent.HealthRead read) {
      Replacement replacement = loss.named(read.node());
      if (replacement != null && read.good() && !happened(replacement.answeredAt)) {
        replacement.answeredAt = read.at();
      }
      boolean watched = !happened(progress.endAt());
      if (read.node() == null && watched && areAllFilled()) {
        loss.health(read, read.good() && namesAll(read.detail()));
      }
    } else if (event instanceof ProbeEvent.MediaNodesRead read && !loss.isOfMasters()) {
      read.nodes().forEach(view -> listed(loss, view, read.at()));
    }
  }

  /** While any fault is still to be made good, the cluster need not be whole. */
  private boolean areAllFilled() {
    return losses.stream().filter(loss -> loss.fault.failed.isEmpty()).allMatch(setbacks::isFilled);
  }

  private static void listed(Loss loss, ProbeEvent.MediaNodeView view, long at) {
    for (Replacement each : loss.replacements) {
      if (each.id.equals(view.id()) && view.status().equals("running")) {
        each.answeredAt = happened(each.answeredAt) ? each.answeredAt : at;
        each.inRotationAt = each.isInRotation() ? each.inRotationAt : at;
        each.owns |= !view.sessions().isEmpty();
      }
    }
  }

  /** Health that lists nodes lists as many good ones as there are masters. */
  private boolean namesAll(String detail) {
    int from = detail.indexOf(": ");
    if (from < 0) {
      return true;
    }
    int good = 0;
    for (String node : detail.substring(from + 2).split(", ", -1)) {
      good += node.endsWith(UP) ? 1 : 0;
    }
    return good == inventory(Role.MASTER);
  }

  /** How many nodes of a role there are but those that faults took for good. */
  private int inventory(Role role) {
    int there = 0;
    for (Nodes.Node node : progress.nodes.alive(role)) {
      boolean taken =
          losses.stream()
              .anyMatch(loss -> !loss.isPause() && loss.fault.targets.contains(node.name));
      there += taken ? 0 : 1;
    }
    return there;
  }

  /** Whether nodes are to be replaced, and what becomes of them can be seen. */
  boolean isWatched(Loss loss) {
    return !loss.isPause() && hasScalingGroup() && balancerTells() && loss.fault.failed.isEmpty();
  }

  private boolean hasScalingGroup() {
    return progress.drill.target() instanceof TargetSpec.Twin
        || progress.drill.target() instanceof TargetSpec.StandingTwin;
  }

  /** How many good reads of the cluster's health in a row show that it is whole again. */
  int healthReadsNeeded() {
    return 2 * Math.max(1, inventory(Role.MASTER));
  }

  /** What a replacement that serves should have been given by now. */
  List<Idle> idle(Loss loss, Replacement each) {
    int nodes = Math.max(2, inventory(loss.fault.role));
    List<Idle> idle = new ArrayList<>();
    if (loss.isOfMasters()) {
      idle.addAll(withoutSockets(each, nodes));
    }
    if (!each.owns) {
      idle.add(idle("sessions", each, each.sessionsSince, nodes));
    }
    return idle;
  }

  /** Each of several balancers must have given it some. */
  private List<Idle> withoutSockets(Replacement each, int nodes) {
    List<Idle> idle = new ArrayList<>();
    if (rotations.balancers().size() > 1) {
      for (String balancer : rotations.balancers()) {
        if (each.socketsBy(balancer) == 0) {
          String what = "sockets of balancer " + balancer;
          idle.add(idle(what, each, each.socketsSinceBy(balancer), nodes));
        }
      }
    } else if (each.sockets == 0) {
      idle.add(idle("sockets", each, each.socketsSince(), nodes));
    }
    return idle;
  }

  /** How many balancers health should be read through. */
  int balancers() {
    return Math.max(1, rotations.balancers().size());
  }

  /** What came while the host was unfit, or just before it was lost itself, shows nothing. */
  private Idle idle(String what, Replacement each, Replacement.Placed placed, int nodes) {
    Nodes.Node node = progress.nodes.named(each.name);
    long goneAt = node == null || node.alive ? OPEN : node.goneAt;
    long until = Math.min(goneAt, setbacks.takenAt(each)) - OWNS_TOLD_WITHIN;
    long early = placed.stamps().stream().filter(at -> at <= until).count();
    long sure =
        placed.stamps().stream()
            .filter(at -> at <= until)
            .filter(at -> !progress.starvation.touches(Starvation.HOST, at, at))
            .count();
    return new Idle(what, sure, early - sure, nodes);
  }

  /**
   * A replacement that got nothing of what was placed since it was in rotation.
   *
   * @param what sockets or sessions
   * @param placed anywhere
   * @param unsure what else was placed, while the host was unfit
   * @param nodes that share them
   */
  record Idle(String what, long placed, long unsure, int nodes) {

    /** How likely that is if each node gets its share. */
    double chance() {
      return Math.pow(1 - 1.0 / nodes, (double) placed);
    }

    boolean isByChance() {
      return chance() >= CHANCE_MIN;
    }
  }

  /** What more time or newcomers would still tell; empty = all is back, or late for certain. */
  Optional<Awaited> awaited(long now) {
    for (Loss loss : losses) {
      Optional<Awaited> awaited = isWatched(loss) ? awaited(loss, now) : Optional.empty();
      if (awaited.isPresent()) {
        return awaited;
      }
    }
    return Optional.empty();
  }

  private Optional<Awaited> awaited(Loss loss, long now) {
    int missing = setbacks.missing(loss);
    if (missing > 0) {
      return now > setbacks.dueFrom(loss, now) + replacedAfter
          ? Optional.empty()
          : time(
              "%d of %d nodes are not replaced yet".formatted(missing, loss.fault.targets.size()));
    }
    for (Replacement each : loss.serving()) {
      for (Idle idle : idle(loss, each)) {
        if (idle.isByChance()) {
          String what = "%s got no %s yet".formatted(each.name, idle.what());
          return Optional.of(new Awaited(what, true));
        }
      }
    }
    for (String balancer : rotations.balancers()) {
      if (loss.isOfMasters() && isUnused(loss, balancer)) {
        return Optional.of(new Awaited("balancer " + balancer + " passed nothing on yet", true));
      }
    }
    int needed = healthReadsNeeded();
    return isHealthKnown(loss, needed)
        ? Optional.empty()
        : time(
            "the cluster's health was good %d times in a row, %d are needed"
                .formatted(loss.healthyInRow(), needed));
  }

  private boolean isHealthKnown(Loss loss, int needed) {
    return loss.health.size() >= balancers()
        && loss.health.values().stream()
            .allMatch(row -> row.goodInRowMax >= needed || row.reads.size() >= 2 * needed);
  }

  private static Optional<Awaited> time(String what) {
    return Optional.of(new Awaited(what, false));
  }
}
