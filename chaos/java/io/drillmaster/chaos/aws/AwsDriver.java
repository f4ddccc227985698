package io.drillmaster.chaos.aws;

import io.drillmaster.chaos.Driver;
import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.Undo;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Safety;
import io.drillmaster.process.ProcessId;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Faults by EC2: crash and vanish = TerminateInstances with the OS shutdown skipped, shutdown =
 * TerminateInstances. One call per instance, rehearsed by a dry run first; nothing can be undone,
 * the scaling group replaces. What happens inside of a machine is {@link HostFaults}'. Thread-safe.
 */
final class AwsDriver implements Driver {
  /** Tags of a victim, set before the act: who opens the console sees why. */
  static final String RUN_TAG = "drillmaster:run";

  static final String FAULT_TAG = "drillmaster:fault";

  /** EC2 takes its time from the answer to the end of the machine: tens of seconds are normal. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** A machine without a process of this host. */
  private static final ProcessId NO_PROCESS = new ProcessId(0, 0);

  private final Cloud cloud;
  private final FleetWatch watch;
  private final String run;
  private final Safety safety;
  private final Predicate<Map<String, String>> isOurs;
  private final HostFaults inside;
  private final Set<String> intended = ConcurrentHashMap.newKeySet();

  /** Those whose act failed. */
  private final Set<String> spared = ConcurrentHashMap.newKeySet();

  /**
   * A driver.
   *
   * @param run its id, for tags
   * @param safety looked at once more right before the act
   * @param isOurs whether the master group's tags say that the run holds the stack
   * @param inside of machines
   */
  AwsDriver(
      Cloud cloud,
      FleetWatch watch,
      String run,
      Safety safety,
      Predicate<Map<String, String>> isOurs,
      HostFaults inside) {
    this.cloud = cloud;
    this.watch = watch;
    this.run = run;
    this.safety = safety;
    this.isOurs = isOurs;
    this.inside = inside;
  }

  /** Whether EC2 can do that, or somebody on the machine. */
  static boolean can(FaultKind kind, Role role) {
    boolean ends =
        kind == FaultKind.CRASH || kind == FaultKind.VANISH || kind == FaultKind.SHUTDOWN;
    return (ends || HostFaults.can(kind)) && (role == Role.MASTER || role == Role.MEDIA_NODE);
  }

  @Override
  public Intent intent(Fault fault, Node node) {
    if (!can(fault.kind(), node.role())) {
      throw new Nemesis.Refused(
          "fault %s refused: on aws nobody can %s a %s; use crash, vanish, shutdown or freeze of masters or media nodes"
              .formatted(fault.name(), fault.kind().key(), node.role().key()));
    }
    refusal(cloud, fault.kind(), node.name())
        .ifPresent(
            why -> {
              throw new Nemesis.Refused("fault " + fault.name() + " refused: " + why);
            });
    intended.add(node.incarnation());
    inside.intends(fault, node);
    return new Intent(
        fault.name(),
        fault.kind(),
        node.role(),
        node.name(),
        node.incarnation(),
        NO_PROCESS,
        HostFaults.can(fault.kind()) ? Undo.THAW : Undo.REPLACE);
  }

  /** Who is offline cannot be chosen. */
  @Override
  public Optional<String> refusal(Fault fault, Node node) {
    return HostFaults.can(fault.kind()) && !isOnline(cloud, node.name())
        ? Optional.of(HostFaults.OFFLINE)
        : Optional.empty();
  }

  private static boolean isOnline(Cloud cloud, String instance) {
    return cloud.hosts().online(List.of(instance)).contains(instance);
  }

  /** Why an instance cannot be harmed, with the cure; asks, and touches nothing. */
  static Optional<String> refusal(Cloud cloud, FaultKind kind, String instance) {
    Optional<String> untagged = cloud.refusesToTag(instance);
    if (untagged.isPresent()) {
      return Optional.of(
          "CreateTags on %s is not allowed (%s); use credentials that may, see src/docs/aws.md"
              .formatted(instance, untagged.get()));
    }
    if (HostFaults.can(kind)) {
      return isOnline(cloud, instance)
          ? Optional.empty()
          : Optional.of(instance + ": " + HostFaults.OFFLINE);
    }
    Optional<String> denied = cloud.refusesToTerminate(instance);
    if (denied.isPresent()) {
      return Optional.of(
          "TerminateInstances on %s is not allowed (%s); use credentials that may, see src/docs/aws.md"
              .formatted(instance, denied.get()));
    }
    return cloud.isProtected(instance)
        ? Optional.of(
            "%s has termination protection; switch disableApiTermination off, or name another"
                .formatted(instance))
        : Optional.empty();
  }

  /** By a look of its own: the group may have lost others since the choice was made. */
  @Override
  public boolean isPresent(Intent intent) {
    Fleet fleet = watch.refresh();
    List<String> serving = fleet.serving(intent.role(), watch.told());
    boolean isThere = serving.contains(intent.incarnation());
    long left = serving.stream().filter(each -> !intended.contains(each)).count();
    return isThere && (intent.role() != Role.MASTER || left >= safety.minHealthyMasters());
  }

  @Override
  public void act(Intent intent) {
    boolean isDone = false;
    try {
      take(intent);
      isDone = true;
    } finally {
      if (!isDone) {
        spared.add(intent.incarnation());
      }
    }
  }

  private void take(Intent intent) {
    requireLeave();
    cloud.tag(intent.node(), Map.of(RUN_TAG, run, FAULT_TAG, intent.fault()));
    if (intent.undo() == Undo.THAW) {
      inside.act(intent);
      return;
    }
    boolean skipsOs = intent.kind() != FaultKind.SHUTDOWN;
    String before = cloud.terminate(intent.node(), skipsOs);
    if (!before.equals(Instance.RUNNING)) {
      throw new IllegalStateException(
          "%s was %s when it was to be terminated: that is not the fault's doing"
              .formatted(intent.node(), before));
    }
    watch.toldToGo(intent.incarnation(), "EC2 took it from running to terminated");
  }

  /** By the look that {@link #isPresent} has made. */
  private void requireLeave() {
    Map<String, String> tags = watch.latest().group(Role.MASTER).tags();
    Optional<String> stop = StackLevers.stop(tags);
    if (stop.isPresent()) {
      throw new IllegalStateException("nothing was touched: " + stop.get());
    }
    if (!isOurs.test(tags)) {
      throw new IllegalStateException(
          "nothing was touched: the lock on the stack is not ours: "
              + tags.getOrDefault(LockTag.KEY, "no tag " + LockTag.KEY));
    }
  }

  @Override
  public Duration patience(FaultKind kind) {
    return HostFaults.can(kind) ? HostFaults.PATIENCE : PATIENCE;
  }

  /** The account says at once what the wire shows later. */
  @Override
  public boolean showsEffectAtOnce() {
    return false;
  }

  @Override
  public Optional<String> effect(Intent intent) {
    return intent.undo() == Undo.THAW
        ? inside.effect(intent)
        : Optional.ofNullable(watch.answer(intent.incarnation()));
  }

  /** A terminated instance cannot be un-terminated. */
  @Override
  public void undo(Intent intent) {
    if (intent.undo() == Undo.THAW) {
      inside.undo(intent);
    }
  }

  @Override
  public Healing healing(Intent intent, long actedAt) {
    Fleet fleet = watch.latest();
    Set<String> told = watch.told();
    boolean isGone =
        told.contains(intent.incarnation())
            || fleet.instance(intent.incarnation()).map(Instance::isLeaving).orElse(true);
    if (!isGone && intent.undo() == Undo.THAW) {
      return inside.healing(intent);
    }
    if (!isGone) {
      return spared.contains(intent.incarnation())
          ? new Healing(State.WHOLE, "it runs: nothing was done to it")
          : new Healing(State.BROKEN, "it is being taken");
    }
    if (fleet.isWhole(intent.role(), told)) {
      return new Healing(State.WHOLE, inItsPlace(fleet, intent.role(), actedAt));
    }
    return new Healing(
        State.CLEAN,
        "gone; its place is not taken yet: %d of %d serve"
            .formatted(
                fleet.serving(intent.role(), told).size(), fleet.group(intent.role()).desired()));
  }

  private String inItsPlace(Fleet fleet, Role role, long actedAt) {
    List<String> later =
        fleet.serving(role, watch.told()).stream()
            .filter(each -> watch.seenAt(each) > actedAt)
            .toList();
    return later.isEmpty() ? "gone and the group whole" : "replaced by " + String.join(", ", later);
  }

  @Override
  public boolean isPrivate() {
    return false;
  }
}
