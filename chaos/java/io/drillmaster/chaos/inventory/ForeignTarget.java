package io.drillmaster.chaos.inventory;

import io.drillmaster.chaos.NemesisOrder;
import io.drillmaster.chaos.NodeCommands;
import io.drillmaster.chaos.Remedy;
import io.drillmaster.chaos.Timer;
import io.drillmaster.chaos.Witness;
import io.drillmaster.drill.Entrance;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Inventory;
import io.drillmaster.drill.Inventory.Machine;
import io.drillmaster.drill.Role;
import io.drillmaster.history.Recorder;
import io.drillmaster.process.CommandRunner;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Fronts;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Reach;
import io.drillmaster.run.port.Target;
import io.drillmaster.run.port.TargetCard;
import io.drillmaster.time.Ticker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A running cluster of somebody else's: what an inventory lists of it, or nothing but its URL. It
 * is left as it was found. Thread-safe.
 */
public final class ForeignTarget implements Target {
  /** Health is read from outside, and a node is asked for little. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private static final String MEANS =
      "A verdict on this cluster speaks of it as it was at that time, and of no other.";

  private final Access access;
  private final TargetCard card;
  private final NodeWatch watch;
  private final CommandRunner runner;
  private final Timer timer = Timer.thread("node-watch");

  private ForeignTarget(Inventory inventory, String kind, String secret, CommandRunner runner) {
    this.runner = runner;
    Entrance entrance = inventory.entrance();
    this.access = access(entrance, secret);
    this.card = new TargetCard(kind, MEANS, "cluster:" + entrance.identity(), summary(inventory));
    this.watch = new NodeWatch(inventory, NodeWatch::lookFromHere, Ticker.system());
    watch.lookAtAll();
  }

  /** One of which only the URL is known. */
  public static ForeignTarget attach(Entrance entrance, String secret) {
    return new ForeignTarget(
        new Inventory(entrance, List.of()), "ATTACH", secret, CommandRunner.system());
  }

  /**
   * One whose nodes are listed; each is looked at once.
   *
   * @param runner of the commands that do harm
   */
  public static ForeignTarget of(Inventory inventory, String secret, CommandRunner runner) {
    return new ForeignTarget(inventory, "INVENTORY", secret, runner);
  }

  /** How its clients reach it. */
  public static Access access(Entrance entrance, String secret) {
    String ca = entrance.ca();
    return new Access(
        Fronts.of(URI.create(entrance.url())),
        secret,
        new Reach(
            entrance.connectTo(),
            ca.isEmpty() ? "" : Path.of(ca).toAbsolutePath().normalize().toString(),
            entrance.insecure()));
  }

  private static String summary(Inventory inventory) {
    String where = inventory.entrance().url();
    if (inventory.nodes().isEmpty()) {
      return where + ", its nodes are not known";
    }
    return "%s, %d masters, %d media nodes, %d of %d nodes may be taken"
        .formatted(
            where,
            count(inventory, Role.MASTER),
            count(inventory, Role.MEDIA_NODE),
            inventory.nodes().stream().filter(Machine::drill).count(),
            inventory.nodes().size());
  }

  private static long count(Inventory inventory, Role role) {
    return inventory.nodes().stream().filter(node -> node.role() == role).count();
  }

  /** Why a fault may not take a node; empty = it may. */
  public static Optional<String> refusal(Fault fault, Machine node) {
    return CommandDriver.refusal(fault, node);
  }

  /** What would be run for a fault on a node; touches nothing. */
  public static NodeCommands commands(Fault fault, Machine node) {
    return CommandDriver.commands(fault.kind(), node);
  }

  @Override
  public TargetCard card() {
    return card;
  }

  @Override
  public Access access() {
    return access;
  }

  @Override
  public List<Node> nodes() {
    return watch.nodes();
  }

  @Override
  public List<Node> nodesFromOutside() {
    return nodes().stream().map(Node::withoutAddresses).toList();
  }

  @Override
  public void observe(Recorder recorder) {
    watch.tell(recorder);
    watch.lookAtAll();
    timer.every(LOOK_EVERY, watch::lookAtAll);
  }

  /**
   * Who breaks it.
   *
   * @throws Nemesis.Refused when another run holds the cluster, or left it unhealed
   */
  public Nemesis nemesis(NemesisOrder order) {
    Ticker ticker = Ticker.system();
    CommandDriver driver =
        new CommandDriver(watch, new Remedy(runner), order.guard()::afterDeath, ticker);
    return order.nemesis(this, NemesisOrder.Claim.SHARED, driver, Witness.sockets(ticker));
  }

  @Override
  public void close() {
    timer.close();
  }
}
