package io.drillmaster.chaos.process;

import io.drillmaster.chaos.Driver;
import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.NemesisOrder;
import io.drillmaster.chaos.Timer;
import io.drillmaster.chaos.Witness;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.process.CommandRunner;
import io.drillmaster.process.Guard;
import io.drillmaster.process.Launch;
import io.drillmaster.process.ProcessId;
import io.drillmaster.process.Signals;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Fronts;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Target;
import io.drillmaster.run.port.TargetCard;
import io.drillmaster.time.Ticker;
import io.drillmaster.twin.Site;
import io.drillmaster.twin.Twin;
import io.drillmaster.twin.TwinClocks;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinNotice;
import io.drillmaster.twin.TwinRole;
import io.drillmaster.twin.TwinSpec;
import io.drillmaster.twin.TwinWatch;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A twin as the target of a run: embedded in it, or standing. Thread-safe. */
public final class TwinTarget implements Target {
  /** The word users read. */
  public static final String KIND = "TWIN";

  private static final String MEANS =
      "A verdict on the twin speaks of the twin. It says nothing about your servers: none of their"
          + " code runs here.";

  /** Folder of the twin in the run folder. */
  private static final String NODES = "nodes";

  private final Twin twin;
  private final String standing;
  private final TargetCard card;
  private final boolean tellsPlaces;
  private final ExpectedEnds expected = new ExpectedEnds();
  private final Map<String, String> ends;
  private @Nullable EvidenceFeed feed;

  /**
   * What an embedded twin needs of its run.
   *
   * @param runFolder its logs go to {@code nodes/}
   * @param seed of the balancer's choices
   * @param expectedSockets of all participants and canaries
   * @param webhooks where masters post them
   * @param launch how to start its nodes
   * @param guard kills them should this process die
   */
  public record Order(
      Path runFolder,
      long seed,
      int expectedSockets,
      List<URI> webhooks,
      Launch launch,
      Guard guard) {
    public Order {
      webhooks = List.copyOf(webhooks);
    }

    /** The same with other places for webhooks. */
    public Order telling(List<URI> others) {
      return new Order(runFolder, seed, expectedSockets, others, launch, guard);
    }
  }

  private TwinTarget(
      Twin twin, String standing, TargetCard card, boolean tellsPlaces, Map<String, String> ends) {
    this.twin = twin;
    this.standing = standing;
    this.card = card;
    this.tellsPlaces = tellsPlaces;
    this.ends = ends;
  }

  /**
   * Starts an embedded twin.
   *
   * @throws io.drillmaster.twin.TwinException when a node does not come up; nothing is left running
   */
  public static TwinTarget start(TargetSpec.Twin spec, Order order) {
    Map<String, String> ends = new ConcurrentHashMap<>();
    Twin twin = Twin.start(twinSpec(spec, order), order.launch(), new Watch(order.guard(), ends));
    String identity = "twin:" + folder(order).toAbsolutePath();
    TargetCard card = new TargetCard(KIND, MEANS, identity, summary(spec));
    return new TwinTarget(twin, "", card, spec.tellsPlaces(), ends);
  }

  /**
   * Starts an embedded twin at a site, which is closed with it.
   *
   * @param card what kind it is then
   * @throws io.drillmaster.twin.TwinException when a node does not come up; nothing is left running
   */
  public static TwinTarget start(TargetSpec.Twin spec, Order order, Site site, TargetCard card) {
    Map<String, String> ends = new ConcurrentHashMap<>();
    Twin twin = Twin.start(twinSpec(spec, order), site, new Watch(order.guard(), ends));
    return new TwinTarget(twin, "", card, spec.tellsPlaces(), ends);
  }

  /** The folder of the twin of a run. */
  public static Path folder(Order order) {
    return order.runFolder().resolve(NODES);
  }

  private static TwinSpec twinSpec(TargetSpec.Twin spec, Order order) {
    return new TwinSpec(
        spec.masters(),
        spec.mediaNodes(),
        spec.balancers(),
        clocks(spec.infrastructure(), spec.protocol()),
        spec.bugs(),
        order.seed(),
        folder(order),
        order.expectedSockets(),
        order.webhooks());
  }

  /**
   * Finds a standing twin.
   *
   * @throws io.drillmaster.twin.TwinException when there is none
   */
  public static TwinTarget attach(TargetSpec.StandingTwin spec) {
    Path folder = Path.of(spec.folder()).toAbsolutePath().normalize();
    Twin twin = Twin.attach(folder);
    TargetCard card =
        new TargetCard(KIND, MEANS, "twin:" + folder, "standing, " + summary(twin.nodes()));
    return new TwinTarget(twin, folder.toString(), card, spec.tellsPlaces(), Map.of());
  }

  /** The same clocks as the twin names them. */
  public static TwinClocks clocks(InfrastructureClocks infrastructure, ProtocolClocks protocol) {
    return new TwinClocks(
        infrastructure.checkEvery(),
        infrastructure.checkTimeout(),
        infrastructure.unhealthyAfter(),
        infrastructure.healthyAfter(),
        infrastructure.connectTimeout(),
        infrastructure.firstByteTimeout(),
        infrastructure.replacementDelay(),
        protocol.divisor());
  }

  /** How many nodes and which clocks, in a few words. */
  public static String summary(TargetSpec.Twin spec) {
    String bugs = spec.bugs().isEmpty() ? "" : ", bugs " + String.join(", ", spec.bugs());
    return "%s, infrastructure clocks %s, protocol clocks %s%s%s"
        .formatted(
            parts(spec.balancers(), spec.masters(), spec.mediaNodes()),
            spec.infrastructure().name(),
            spec.protocol().name(),
            spec.tellsPlaces() ? "" : ", tells no places",
            bugs);
  }

  private static String summary(List<TwinNode> nodes) {
    return parts(
        running(nodes, TwinRole.BALANCER),
        running(nodes, TwinRole.MASTER),
        running(nodes, TwinRole.MEDIA_NODE));
  }

  private static long running(List<TwinNode> nodes, TwinRole role) {
    return nodes.stream()
        .filter(node -> node.role() == role && node.state() == TwinNode.State.RUNNING)
        .count();
  }

  /** One balancer goes without saying. */
  private static String parts(long balancers, long masters, long mediaNodes) {
    return "%s%d master%s, %d media node%s"
        .formatted(
            balancers > 1 ? balancers + " balancers, " : "",
            masters,
            masters == 1 ? "" : "s",
            mediaNodes,
            mediaNodes == 1 ? "" : "s");
  }

  /** Lists children with the guard and remembers how nodes ended. */
  private record Watch(Guard guard, Map<String, String> ends) implements TwinWatch {
    @Override
    public void started(String name, ProcessId child) {
      guard.watch(name, child);
    }

    @Override
    public void noticed(TwinNotice notice) {
      String incarnation = notice.node().incarnation();
      if (notice.kind() == TwinNotice.Kind.LOST) {
        ends.put(incarnation, NodeEvent.Gone.GIVEN_UP);
      } else if (notice.kind() == TwinNotice.Kind.DIED) {
        ends.merge(incarnation, notice.detail(), String::concat);
      }
    }
  }

  /** What a fault does to a node is not to surprise anybody. */
  public void expects(Intent intent) {
    expected.harmed(intent);
  }

  /** The twin itself, for its node table and its being whole. */
  public Twin twin() {
    return twin;
  }

  @Override
  public TargetCard card() {
    return card;
  }

  @Override
  public Access access() {
    return new Access(new Fronts(twin.fronts()), twin.secret());
  }

  @Override
  public List<Node> nodes() {
    return twin.nodes().stream().map(Roles::node).toList();
  }

  @Override
  public List<Node> nodesFromOutside() {
    return tellsPlaces ? nodes() : nodes().stream().map(Node::withoutAddresses).toList();
  }

  @Override
  public synchronized void observe(Recorder recorder) {
    if (feed != null) {
      throw new IllegalStateException("this target is observed already");
    }
    Timer timer = Timer.thread("twin-evidence");
    feed = new EvidenceFeed(twin, recorder, expected, () -> ends, tellsPlaces, timer);
  }

  /**
   * Who breaks it; one that stands is locked.
   *
   * @throws Nemesis.Refused when another run holds the target, or left it unhealed
   */
  public Nemesis nemesis(NemesisOrder order) {
    NemesisOrder.Claim claim =
        standing.isEmpty() ? NemesisOrder.Claim.OWN : NemesisOrder.Claim.standing(standing);
    return order.nemesis(this, claim, driver(order), Witness.sockets(Ticker.system()));
  }

  private Driver driver(NemesisOrder order) {
    Driver parting =
        new NetworkDriver(
            new ProcessDriver(twin, Signals.system(), standing.isEmpty(), expected::harmed),
            new Iptables(CommandRunner.system()),
            chain -> Iptables.removal(chain).forEach(order.guard()::afterDeath));
    return new StoreDriver(parting, twin);
  }

  @Override
  public void lookAtTheEnd(Recorder recorder) {
    if (!tellsPlaces) {
      return;
    }
    twin.storeKeys()
        .map(keys -> Evidence.ofStore(keys, Ticker.system().nanos()))
        .ifPresent(recorder::record);
  }

  @Override
  public synchronized void close() {
    if (feed != null) {
      feed.close();
    }
    twin.close();
  }
}
