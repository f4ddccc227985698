package io.drillmaster.check;

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
import io.drillmaster.history.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fault took comes back (checks.md 3.9): no balancer sends anything to the dead any more, a
 * new node answers, it gets sockets <em>and</em> owns sessions, and the cluster calls itself whole.
 * What chance may explain is unknown, with the bound.
 */
final class CapacityRestored implements Checker {

  /** A node starts and enters rotation within this; the harness waits as long at the end. */
  private static final Duration START_BOUND = Duration.ofSeconds(20);

  /** If chance leaves a serving node out less often than this, it does not serve. */
  private static final double CHANCE_MIN = 1e-6;

  private static final int CREATED = 200;
  private static final String UP = " UP";

  private final Progress progress;
  private final List<Loss> losses = new ArrayList<>();
  private final Suspects suspects = new Suspects();
  private final List<String> unknown = new ArrayList<>();

  /** By node: since when a balancer has had it in rotation. */
  private final Map<String, Long> healthySince = new HashMap<>();

  private final long knownAfter;
  private final long replacedAfter;
  private boolean balancerTells;

  CapacityRestored(Progress progress) {
    this.progress = progress;
    Serving serving = Serving.of(progress.header.limits(), progress.drill.load().client());
    this.knownAfter = serving.ejection() + ProtocolClocks.MARGIN.toNanos();
    Duration delay = progress.header.limits().infrastructure().replacementDelay();
    this.replacedAfter =
        serving.ejection() + serving.detection() + delay.plus(START_BOUND).toNanos();
  }

  @Override
  public void accept(Recorded recorded) {
    Event event = recorded.event();
    if (event instanceof FaultEvent.Injecting begun) {
      List<Struck> all = progress.faults.all();
      Struck fault = all.get(all.size() - 1);
      if (begun.role() == Role.MASTER || begun.role() == Role.MEDIA_NODE) {
        losses.add(new Loss(fault));
      }
    } else if (event instanceof NodeEvent node) {
      if (node instanceof NodeEvent.Rotation turned) {
        balancerTells = true;
        turned(turned);
      }
      losses.forEach(loss -> placed(loss, node));
    } else if (event instanceof ProbeEvent probe) {
      losses.forEach(loss -> probed(loss, probe));
    } else if (event instanceof OperationEvent.Completed completed
        && completed.outcome() == Outcome.OK) {
      losses.forEach(loss -> loss.replacements.forEach(each -> succeeded(completed, each)));
    }
  }

  private static void succeeded(OperationEvent.Completed completed, Replacement each) {
    boolean created = completed.kind() == Kind.CREATE_SESSION && completed.code() == CREATED;
    boolean read = completed.kind() == Kind.REST_READ && each.id.equals(completed.detail());
    each.sessionsSince += created && each.isInRotation() ? 1 : 0;
    if (read && !happened(each.answeredAt)) {
      each.answeredAt = completed.at();
    }
  }

  private void turned(NodeEvent.Rotation turned) {
    if (turned.healthy()) {
      healthySince.putIfAbsent(turned.node(), turned.at());
    } else {
      healthySince.remove(turned.node());
    }
  }

  /** A balancer may have taken a node in a moment before the target's list of nodes showed it. */
  private void enters(Loss loss, String node) {
    Replacement replacement = loss.named(node);
    Long since = healthySince.get(node);
    if (replacement != null && since != null && !replacement.isInRotation()) {
      replacement.inRotationAt = since;
    }
  }

  private void placed(Loss loss, NodeEvent event) {
    if (event instanceof NodeEvent.Seen seen) {
      loss.seen(seen);
      enters(loss, seen.node());
    } else if (event instanceof NodeEvent.Rotation turned) {
      enters(loss, turned.node());
    } else if (event instanceof NodeEvent.EntryOf entry) {
      loss.replacements.forEach(each -> each.socketsSince += each.isInRotation() ? 1 : 0);
      Replacement replacement = loss.named(entry.node());
      if (replacement != null) {
        replacement.sockets++;
      }
      loss.passed("", entry.node(), entry.at(), entry.at(), knownAfter);
    } else if (event instanceof NodeEvent.Unreached vain) {
      loss.passed(vain.balancer(), vain.node(), vain.passedAt(), vain.at(), knownAfter);
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
      if (read.node() == null && watched && loss.isFilled(loss.fault.targets.size())) {
        loss.health(read, read.good() && namesAll(read.detail()));
      }
    } else if (event instanceof ProbeEvent.MediaNodesRead read && !loss.isOfMasters()) {
      read.nodes().forEach(view -> listed(loss, view, read.at()));
    }
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

  @Override
  public Opinion opinion() {
    List<String> figures = new ArrayList<>();
    List<String> evidence = new ArrayList<>();
    for (Loss loss : losses) {
      if (loss.fault.failed.isEmpty()) {
        misled(loss);
        if (!loss.isPause() && hasScalingGroup() && balancerTells) {
          replaced(loss);
        }
        health(loss, evidence);
        figures.add(words(loss));
      }
    }
    if (losses.isEmpty()) {
      unknown.add("nothing was taken from the cluster; inject a fault");
    } else if (!balancerTells) {
      unknown.add("no balancer tells its rotation; let the target tell entries and rotation");
    }
    return Opinion.of(
        Checks.CAPACITY_RESTORED,
        suspects,
        String.join("; ", unknown),
        figures.isEmpty() ? "nothing was taken" : String.join("; ", figures),
        String.join("; ", evidence));
  }

  private boolean hasScalingGroup() {
    return progress.drill.target() instanceof TargetSpec.Twin
        || progress.drill.target() instanceof TargetSpec.StandingTwin;
  }

  private void misled(Loss loss) {
    loss.misled.forEach(
        (balancer, wrong) ->
            suspects.add(
                new Suspect(
                    zero ->
                        "%s%d attempts were sent to %s, which %s took, from %s on; T_eject and margin are %s"
                            .formatted(
                                balancer.isEmpty() ? "" : "by balancer " + balancer + ", ",
                                wrong.count,
                                wrong.node,
                                loss.fault.words(),
                                Words.at(wrong.firstPassedAt, zero),
                                Words.length(knownAfter)),
                    "",
                    "",
                    List.of(loss.fault.injectedFrom, wrong.firstPassedAt))));
  }

  private void replaced(Loss loss) {
    int missing = loss.fault.targets.size();
    for (Replacement each : loss.replacements) {
      if (happened(each.answeredAt) && each.isInRotation()) {
        missing--;
        serves(loss, each);
      }
    }
    long due = loss.fault.injectedFrom + replacedAfter;
    if (missing > 0 && progress.now() > due) {
      suspects.add(notReplaced(loss, missing, due));
    } else if (missing > 0) {
      unknown.add(
          "%d of %d nodes were not replaced when the run ended, %s are allowed; let it run longer"
              .formatted(missing, loss.fault.targets.size(), Words.length(replacedAfter)));
    }
  }

  private static Suspect notReplaced(Loss loss, int missing, long due) {
    String seen =
        loss.replacements.isEmpty()
            ? "no new node was seen"
            : loss.replacements.get(0).name + " was seen, but does not serve";
    return new Suspect(
        zero ->
            "%s: %d of %d nodes were not replaced by %s; %s"
                .formatted(
                    loss.fault.words(),
                    missing,
                    loss.fault.targets.size(),
                    Words.at(due, zero),
                    seen),
        "",
        "",
        List.of(loss.fault.injectedFrom, due));
  }

  /** A replacement in rotation gets its share sooner or later; how late chance may explain. */
  private void serves(Loss loss, Replacement each) {
    int nodes = Math.max(2, inventory(loss.fault.role));
    if (loss.isOfMasters() && each.sockets == 0) {
      idle(each, "sockets", each.socketsSince, nodes);
    }
    if (!each.owns) {
      idle(each, "sessions", each.sessionsSince, nodes);
    }
  }

  private void idle(Replacement each, String what, long placed, int nodes) {
    double chance = Math.pow(1 - 1.0 / nodes, (double) placed);
    String odds = String.format(Locale.ROOT, "(1 - 1/%d)^%d = %.2g", nodes, placed, chance);
    if (chance < CHANCE_MIN) {
      suspects.add(
          new Suspect(
              zero ->
                  "%s has been in rotation since %s and got none of %d new %s (by chance: %s)"
                      .formatted(each.name, Words.at(each.inRotationAt, zero), placed, what, odds),
              "",
              "",
              List.of(each.inRotationAt, progress.now())));
    } else {
      unknown.add(
          "%s got none of %d new %s since it is in rotation, which chance explains (%s); let more come then"
              .formatted(each.name, placed, what, odds));
    }
  }

  private void health(Loss loss, List<String> evidence) {
    int needed = 2 * Math.max(1, inventory(Role.MASTER));
    evidence.add("health good %d times in a row".formatted(loss.healthyInRowMax));
    if (loss.healthyInRowMax >= needed) {
      return;
    }
    if (loss.healthReads >= 2 * needed && happened(loss.lastHealthAt)) {
      suspects.add(
          new Suspect(
              zero ->
                  "%s: everything is back, but of %d reads the cluster's health was good at most %d times in a row; at %s it said %s"
                      .formatted(
                          loss.fault.words(),
                          loss.healthReads,
                          loss.healthyInRowMax,
                          Words.at(loss.lastHealthAt, zero),
                          loss.lastHealth),
              "",
              "",
              List.of(loss.fault.injectedFrom, loss.lastHealthAt)));
    } else {
      unknown.add(
          "health was good in %d reads in a row after the fault, %d are needed; end with steady: settled"
              .formatted(loss.healthyInRowMax, needed));
    }
  }

  private String words(Loss loss) {
    if (loss.isPause()) {
      return loss.fault.name + ": a pause, nothing to replace";
    }
    List<String> parts = new ArrayList<>();
    for (Replacement each : loss.replacements) {
      @Nullable String since =
          each.isInRotation()
              ? Words.at(each.inRotationAt, loss.fault.injectedFrom)
              : "not in rotation";
      parts.add(
          "%s (%s, %d sockets, %s)"
              .formatted(each.name, since, each.sockets, each.owns ? "owns" : "owns nothing"));
    }
    return loss.fault.name
        + ": "
        + (parts.isEmpty() ? "nobody came" : "replaced by " + String.join(", ", parts));
  }
}
