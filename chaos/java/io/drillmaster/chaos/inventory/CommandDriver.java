package io.drillmaster.chaos.inventory;

import io.drillmaster.chaos.Driver;
import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.NodeCommands;
import io.drillmaster.chaos.NodeLook.Seen;
import io.drillmaster.chaos.NodeLook.Sight;
import io.drillmaster.chaos.Remedy;
import io.drillmaster.chaos.Undo;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Inventory.Harm;
import io.drillmaster.drill.Inventory.Machine;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Faults by the commands of an inventory. Only nodes whose owner lets drills take them are taken,
 * and only by faults that the inventory has a command for. Thread-safe.
 */
final class CommandDriver implements Driver {
  /** A check may be a command on another machine. */
  private static final long CHECK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final NodeWatch watch;
  private final Remedy remedy;
  private final Consumer<List<String>> guarded;
  private final Ticker ticker;
  private final Map<Intent, String> done = new ConcurrentHashMap<>();
  private final Map<Intent, Looked> looks = new ConcurrentHashMap<>();

  /** What a look at a harmed node showed, and when. */
  private record Looked(long at, Healing healing) {}

  /**
   * A driver.
   *
   * @param guarded gets each undo command before the harm is done, to run it should we die
   */
  CommandDriver(NodeWatch watch, Remedy remedy, Consumer<List<String>> guarded, Ticker ticker) {
    this.watch = watch;
    this.remedy = remedy;
    this.guarded = guarded;
    this.ticker = ticker;
  }

  @Override
  public Optional<String> refusal(Fault fault, Node node) {
    return refusal(fault, watch.named(node.name()));
  }

  /** Why a fault may not take a node; empty = it may. */
  static Optional<String> refusal(Fault fault, Machine node) {
    if (!node.drill()) {
      return Optional.of(
          "is not opted in; with its owner's consent write drill: true in the inventory");
    }
    if (!node.faults().containsKey(fault.kind())) {
      return Optional.of(
          "has no command for %s; write one in the inventory, below faults"
              .formatted(fault.kind().key()));
    }
    return Optional.empty();
  }

  /** What would be run for a fault on a node; touches nothing. */
  static NodeCommands commands(FaultKind kind, Machine node) {
    Harm harm = node.faults().getOrDefault(kind, new Harm(List.of(), List.of()));
    return new NodeCommands(
        SshCommand.argv(node, harm.doing()),
        SshCommand.argv(node, harm.undoing()),
        SshCommand.argv(node, node.check()),
        node.address());
  }

  @Override
  public Intent intent(Fault fault, Node node) {
    Machine machine = watch.named(node.name());
    refusal(fault, machine)
        .ifPresent(
            why -> {
              throw new Nemesis.Refused(
                  "fault %s refused: %s %s".formatted(fault.name(), node.name(), why));
            });
    return Intent.of(fault, node, commands(fault.kind(), machine));
  }

  /** Looks again: what was well a second ago may not be. */
  @Override
  public boolean isPresent(Intent intent) {
    return watch.look(watch.named(intent.node())).isWell();
  }

  @Override
  public void act(Intent intent) {
    NodeCommands commands = intent.commands().orElseThrow();
    if (!commands.undoing().isEmpty()) {
      guarded.accept(commands.undoing());
    }
    watch.expectEnd(intent.incarnation());
    remedy.require(commands.doing());
    done.put(intent, "'%s' ended with 0".formatted(String.join(" ", commands.doing())));
  }

  @Override
  public Optional<String> effect(Intent intent) {
    return Optional.ofNullable(done.get(intent));
  }

  @Override
  public void undo(Intent intent) {
    remedy.apply(intent.commands().orElseThrow());
    looks.remove(intent);
  }

  /** Asked many times a second; looks once a second. */
  @Override
  public Healing healing(Intent intent, long actedAt) {
    long now = ticker.nanos();
    Looked last = looks.get(intent);
    if (last == null || now - last.at() >= CHECK_EVERY_NANOS) {
      last = new Looked(now, lookAt(intent));
      looks.put(intent, last);
    }
    return last.healing();
  }

  private Healing lookAt(Intent intent) {
    if (intent.undo() == Undo.COMMAND) {
      Optional<String> trouble = remedy.trouble(intent);
      watch.look(watch.named(intent.node()));
      return trouble
          .map(why -> new Healing(State.BROKEN, why))
          .orElseGet(() -> new Healing(State.WHOLE, "undone by its command"));
    }
    Seen seen = watch.look(watch.named(intent.node()));
    if (seen.isWell()) {
      return new Healing(State.WHOLE, "answers again");
    }
    return seen.sight() == Sight.GONE
        ? new Healing(State.CLEAN, "gone, and nothing of ours is left; its owner brings it back")
        : new Healing(State.CLEAN, seen.words());
  }

  @Override
  public boolean isPrivate() {
    return true;
  }
}
