package io.drillmaster.cli;

import io.drillmaster.chaos.NodeLook;
import io.drillmaster.chaos.Planner;
import io.drillmaster.chaos.container.ContainerTarget;
import io.drillmaster.chaos.process.Iptables;
import io.drillmaster.chaos.process.TwinTarget;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Inventory;
import io.drillmaster.drill.Safety;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.probe.AccessProbe;
import io.drillmaster.process.CommandRunner;
import io.drillmaster.run.port.Access;
import io.drillmaster.simulations.worker.Simulations;
import java.time.Duration;
import java.time.Instant;

/** What must hold before anything is started; a refusal names value, range and cure. */
final class Preflight {

  private Preflight() {}

  /**
   * Checks this machine against the drill.
   *
   * @throws BadInput when it cannot carry it at all
   * @throws IllegalArgumentException when the drill's simulation is not known
   */
  static void check(Drill drill) {
    Simulations.named(drill.load().simulation());
    check(drill, MachineFit.read());
    check(drill, new Iptables(CommandRunner.system()));
    if (drill.target() instanceof TargetSpec.Twin twin) {
      twin.images().ifPresent(Preflight::check);
    }
    if (drill.target() instanceof TargetSpec.Aws aws) {
      StackLook.require(drill, aws);
    }
    if (drill.target() instanceof TargetSpec.StandingTwin standing) {
      try (TwinTarget target = Wiring.attach(standing)) {
        check(target.access());
        Strangers.check(target.access(), drill.safety());
      }
    }
    Foreign.inventory(drill)
        .ifPresent(
            inventory -> {
              check(drill, inventory);
              check(Foreign.access(inventory));
              Strangers.check(Foreign.access(inventory), drill.safety());
              answers(drill, inventory);
            });
  }

  private static void check(TargetSpec.Images images) {
    ContainerTarget.refusal(images, System.getenv())
        .ifPresent(
            why -> {
              throw new BadInput(why);
            });
  }

  /** A cluster that is not well is not harmed. */
  private static void answers(Drill drill, Inventory inventory) {
    if (drill.faults().isEmpty()) {
      return;
    }
    for (Inventory.Machine node : inventory.nodes()) {
      NodeLook.Seen seen = NodeLook.at(node.role(), node.address());
      if (!seen.isWell()) {
        throw new BadInput(
            "node %s at %s: %s; see that it is up, reachable from here and healthy before it is drilled"
                .formatted(node.name(), node.address(), seen.words()));
      }
    }
  }

  private static void check(Access access) {
    AccessProbe.refusal(access)
        .ifPresent(
            why -> {
              throw new BadInput(why);
            });
  }

  /** Whoever may not be taken, or cannot be harmed that way, is refused before anything starts. */
  static void check(Drill drill, Inventory inventory) {
    var unused =
        Planner.plan(
            drill,
            Foreign.names(inventory),
            (fault, name) -> Foreign.refusal(inventory, fault, name),
            0);
  }

  /** A partition is refused here, not in the middle of the drill. */
  static void check(Drill drill, Iptables rules) {
    boolean isOfPackets = !Foreign.is(drill) && !isInContainers(drill);
    if (isOfPackets && drill.faults().stream().anyMatch(fault -> fault.kind().parts())) {
      rules
          .refusal()
          .ifPresent(
              why -> {
                throw new BadInput("timeline: a partition cannot be made here: " + why);
              });
    }
  }

  /** Whose partitions the engine makes. */
  private static boolean isInContainers(Drill drill) {
    return drill.target() instanceof TargetSpec.Twin twin && twin.images().isPresent();
  }

  /** A run keeps within its window from beginning to end. */
  static void check(Safety safety, Instant now, Duration length) {
    safety
        .window()
        .flatMap(window -> window.refusal(now, length))
        .ifPresent(
            why -> {
              throw new BadInput("safety.window: " + why);
            });
  }

  static void check(Drill drill, MachineFit fit) {
    int participants = drill.load().participants();
    boolean embedded = drill.target() instanceof TargetSpec.Twin;
    if (embedded && fit.bound().equals("descriptors") && !fit.carries(participants)) {
      long sessions = fit.room() / drill.load().participantsPerSession();
      throw new BadInput(
          "%,d participants need more open files than this machine allows: with ulimit -n %d there is room for %,d; raise it to %d%s"
              .formatted(
                  participants,
                  fit.descriptors(),
                  fit.room(),
                  MachineFit.descriptorsFor(participants),
                  sessions > 0 ? ", or use --set load.sessions=" + sessions : ""));
    }
  }
}
