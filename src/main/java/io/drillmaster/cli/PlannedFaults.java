package io.drillmaster.cli;

import io.drillmaster.chaos.NodeCommands;
import io.drillmaster.chaos.Planner;
import io.drillmaster.chaos.Undo;
import io.drillmaster.chaos.aws.AwsTarget;
import io.drillmaster.chaos.container.ContainerMeans;
import io.drillmaster.chaos.inventory.ForeignTarget;
import io.drillmaster.chaos.process.TwinTarget;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.ExpectedBlast;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Harmed;
import io.drillmaster.drill.Inventory;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Step;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.report.Plan;
import io.drillmaster.run.port.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The faults of a drill, resolved beforehand as far as they can be: who, when, what undoes it. */
final class PlannedFaults {

  private PlannedFaults() {}

  /** Every fault, in the order of the timeline. */
  static List<Plan.PlannedFault> of(DrillChoice.Chosen chosen) {
    Drill drill = chosen.drill();
    Map<Role, List<String>> names = names(drill);
    List<Plan.PlannedFault> faults = new ArrayList<>();
    Inventory inventory = Foreign.inventory(drill).orElse(null);
    List<Planner.PlannedFault> planned =
        Planner.plan(drill, names, bar(drill, inventory), chosen.seed());
    for (int index = 0; index < planned.size(); index++) {
      Planner.PlannedFault one = planned.get(index);
      Fault fault = drill.faults().get(index);
      int nodes = names.getOrDefault(one.role(), List.of()).size();
      ExpectedBlast blast = ExpectedBlast.of(fault, Math.max(1, nodes), drill.load());
      int masters = names.getOrDefault(Role.MASTER, List.of()).size();
      faults.add(
          new Plan.PlannedFault(
              when(drill, fault),
              one.kind().key(),
              one.kind().felt(),
              one.role().key(),
              one.victims(),
              one.candidates(),
              blast,
              undo(drill, inventory, fault),
              masters - Harmed.masters(drill, fault, masters),
              inventory == null ? List.of() : commands(inventory, fault, one)));
    }
    return faults;
  }

  /** Who may not be taken by what. */
  private static Planner.Bar bar(Drill drill, @Nullable Inventory inventory) {
    if (inventory != null) {
      return (fault, name) -> Foreign.refusal(inventory, fault, name);
    }
    return drill.target() instanceof TargetSpec.Aws aws
        ? StackLook.bar(drill, aws)
        : (fault, name) -> Optional.empty();
  }

  private static String undo(Drill drill, @Nullable Inventory inventory, Fault fault) {
    if (drill.target() instanceof TargetSpec.Twin twin && twin.images().isPresent()) {
      return ContainerMeans.undo(fault.kind());
    }
    return inventory == null
        ? Undo.of(fault.kind(), drill.target()).words()
        : "by command, verified; where there is none its owner brings it back";
  }

  /** Word for word what may be run, of each node that may be taken. */
  private static List<String> commands(
      Inventory inventory, Fault fault, Planner.PlannedFault planned) {
    List<String> lines = new ArrayList<>();
    List<String> taken = planned.isLive() ? planned.candidates() : planned.victims();
    for (Inventory.Machine node : inventory.nodes()) {
      if (taken.contains(node.name())) {
        NodeCommands commands = ForeignTarget.commands(fault, node);
        line(lines, node.name() + " do", commands.doing());
        line(lines, node.name() + " undo", commands.undoing());
        line(lines, node.name() + " check", commands.checking());
      }
    }
    return lines;
  }

  private static void line(List<String> lines, String what, List<String> argv) {
    if (!argv.isEmpty()) {
      lines.add(what + ": " + String.join(" ", argv));
    }
  }

  /** The nodes that there are; may look at the target. */
  static Map<Role, List<String>> names(Drill drill) {
    Optional<Inventory> inventory = Foreign.inventory(drill);
    if (inventory.isPresent()) {
      return Foreign.names(inventory.get());
    }
    if (drill.target() instanceof TargetSpec.Twin twin) {
      return Planner.namesOf(twin);
    }
    if (drill.target() instanceof TargetSpec.StandingTwin standing) {
      try (TwinTarget twin = Wiring.attach(standing)) {
        return twin.nodes().stream()
            .filter(Node::alive)
            .collect(
                Collectors.groupingBy(
                    Node::role, Collectors.mapping(Node::name, Collectors.toList())));
      }
    }
    if (drill.target() instanceof TargetSpec.Aws aws) {
      try (AwsTarget target = StackLook.find(aws)) {
        return target.names();
      }
    }
    throw new IllegalStateException("no plan for " + drill.target().getClass().getName());
  }

  private static String when(Drill drill, Fault fault) {
    String before = "at once";
    for (Step step : drill.timeline()) {
      if (step.injects().filter(fault::equals).isPresent()) {
        return step instanceof Step.When when ? "when " + when.condition().text() : before;
      }
      if (step instanceof Step.Steady steady) {
        before = "after steady " + steady.length().toSeconds() + " s";
      } else if (step instanceof Step.Settled) {
        before = "after settled";
      } else if (step instanceof Step.Wait wait) {
        before = "after " + wait.length().toSeconds() + " s";
      } else if (step instanceof Step.Until) {
        before = "after recovered";
      }
    }
    return before;
  }
}
