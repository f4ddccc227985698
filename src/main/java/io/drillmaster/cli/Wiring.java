package io.drillmaster.cli;

import io.drillmaster.chaos.NemesisOrder;
import io.drillmaster.chaos.aws.AwsTarget;
import io.drillmaster.chaos.container.ContainerTarget;
import io.drillmaster.chaos.inventory.ForeignTarget;
import io.drillmaster.chaos.process.TwinTarget;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Inventory;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.LimitsOf;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.Recorder;
import io.drillmaster.openvidu.Settings;
import io.drillmaster.probe.RestProber;
import io.drillmaster.process.Guard;
import io.drillmaster.process.Launch;
import io.drillmaster.run.Cast;
import io.drillmaster.run.RunOrder;
import io.drillmaster.run.port.LoadGenerator;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Prober;
import io.drillmaster.run.port.Target;
import io.drillmaster.simulations.WorkerPool;
import io.drillmaster.twin.TwinClocks;
import io.drillmaster.twin.TwinException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which actor plays which part: the table from kinds of target to implementations (decision
 * D29).
 */
final class Wiring implements Cast {

  /** Canaries, probes and peers beside the participants. */
  private static final int SOCKETS_APART = 100;

  /** Ids of operations and epochs from here on are the prober's; workers count from far below. */
  private static final long PROBER_IDS = 1L << 60;

  private final RunOrder order;
  private final Launch launch;
  private final Guard guard;
  private volatile @Nullable Target target;

  Wiring(RunOrder order, Launch launch, Guard guard) {
    this.order = order;
    this.launch = launch;
    this.guard = guard;
  }

  @Override
  public AutoCloseable fitness(Recorder recorder) {
    return HarnessFitness.sample("harness", recorder, this::clusterHere);
  }

  /** Process numbers of the cluster's nodes, as far as they run on this host. */
  private Set<Long> clusterHere() {
    Target known = target;
    return known == null
        ? Set.of()
        : known.nodes().stream()
            .map(Node::pid)
            .filter(pid -> pid > 0)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Prober prober(String run, long seed) {
    AtomicLong ids = new AtomicLong(PROBER_IDS);
    return new RestProber(
        run,
        new Settings(
            run,
            order.header().limits().protocol(),
            order.drill().load().client(),
            ids::incrementAndGet,
            seed));
  }

  @Override
  public Target target(URI webhooks) {
    Target made = make(webhooks);
    target = made;
    return made;
  }

  private Target make(URI webhooks) {
    TargetSpec spec = order.drill().target();
    if (spec instanceof TargetSpec.Twin twin) {
      TwinTarget.Order own =
          new TwinTarget.Order(
              order.folder().path(),
              order.header().seed(),
              order.drill().load().participants() + SOCKETS_APART,
              List.of(webhooks),
              launch,
              guard);
      return twin.images().isPresent()
          ? ContainerTarget.start(twin, own, order.header().run())
          : TwinTarget.start(twin, own);
    }
    if (spec instanceof TargetSpec.StandingTwin standing) {
      return attach(standing);
    }
    if (spec instanceof TargetSpec.Aws aws) {
      String secret = Secrets.read(aws.secretFrom(), System.getenv());
      return StackLook.find(aws, secret, order.header().run());
    }
    if (Foreign.is(order.drill())) {
      return Foreign.target(order.drill());
    }
    throw new IllegalStateException("no target for " + spec.getClass().getName());
  }

  /**
   * Finds a standing twin.
   *
   * @throws BadInput when there is none: nothing was touched
   */
  static TwinTarget attach(TargetSpec.StandingTwin standing) {
    try {
      return TwinTarget.attach(standing);
    } catch (TwinException e) {
      throw new BadInput(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Nemesis nemesis(Target target, Recorder recorder) {
    NemesisOrder nemesis =
        new NemesisOrder(
            order.header().run(),
            order.folder().path(),
            order.header().seed(),
            order.drill().safety(),
            recorder,
            guard);
    if (target instanceof TwinTarget twin) {
      return twin.nemesis(nemesis);
    }
    if (target instanceof ContainerTarget containers) {
      return containers.nemesis(nemesis);
    }
    if (target instanceof AwsTarget aws) {
      return aws.nemesis(nemesis);
    }
    if (target instanceof ForeignTarget foreign) {
      return foreign.nemesis(nemesis);
    }
    throw new IllegalStateException("no nemesis for " + target.getClass().getName());
  }

  @Override
  public LoadGenerator load() {
    return new WorkerPool(launch, guard);
  }

  /**
   * The limits of a drill on its target; a standing twin or a stack is asked for its clocks, a file
   * for others'.
   */
  static Limits limits(Drill drill) {
    if (drill.target() instanceof TargetSpec.StandingTwin standing) {
      try (TwinTarget target = attach(standing)) {
        TwinClocks clocks = target.twin().clocks();
        return LimitsOf.of(drill, protocol(clocks), infrastructure(clocks));
      }
    }
    if (drill.target() instanceof TargetSpec.Aws aws) {
      try (AwsTarget target = StackLook.find(aws)) {
        return LimitsOf.of(drill, ProtocolClocks.REAL, target.clocks());
      }
    }
    return Foreign.inventory(drill)
        .map(Inventory::entrance)
        .map(entrance -> LimitsOf.of(drill, entrance.protocol(), entrance.infrastructure()))
        .orElseGet(() -> LimitsOf.of(drill));
  }

  private static ProtocolClocks protocol(TwinClocks clocks) {
    for (ProtocolClocks known : List.of(ProtocolClocks.REAL, ProtocolClocks.FAST)) {
      if (known.divisor() == clocks.protocolDivisor()) {
        return known;
      }
    }
    return new ProtocolClocks("divided by " + clocks.protocolDivisor(), clocks.protocolDivisor());
  }

  private static InfrastructureClocks infrastructure(TwinClocks clocks) {
    for (InfrastructureClocks known :
        List.of(InfrastructureClocks.FAST, InfrastructureClocks.AWS)) {
      if (TwinTarget.clocks(known, ProtocolClocks.REAL).equals(clocks.withProtocolDivisor(1))) {
        return known;
      }
    }
    return new InfrastructureClocks(
        "of its own",
        clocks.checkEvery(),
        clocks.checkTimeout(),
        clocks.unhealthyAfter(),
        clocks.healthyAfter(),
        clocks.connectTimeout(),
        clocks.firstByteTimeout(),
        clocks.replacementDelay());
  }

  /** How many nodes of a role the drill's target has; 0 = not known before it is reached. */
  static int nodes(Drill drill, Role role) {
    if (drill.target() instanceof TargetSpec.Twin twin) {
      return twin.nodes(role);
    }
    return Foreign.inventory(drill)
        .map(inventory -> Foreign.names(inventory).getOrDefault(role, List.of()).size())
        .orElse(0);
  }

  /** A set of infrastructure clocks by its name. */
  static InfrastructureClocks infrastructure(String name) {
    return switch (name) {
      case "fast" -> InfrastructureClocks.FAST;
      case "aws" -> InfrastructureClocks.AWS;
      default -> throw new BadInput("--clocks: '" + name + "' is not known; use fast or aws");
    };
  }
}
