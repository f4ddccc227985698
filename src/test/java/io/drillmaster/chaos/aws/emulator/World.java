package io.drillmaster.chaos.aws.emulator;

import io.drillmaster.chaos.aws.emulator.Machines.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the emulated account holds: instances and two scaling groups, as the machines behind it
 * command. Guarded by itself.
 */
final class World {

  /** An activity of a scaling group, newest last. */
  record Activity(
      String id,
      String group,
      String description,
      String cause,
      String status,
      Instant begun,
      Instant ended) {}

  static final String REGION = "eu-west-1";
  static final String ACCOUNT = "123456789012";

  private static final List<String> ZONES = List.of("eu-west-1a", "eu-west-1b");

  final Stack stack;
  private final Machines machines;
  private final Supplier<Instant> clock;
  private final Map<String, Instance> instances = new LinkedHashMap<>();
  private final Map<Kind, Integer> desired = new EnumMap<>(Kind.class);
  private final List<Activity> activities = new ArrayList<>();

  World(Stack stack, Machines machines, Supplier<Instant> clock) {
    this.stack = stack;
    this.machines = machines;
    this.clock = clock;
    synchronize();
    for (Kind kind : Kind.values()) {
      desired.put(kind, (int) instances.values().stream().filter(i -> is(i, kind)).count());
    }
  }

  private static boolean is(Instance instance, Kind kind) {
    return instance.machine.kind() == kind && instance.isInGroup;
  }

  Instant now() {
    return clock.get();
  }

  /** Looks at the machines, and lets time pass. */
  void synchronize() {
    Instant now = now();
    for (Machines.Machine machine : machines.all()) {
      Instance known = instances.get(machine.id());
      if (known == null) {
        launched(machine, now);
      } else if (known.foundBadAt == null && !machine.isInService()) {
        known.foundBadAt = now;
      }
    }
    instances.values().forEach(instance -> instance.advance(now));
  }

  private void launched(Machines.Machine machine, Instant now) {
    Instance instance =
        new Instance(machine, ZONES.get(instances.size() % ZONES.size()), now.minusSeconds(60));
    instance.tags.putAll(stack.tags(machine.kind()));
    instances.put(machine.id(), instance);
    String group = stack.group(machine.kind());
    instances.values().stream()
        .filter(each -> is(each, machine.kind()) && each.foundBadAt != null)
        .findFirst()
        .ifPresent(dead -> replaced(dead, group, now));
    note(
        group,
        "Launching a new EC2 instance: " + machine.id(),
        "an instance was started in response to a difference between desired and actual capacity",
        now.minusSeconds(60),
        now);
  }

  private void replaced(Instance dead, String group, Instant now) {
    dead.isInGroup = false;
    if (dead.state() == Instance.State.RUNNING) {
      dead.begin(Instance.State.SHUTTING_DOWN, now);
    }
    Instant found = dead.foundBadAt == null ? now : dead.foundBadAt;
    note(
        group,
        "Terminating EC2 instance: " + dead.machine.id(),
        "an instance was taken out of service in response to an EC2 health check",
        found,
        now);
  }

  private void note(String group, String what, String cause, Instant begun, Instant ended) {
    String id = "activity-%04d".formatted(activities.size());
    activities.add(new Activity(id, group, what, cause, "Successful", begun, ended));
  }

  /** All instances, the terminated included. */
  List<Instance> instances() {
    return List.copyOf(instances.values());
  }

  /**
   * One instance.
   *
   * @throws Refusal as EC2 when there is none
   */
  Instance instance(String id) {
    Instance found = instances.get(id);
    if (found == null) {
      throw new Refusal(
          "InvalidInstanceID.NotFound", 400, "The instance ID '" + id + "' does not exist");
    }
    return found;
  }

  List<Instance> members(Kind kind) {
    return instances.values().stream().filter(each -> is(each, kind)).toList();
  }

  int desired(Kind kind) {
    return desired.getOrDefault(kind, 0);
  }

  Map<String, Machines.Health> targets() {
    return machines.targets();
  }

  List<Activity> activities(String group) {
    return activities.stream().filter(each -> each.group().equals(group)).toList();
  }

  /** Takes the machine away, too. */
  void terminate(Instance instance, boolean gracefully) {
    if (instance.state() != Instance.State.TERMINATED
        && instance.state() != Instance.State.SHUTTING_DOWN) {
      instance.begin(Instance.State.SHUTTING_DOWN, now());
      instance.staleReads = stack.staleReads;
      machines.end(instance.machine.id(), gracefully);
    }
  }

  void pause(Instance instance, boolean isPaused) {
    machines.pause(instance.machine.id(), isPaused);
  }

  void stop(Instance instance, boolean gracefully) {
    if (instance.state() == Instance.State.RUNNING) {
      instance.begin(Instance.State.STOPPING, now());
      machines.end(instance.machine.id(), gracefully);
    }
  }
}
