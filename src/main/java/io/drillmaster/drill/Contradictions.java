package io.drillmaster.drill;

import io.drillmaster.drill.Objective.Metric;
import io.drillmaster.drill.TimelineBuilder.Placed;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what is right by itself and wrong together. Parts that are invalid are left out. */
final class Contradictions {

  private final DrillBuilder drill;
  private final List<Placed> timeline;
  private final List<Placed> possible;
  private final Problems problems;

  Contradictions(DrillBuilder drill, List<Placed> timeline, Problems problems) {
    this.drill = drill;
    this.timeline = timeline;
    this.possible = drill.possible();
    this.problems = problems;
  }

  void check() {
    timeline();
    limits();
    names();
    drill.target().ifPresent(this::victims);
    drill.target().ifPresent(this::doable);
    if (!drill.target().map(TargetSpec::tellsPlaces).orElse(true)) {
      selectors();
    }
    rampUp();
    objectives();
    require();
    duration();
  }

  private boolean hasFault(Optional<Role> role) {
    return timeline.stream()
        .flatMap(placed -> placed.step().stream())
        .anyMatch(
            step ->
                step.injects().isPresent()
                    && (role.isEmpty() || step.injects().get().role() == role.get()));
  }

  private boolean isWhole() {
    return timeline.stream().allMatch(placed -> placed.step().isPresent());
  }

  private void timeline() {
    boolean fault = false;
    for (Placed placed : timeline) {
      if (placed.step().orElse(null) instanceof Step.When when
          && !fault
          && when.condition().metric() != Condition.Metric.HEALTHY_MASTERS) {
        problems.add(
            placed.place(),
            placed.path() + ".when",
            "'%s' speaks of outages, and no fault stands above; put one before it"
                .formatted(when.condition().text()));
      }
      fault |= placed.step().isEmpty() || placed.step().get().speaksOf().isPresent();
      boolean byHand = drill.target().orElse(null) instanceof TargetSpec.Attach;
      if (placed.step().isPresent()
          && placed.step().get() instanceof Step.Until
          && !fault
          && !byHand) {
        problems.add(
            placed.place(),
            placed.path(),
            "until: recovered before any fault; put a fault before it, or use steady");
      }
    }
  }

  /** Gatling starts users in batches of a second: a ramp within the first one starts nobody. */
  private void rampUp() {
    Bound rampUp = drill.at("load").at("rampUp");
    Duration length = rampUp.as(Duration.class).orElse(Duration.ZERO);
    if (!length.isZero() && length.compareTo(Duration.ofSeconds(1)) < 0) {
      problems.add(
          rampUp.place(),
          rampUp.path(),
          "%s is not allowed; use 0s, or 1s to 1h".formatted(Times.text(length)));
    }
  }

  /** LIMIT is one number per drill (decision D1). */
  private void limits() {
    Optional<Optional<Duration>> first = Optional.empty();
    for (Placed placed : timeline) {
      if (placed.step().isPresent() && placed.step().get() instanceof Step.Until until) {
        if (first.isPresent() && !first.get().equals(until.within())) {
          problems.add(
              placed.place(),
              placed.path() + ".within",
              "%s differs from %s above; a drill has one limit"
                  .formatted(text(until.within()), text(first.get())));
        }
        first = first.or(() -> Optional.of(until.within()));
      }
    }
  }

  private static String text(Optional<Duration> within) {
    return within.map(Times::text).orElse("auto");
  }

  private void names() {
    Set<String> seen = new HashSet<>();
    for (Placed placed : timeline) {
      Optional<Fault> fault = placed.step().flatMap(Step::speaksOf);
      if (fault.isPresent() && !seen.add(fault.get().name())) {
        problems.add(
            placed.place(),
            placed.path(),
            "a fault named '%s' stands above; give it another name".formatted(fault.get().name()));
      }
    }
  }

  private void victims(TargetSpec target) {
    if (target instanceof TargetSpec.Attach) {
      unreachable();
    }
    if (!(target instanceof TargetSpec.Twin twin)) {
      return;
    }
    int least = drill.safety().map(Safety::minHealthyMasters).orElse(0);
    Harmed harmed = new Harmed();
    for (Placed placed : possible) {
      Fault fault = placed.step().flatMap(Step::speaksOf).orElse(null);
      placed.step().ifPresent(harmed::passes);
      if (fault != null) {
        boolean masters = fault.role() == Role.MASTER;
        int nodes = twin.nodes(fault.role());
        int taken = ExpectedBlast.victims(fault.selector(), nodes);
        int all = harmed.with(fault, taken);
        victims(placed, fault, nodes, taken);
        if (masters && taken > 0 && taken <= nodes && nodes - all < least) {
          problems.add(
              placed.place(),
              placed.path(),
              "leaves %d of %d masters unharmed, safety.minHealthyMasters is %d; take fewer, add masters, or put until: recovered between"
                  .formatted(Math.max(0, nodes - all), nodes, least));
        }
      }
    }
  }

  /** Whoever knows a cluster by its URL alone knows nobody to strike. */
  private void unreachable() {
    for (Placed placed : possible) {
      Fault fault = placed.step().flatMap(Step::injects).orElse(null);
      if (fault != null) {
        problems.add(
            placed.place(),
            placed.path(),
            "target attach knows no nodes, so nobody can be struck: list them in an inventory, or put wait: here, do it by hand and tell the run: drillmaster mark RUN TEXT");
      }
    }
  }

  private void victims(Placed placed, Fault fault, int nodes, int taken) {
    if (!fault.kind().befalls(fault.role())) {
      problems.add(
          placed.place(),
          placed.path(),
          fault.kind().parts()
              ? "%1$s takes masters and media nodes; say %1$s: { master: one, from: %2$s, for: 10s }"
                  .formatted(fault.kind().key(), fault.role().key())
              : fault.kind() == FaultKind.FAIL_OVER
                  ? "only a store fails over; say fail-over: { store: one, losing: 500ms }"
                  : "nobody replaces a %s that vanishes; use freeze with for, or crash"
                      .formatted(fault.role().key()));
    }
    if (taken > nodes) {
      problems.add(
          placed.place(),
          placed.path(),
          "takes %d %ss, the target has %d; name at most %d"
              .formatted(taken, fault.role().key(), nodes, nodes));
    } else if (taken == 0) {
      problems.add(
          placed.place(),
          placed.path(),
          "%s takes none of %d %s; a fault must hit something"
              .formatted(SelectorText.text(fault.selector()), nodes, fault.role().key()));
    }
    if (fault.selector() instanceof Selector.Named named
        && new HashSet<>(named.nodes()).size() < named.nodes().size()) {
      problems.add(placed.place(), placed.path(), "a node is named twice; name each once");
    }
  }

  /** A command takes seconds to a machine: what is over by then nobody has seen. */
  private static final Duration FREEZE_LEAST_ON_AWS = Duration.ofSeconds(10);

  private static final Set<FaultKind> ON_AWS =
      EnumSet.of(FaultKind.CRASH, FaultKind.VANISH, FaultKind.SHUTDOWN, FaultKind.FREEZE);

  /** EC2 takes machines away, and whoever has a way into them freezes what runs there. */
  private void doable(TargetSpec target) {
    if (target instanceof TargetSpec.Twin twin && twin.images().isPresent()) {
      cutOffFromAll();
    }
    if (!(target instanceof TargetSpec.Aws)) {
      return;
    }
    for (Placed placed : possible) {
      Fault fault = placed.step().flatMap(Step::injects).orElse(null);
      if (fault instanceof Fault.Freeze freeze
          && freeze.length().compareTo(FREEZE_LEAST_ON_AWS) < 0) {
        problems.add(
            placed.place(),
            placed.path(),
            "on aws a freeze for %s is too short, commands take seconds to a machine; use 10s to 10m"
                .formatted(Times.text(freeze.length())));
      }
      if (fault != null && (!ON_AWS.contains(fault.kind()) || !isOfGroup(fault.role()))) {
        problems.add(
            placed.place(),
            placed.path(),
            "on aws a %s of a %s is not possible; use crash, vanish, shutdown or freeze of masters or media nodes"
                .formatted(fault.kind().key(), fault.role().key()));
      }
    }
  }

  /** Docker takes a container off its network, wholly, or leaves it there. */
  private void cutOffFromAll() {
    for (Placed placed : possible) {
      Fault fault = placed.step().flatMap(Step::speaksOf).orElse(null);
      if (fault instanceof Fault.Partition partition
          && (partition.kind() == FaultKind.REFUSE
              || partition.way() != Fault.Way.BOTH
              || partition.from().size() < Role.values().length)) {
        problems.add(
            placed.place(),
            placed.path(),
            "in containers a node can be taken off the network only; use cut-off from: all, or target twin");
      }
    }
  }

  private static boolean isOfGroup(Role role) {
    return role == Role.MASTER || role == Role.MEDIA_NODE;
  }

  /** Whoever is not told where sockets and sessions are cannot choose by it. */
  private void selectors() {
    for (Placed placed : possible) {
      Fault fault = placed.step().flatMap(Step::speaksOf).orElse(null);
      if (fault != null && needsPlaces(fault)) {
        problems.add(
            placed.place(),
            placed.path(),
            "'%s' chooses by entries or owners, %s"
                .formatted(SelectorText.text(fault.selector()), untold()));
      }
    }
  }

  private String untold() {
    return drill.target().orElse(null) instanceof TargetSpec.Twin
        ? "and target.twin.tells is nothing; use one, name the node, or tell places"
        : "which this target does not tell; use one, or name the node";
  }

  private static boolean needsPlaces(Fault fault) {
    Selector selector = fault.selector();
    return selector instanceof Selector.OwnerOf
        || selector instanceof Selector.EntryOf
        || (selector instanceof Selector.Busiest && fault.role() == Role.MASTER);
  }

  private void objectives() {
    boolean silentRoom = drill.signalEvery().map(Duration::isZero).orElse(false);
    for (Bound bound : drill.at("objectives").items()) {
      Metric metric = bound.as(Objective.class).map(Objective::metric).orElse(null);
      if ((metric == Metric.BACK || metric == Metric.RTO)
          && isWhole()
          && !hasFault(Optional.empty())) {
        problems.add(
            bound.place(),
            bound.path(),
            "'%s' has no evidence: the timeline has no fault; remove it or add one"
                .formatted(metric.key()));
      } else if (metric == Metric.SIGNAL && silentRoom) {
        problems.add(
            bound.place(),
            bound.path(),
            "'signal' has no evidence: load.signals is none; remove it or set signals");
      }
    }
  }

  private void require() {
    boolean silentRoom = drill.signalEvery().map(Duration::isZero).orElse(false);
    for (Bound bound : drill.at("require").items()) {
      String check = bound.as(String.class).orElse("");
      if (check.equals("EveryoneReconnected") && isWhole() && !hasFault(Optional.of(Role.MASTER))) {
        problems.add(
            bound.place(),
            bound.path(),
            "EveryoneReconnected has no evidence: the timeline has no fault on a master; remove it or add one");
      } else if ((check.equals("SurvivorsServe") || check.equals("CapacityRestored"))
          && isWhole()
          && !hasFault(Optional.empty())) {
        problems.add(
            bound.place(),
            bound.path(),
            check + " has no evidence: the timeline has no fault; remove it or add one");
      } else if (check.equals("SignalsDelivered") && silentRoom) {
        problems.add(
            bound.place(),
            bound.path(),
            "SignalsDelivered has no evidence: load.signals is none; remove it or set signals");
      }
    }
  }

  /** What is certain to pass must fit into the longest run allowed. */
  private void duration() {
    Duration certain =
        timeline.stream()
            .flatMap(placed -> placed.step().stream())
            .map(
                step ->
                    step instanceof Step.Steady steady
                        ? steady.length()
                        : step instanceof Step.Wait wait ? wait.length() : Duration.ZERO)
            .reduce(Duration.ZERO, Duration::plus)
            .plus(drill.load().map(Load::rampUp).orElse(Duration.ZERO));
    Optional<Duration> most = drill.safety().map(Safety::maxDuration);
    if (most.isPresent() && certain.compareTo(most.get()) > 0) {
      problems.add(
          drill.at("timeline").place(),
          "timeline",
          "ramp-up, steady and wait take %s, safety.maxDuration is %s; shorten them or raise it"
              .formatted(Times.text(certain), Times.text(most.get())));
    }
  }
}
