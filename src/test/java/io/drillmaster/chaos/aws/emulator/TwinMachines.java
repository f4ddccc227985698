package io.drillmaster.chaos.aws.emulator;

import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import io.drillmaster.twin.Twin;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import io.drillmaster.twin.balancer.AccessLine;
import io.drillmaster.twin.balancer.BalancerCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The masters and media nodes of a real twin as machines. A machine that is ended gracefully gets
 * SIGTERM; one whose operating system is not asked falls silent: it is stopped, and never runs
 * again. Its end comes with the twin's.
 */
public final class TwinMachines implements Machines {
  /** The group has given it up, and takes it from the balancer. */
  private static final Health DRAINING = new Health("draining", "Target.DeregistrationInProgress");

  private final Twin twin;
  private final Signals signals = Signals.system();

  public TwinMachines(Twin twin) {
    this.twin = twin;
  }

  /** The product calls a media node media_i-..., a master i-.... */
  private static String id(TwinNode node) {
    return node.id().replaceFirst("^media_", "");
  }

  private static boolean isMachine(TwinNode node) {
    return node.role() == TwinRole.MASTER || node.role() == TwinRole.MEDIA_NODE;
  }

  private static Machine machine(TwinNode node) {
    boolean isMaster = node.role() == TwinRole.MASTER;
    String address = node.address(isMaster ? TwinNode.ENTRY : TwinNode.MEDIA).orElseThrow();
    return new Machine(
        id(node),
        isMaster ? Kind.MASTER : Kind.MEDIA_NODE,
        address.substring(0, address.lastIndexOf(':')),
        node.advertised(),
        node.state() == TwinNode.State.RUNNING);
  }

  @Override
  public List<Machine> all() {
    return twin.nodes().stream()
        .filter(TwinMachines::isMachine)
        .map(TwinMachines::machine)
        .toList();
  }

  /** Read anew each time: some hundred lines. */
  @Override
  public Map<String, Health> targets() {
    Map<String, TwinNode> nodes = new LinkedHashMap<>();
    twin.nodes().forEach(node -> nodes.put(node.incarnation(), node));
    Map<String, Health> targets = new LinkedHashMap<>();
    for (String line : lines()) {
      AccessLine read = BalancerCodec.readLine(line);
      TwinNode node = nodes.get(read.incarnation());
      if (node != null) {
        turn(targets, id(node), read);
      }
    }
    nodes.values().stream()
        .filter(node -> node.state() != TwinNode.State.RUNNING)
        .forEach(node -> targets.computeIfPresent(id(node), (id, health) -> DRAINING));
    return targets;
  }

  private List<String> lines() {
    try {
      String text = Files.readString(twin.accessLog());
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private static void turn(Map<String, Health> targets, String id, AccessLine line) {
    switch (line.kind()) {
      case ADDED -> targets.putIfAbsent(id, new Health("initial", "Elb.RegistrationInProgress"));
      case HEALTHY -> targets.put(id, Health.HEALTHY);
      case UNHEALTHY -> targets.put(id, new Health("unhealthy", reason(line.detail())));
      case REMOVED -> targets.remove(id);
      case UPGRADE, UNREACHED -> {}
    }
  }

  private static String reason(String detail) {
    return detail.contains("no answer") ? "Target.Timeout" : "Target.FailedHealthChecks";
  }

  @Override
  public void end(String id, boolean gracefully) {
    TwinNode node = node(id);
    twin.protect(node.incarnation());
    signals.send(node.process(), gracefully ? Signal.TERM : Signal.STOP);
  }

  @Override
  public void pause(String id, boolean isPaused) {
    TwinNode node = node(id);
    if (isPaused) {
      twin.protect(node.incarnation());
    }
    signals.send(node.process(), isPaused ? Signal.STOP : Signal.CONT);
    if (!isPaused) {
      twin.release(node.incarnation());
    }
  }

  private TwinNode node(String id) {
    return twin.nodes().stream()
        .filter(each -> isMachine(each) && id(each).equals(id))
        .findFirst()
        .orElseThrow();
  }
}
