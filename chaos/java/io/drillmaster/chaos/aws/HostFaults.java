package io.drillmaster.chaos.aws;

import io.drillmaster.chaos.Driver;
import io.drillmaster.chaos.Intent;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.run.port.Node;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Faults inside of a machine, by commands to it: freeze = every container is paused. The machine
 * itself thaws them after their time, by a timer that it starts first: nobody else is needed for
 * that. Thread-safe.
 */
final class HostFaults {
  /** Why a machine cannot be chosen, with the cure. */
  static final String OFFLINE =
      "its SSM agent does not answer; see src/docs/aws.md, 'Ways into machines'";

  /** Silence shows after 2 s. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HostShell shell;
  private final FleetWatch watch;
  private final String run;
  private final WallClock clock;
  private final Consumer<String> note;
  private final Map<String, Duration> lengths = new ConcurrentHashMap<>();
  private final Map<String, String> frozen = new ConcurrentHashMap<>();
  private final Set<String> thawed = ConcurrentHashMap.newKeySet();

  /**
   * Faults of a run.
   *
   * @param run its id, for names of timers
   * @param note takes what the history should know
   */
  HostFaults(
      HostShell shell, FleetWatch watch, String run, WallClock clock, Consumer<String> note) {
    this.shell = shell;
    this.watch = watch;
    this.run = run;
    this.clock = clock;
    this.note = note;
  }

  /** Whether it happens inside of a machine. */
  static boolean can(FaultKind kind) {
    return kind == FaultKind.FREEZE;
  }

  /** Remembers how long a fault is to last. */
  void intends(Fault fault, Node node) {
    fault.lasts().ifPresent(length -> lengths.put(key(fault.name(), node.incarnation()), length));
  }

  private static String key(Intent intent) {
    return key(intent.fault(), intent.incarnation());
  }

  private static String key(String fault, String incarnation) {
    return fault + " of " + incarnation;
  }

  /** The timer's name: letters, digits and hyphens. */
  static String unit(String run, String fault) {
    return "drillmaster-%s-%s".formatted(run, fault).replaceAll("[^A-Za-z0-9-]", "-");
  }

  /**
   * Freezes it.
   *
   * @throws IllegalStateException when it was not done
   */
  void act(Intent intent) {
    HostShell.Done done;
    try {
      done =
          shell.run(
              intent.node(),
              HostScript.freeze(
                  unit(run, intent.fault()),
                  lengths.getOrDefault(key(intent), Duration.ZERO),
                  clock.now().plus(HostShell.DELIVERY)),
              "freeze " + run + " " + intent.fault());
    } catch (HostShell.NothingDone untouched) {
      thawed.add(key(intent));
      throw untouched;
    }
    frozen.put(key(intent), "its containers are paused " + done.words());
    note.accept("%s: frozen %s".formatted(key(intent), done.words()));
  }

  /** That it is frozen, and when by its own clock. */
  Optional<String> effect(Intent intent) {
    return Optional.ofNullable(frozen.get(key(intent)));
  }

  /** Thaws it where its own timer has not; whoever is gone needs nothing. */
  void undo(Intent intent) {
    boolean isGone =
        watch.latest().instance(intent.incarnation()).map(Instance::isLeaving).orElse(true);
    if (isGone || thawed.contains(key(intent))) {
      return;
    }
    HostShell.Done done =
        shell.run(
            intent.node(),
            HostScript.thaw(unit(run, intent.fault())),
            "thaw " + run + " " + intent.fault());
    thawed.add(key(intent));
    note.accept("%s: thawed %s".formatted(key(intent), done.words()));
  }

  /** Of one that is still there. */
  Driver.Healing healing(Intent intent) {
    if (!thawed.contains(key(intent))) {
      return new Driver.Healing(Driver.State.BROKEN, "its containers are paused");
    }
    Fleet fleet = watch.latest();
    if (fleet.serving(intent.role(), watch.told()).contains(intent.incarnation())) {
      return new Driver.Healing(
          Driver.State.WHOLE,
          frozen.containsKey(key(intent)) ? "runs again" : "it runs: nothing was done to it");
    }
    return new Driver.Healing(
        Driver.State.CLEAN,
        "runs again, and does not serve yet: "
            + fleet.health(intent.incarnation()).map(TargetHealth::words).orElse("not registered"));
  }
}
