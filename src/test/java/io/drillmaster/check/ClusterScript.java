package io.drillmaster.check;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Objective;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Selector;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.Damage;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.Header;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.ProbeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** What happens to the cluster and to the harness in a literal history. */
abstract class ClusterScript<S extends ClusterScript<S>> extends HistoryScript<S> {

  /** Those of the drill, as injected. */
  final List<Fault> faults = new ArrayList<>();

  final List<Damage> damages = new ArrayList<>();
  private final List<Objective> objectives = new ArrayList<>();
  private List<String> balancers = List.of("b1");
  private boolean strict;

  Header header() {
    return LiteralRun.header();
  }

  Drill drill() {
    return LiteralRun.drill(faults, objectives, strict);
  }

  /** What the real product is known to get wrong fails as well. */
  S strict() {
    strict = true;
    return self();
  }

  S damaged(String file, String text) {
    damages.add(new Damage(file, Damage.Kind.NO_FOOTER, 0, text));
    return self();
  }

  S objective(
      Objective.Metric metric,
      int percentile,
      Objective.Comparison how,
      double value,
      String text) {
    objectives.add(
        new Objective(
            metric,
            percentile == 0 ? OptionalInt.empty() : OptionalInt.of(percentile),
            how,
            value,
            text));
    return self();
  }

  S cluster() {
    for (int i = 1; i <= 3; i++) {
      seen(-60, "m" + i, Role.MASTER, "", "master_" + i);
    }
    seen(-60, "k1", Role.MEDIA_NODE, "192.0.2.1", "media_1");
    return seen(-60, "k2", Role.MEDIA_NODE, "192.0.2.2", "media_2");
  }

  S seen(double at, String node, Role role, String mediaIp, String id) {
    return by(
        "harness",
        new NodeEvent.Seen(
            nanos(at), node, role, node + "#1", 1, List.of("127.0.0.1:1"), mediaIp, id));
  }

  /** Several balancers, which place sockets by turns and say the same of masters. */
  S balancers(String... names) {
    balancers = List.of(names);
    return self();
  }

  List<String> balancers() {
    return balancers;
  }

  /** Every balancer says so. */
  S rotation(double at, String node, boolean healthy) {
    balancers.forEach(balancer -> rotation(at, balancer, node, healthy));
    return self();
  }

  S rotation(double at, String balancer, String node, boolean healthy) {
    return by("harness", new NodeEvent.Rotation(nanos(at), balancer, node, healthy, ""));
  }

  /** A balancer sent something to a node in vain; it took 3 ms. */
  S unreached(double at, String balancer, String node) {
    return by(
        "harness",
        new NodeEvent.Unreached(
            nanos(at + 0.003),
            nanos(at),
            NodeEvent.Source.BALANCER_LOG,
            balancer,
            "127.0.0.1:9",
            node,
            node + "#1",
            502));
  }

  /** A webhook about a master that crashed with one session of its own. */
  S crashWebhook(double at, String node, String session) {
    return by(
        "prober",
        new ProbeEvent.Webhook(
            nanos(at), 0, "nodeCrashed", "", "", "", null, node, "masternode", List.of(session)));
  }

  /** The prober asked a node directly for its health. */
  S healthOf(double at, String node) {
    return by(
        "prober", new ProbeEvent.HealthRead(nanos(at), nanos(at - 0.01), node, 200, true, ""));
  }

  /** The list of media nodes shows one, running, with these sessions. */
  S mediaNodes(double at, String id, String... sessions) {
    ProbeEvent.MediaNodeView view =
        new ProbeEvent.MediaNodeView(id, "192.0.2.9", "ws://", "running", List.of(sessions));
    return by(
        "prober",
        new ProbeEvent.MediaNodesRead(nanos(at), nanos(at - 0.01), "prober", List.of(view)));
  }

  S clusterHealth(double at, boolean good, String detail) {
    return by(
        "prober", new ProbeEvent.HealthRead(nanos(at), nanos(at - 0.01), null, 200, good, detail));
  }

  /** As {@link #clusterHealth}, through one of several balancers. */
  S clusterHealth(double at, String balancer, boolean good, String detail) {
    return by(
        "prober",
        new ProbeEvent.HealthRead(
            nanos(at), nanos(at - 0.01), null, 200, good, detail, front(balancer)));
  }

  /** Where a balancer takes clients. */
  static String front(String balancer) {
    return "127.1.2." + balancer.substring(1) + ":4443";
  }

  S gone(double at, String node) {
    return by(
        "harness", new NodeEvent.Gone(nanos(at), node, Role.MASTER, node + "#1", true, "SIGKILL"));
  }

  /** A media node ends, which no fault of the drill took. */
  S mediaNodeGone(double at, String node) {
    return by(
        "harness",
        new NodeEvent.Gone(nanos(at), node, Role.MEDIA_NODE, node + "#1", false, "SIGTERM"));
  }

  /** A master ends, which no fault of the drill took. */
  S fenced(double at, String node) {
    return by(
        "harness",
        new NodeEvent.Gone(nanos(at), node, Role.MASTER, node + "#1", false, "lease missed"));
  }

  /** Other programs had the host's CPU in the second before. */
  S busy(double at) {
    return fitness(at - 1, "harness", 5, 0).fitness(at, "harness", 5, 0, 60);
  }

  /** A master that owns nothing. */
  S owns(double at, String node) {
    return by(
        "prober",
        new NodeEvent.Owns(
            nanos(at), nanos(at - 0.01), NodeEvent.Source.NODE_PROBE, node, List.of(), List.of()));
  }

  /** What the store holds: keys of one family. */
  S store(double at, String family, long keys, long expiring) {
    NodeEvent.StoreKeys told =
        new NodeEvent.StoreKeys(family, keys, expiring, List.of(family + ":x"));
    return by("harness", new NodeEvent.StoreRead(nanos(at), List.of(told)));
  }

  S owns(double at, String node, String session, long createdAt) {
    return by(
        "prober",
        new NodeEvent.Owns(
            nanos(at),
            nanos(at - 0.01),
            NodeEvent.Source.NODE_PROBE,
            node,
            List.of(session),
            List.of(createdAt)));
  }

  // ---- faults and phases ----

  S crash(double at, String node) {
    return fault(at, "crash-1", FaultKind.CRASH, Role.MASTER, node, Signature.CUT);
  }

  S fault(double at, String name, FaultKind kind, Role role, String node, Signature signature) {
    return struck(
        at,
        kind == FaultKind.FREEZE
            ? new Fault.Freeze(name, role, new Selector.One(), Duration.ofSeconds(6))
            : kind == FaultKind.VANISH
                ? new Fault.Vanish(name, role, new Selector.One())
                : new Fault.Crash(name, role, new Selector.One()),
        kind,
        node,
        signature);
  }

  /** A master that is parted from a part of the cluster. */
  S cutOff(double at, String name, String node, Role from) {
    Fault fault =
        new Fault.Partition(
            FaultKind.CUT_OFF,
            name,
            Role.MASTER,
            new Selector.One(),
            Set.of(from),
            Fault.Way.BOTH,
            Duration.ofSeconds(10));
    return struck(at, fault, fault.kind(), node, Signature.SILENT);
  }

  private S struck(double at, Fault fault, FaultKind kind, String node, Signature signature) {
    String name = fault.name();
    faults.add(fault);
    by(
        "harness",
        new FaultEvent.Injecting(
            nanos(at), name, kind, fault.role(), List.of(node), List.of(node + "#1")));
    by("harness", new FaultEvent.Injected(nanos(at + 0.01), name));
    by("harness", new FaultEvent.EffectSeen(nanos(at + 0.02), name, node, "exit 137"));
    return by("harness", new FaultEvent.SignatureSeen(nanos(at + 0.03), name, node, signature));
  }

  S healed(double at, String fault, String node) {
    return by("harness", new FaultEvent.Healed(nanos(at), fault, node, "replaced by m4"));
  }

  S phase(double at, Phase phase) {
    return by("harness", new HarnessEvent.PhaseBegan(nanos(at), phase, ""));
  }

  /** Good readings of harness and worker every second. */
  S fit(double from, double to) {
    for (double at = from; at <= to; at += 1) {
      fitness(at, "worker-1", 5, 0);
    }
    return self();
  }

  S fitness(double at, String process, long lagMillis, int steal) {
    return fitness(at, process, lagMillis, steal, 0);
  }

  S fitness(double at, String process, long lagMillis, int steal, int foreign) {
    return by(
        "harness",
        new HarnessEvent.Fitness(
            nanos(at),
            process,
            lagMillis * 1_000_000,
            lagMillis * 1_000_000,
            1,
            200_000_000,
            steal,
            0,
            10,
            foreign));
  }

  S list(double at, ProbeEvent.SessionView... sessions) {
    return by(
        "prober",
        new ProbeEvent.SessionsRead(
            nanos(at), nanos(at - 0.01), "prober", null, null, List.of(sessions)));
  }

  /** A read of the prober that failed. */
  S readFailed(double at, String what, int status) {
    return by(
        "prober",
        new ProbeEvent.ReadFailed(
            nanos(at), nanos(at - 0.01), "prober", what, status, "status " + status));
  }

  static ProbeEvent.SessionView view(
      String session, long createdAt, String mediaNode, String... cons) {
    return new ProbeEvent.SessionView(
        session,
        createdAt,
        mediaNode,
        List.of(cons).stream().map(con -> new ProbeEvent.ConnectionView(con, true, 0)).toList());
  }

  /** Read through every balancer. */
  S health(double at, boolean good) {
    for (String balancer : balancers) {
      String via = balancers.size() == 1 ? "" : front(balancer);
      by(
          "prober",
          new ProbeEvent.HealthRead(
              nanos(at), nanos(at - 0.01), null, good ? 200 : 503, good, "", via));
    }
    return self();
  }
}
