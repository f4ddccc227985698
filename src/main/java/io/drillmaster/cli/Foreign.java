package io.drillmaster.cli;

import io.drillmaster.chaos.container.EngineFailed;
import io.drillmaster.chaos.container.LabelledContainers;
import io.drillmaster.chaos.inventory.ForeignTarget;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Entrance;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Inventory;
import io.drillmaster.drill.InventoryFile;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.process.CommandRunner;
import io.drillmaster.run.port.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Clusters that somebody else runs: what a drill's target says of them, read from its files. */
final class Foreign {

  private Foreign() {}

  /** Whether a drill's target is one. */
  static boolean is(Drill drill) {
    return drill.target() instanceof TargetSpec.Attach
        || drill.target() instanceof TargetSpec.Inventoried;
  }

  /** What a drill's target says of its cluster; one that is attached to has no nodes. */
  static Optional<Inventory> inventory(Drill drill) {
    if (drill.target() instanceof TargetSpec.Attach attach) {
      return Optional.of(new Inventory(attach.entrance(), List.of()));
    }
    return drill.target() instanceof TargetSpec.Inventoried inventoried
        ? Optional.of(read(inventoried))
        : Optional.empty();
  }

  private static Inventory read(TargetSpec.Inventoried spec) {
    Inventory written = InventoryFile.read(spec.file(), text(spec.file()));
    Inventory inventory =
        written.containers().map(label -> written.with(containers(spec, label))).orElse(written);
    return spec.insecure() ? inventory.by(inventory.entrance().trustingAnybody()) : inventory;
  }

  private static List<Inventory.Machine> containers(TargetSpec.Inventoried spec, String label) {
    List<String> act = Self.launch().argv(List.of(), List.of(LabelledContainers.ACT));
    try {
      return LabelledContainers.here(System.getenv()).find(label, act);
    } catch (EngineFailed | IllegalArgumentException wrong) {
      throw new BadInput("target.inventory: %s: %s".formatted(spec.file(), wrong.getMessage()));
    }
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException unreadable) {
      throw new BadInput(
          "target.inventory: %s cannot be read (%s); give the path of an inventory"
              .formatted(file, unreadable.getMessage()));
    }
  }

  /** The target of a drill, reached. */
  static ForeignTarget target(Drill drill) {
    Inventory inventory = inventory(drill).orElseThrow();
    String secret = secret(inventory.entrance());
    return drill.target() instanceof TargetSpec.Attach
        ? ForeignTarget.attach(inventory.entrance(), secret)
        : ForeignTarget.of(
            inventory, secret, LabelledContainers.near(System.getenv(), CommandRunner.system()));
  }

  /** How clients reach the cluster. */
  static Access access(Inventory inventory) {
    return ForeignTarget.access(inventory.entrance(), secret(inventory.entrance()));
  }

  private static String secret(Entrance entrance) {
    return Secrets.read(entrance.secretFrom(), System.getenv());
  }

  /** Names of its nodes by part. */
  static Map<Role, List<String>> names(Inventory inventory) {
    Map<Role, List<String>> names = new EnumMap<>(Role.class);
    for (Inventory.Machine node : inventory.nodes()) {
      names.computeIfAbsent(node.role(), role -> new ArrayList<>()).add(node.name());
    }
    return names;
  }

  /** Why a fault may not take the node of that name; empty = it may. */
  static Optional<String> refusal(Inventory inventory, Fault fault, String name) {
    return inventory.nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .flatMap(node -> ForeignTarget.refusal(fault, node));
  }

  /** The same drill, believing whoever answers, as was typed. */
  static Drill trustingAnybody(Drill drill) {
    if (drill.target() instanceof TargetSpec.Attach attach
        && attach.entrance().url().startsWith("https:")) {
      return drill.against(new TargetSpec.Attach(attach.entrance().trustingAnybody()));
    }
    if (drill.target() instanceof TargetSpec.Inventoried inventoried) {
      return drill.against(new TargetSpec.Inventoried(inventoried.file(), true));
    }
    throw new BadInput("--insecure: the target has no certificates to be verified; leave it out");
  }
}
