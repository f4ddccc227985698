package io.drillmaster.chaos.aws;

import io.drillmaster.chaos.NemesisOrder;
import io.drillmaster.chaos.Planner;
import io.drillmaster.chaos.Timer;
import io.drillmaster.chaos.Witness;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Fronts;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Target;
import io.drillmaster.run.port.TargetCard;
import io.drillmaster.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A CloudFormation stack of OpenVidu on AWS as the target of a run. It tells its nodes and the
 * balancer's opinion of its masters, by asking; neither entries nor owners. Thread-safe.
 */
public final class AwsTarget implements Target {
  /** The word users read. */
  public static final String KIND = "AWS";

  private static final String MEANS =
      "A verdict on a stack speaks of that stack, as it was at that time, and of no other.";

  /** Between two looks: half a health check period is as exact as the balancer itself. */
  private static final Duration PAUSE_LEAST = Duration.ofSeconds(1);

  private static final Duration PAUSE_MOST = Duration.ofSeconds(5);

  private final Cloud cloud;
  private final TargetSpec.Aws spec;
  private final String secret;
  private final Balancer balancer;
  private final FleetWatch watch;

  private AwsTarget(
      Cloud cloud, TargetSpec.Aws spec, String secret, Balancer balancer, FleetWatch watch) {
    this.cloud = cloud;
    this.spec = spec;
    this.secret = secret;
    this.balancer = balancer;
    this.watch = watch;
  }

  /**
   * Finds a stack with the credentials that the AWS SDK finds.
   *
   * @param secret OPENVIDU_SECRET
   * @param run who asks, for the account's own trail
   * @throws CloudException when AWS refuses or does not answer, or the stack is not as OpenVidu's
   *     template makes it
   */
  public static AwsTarget find(TargetSpec.Aws spec, String secret, String run) {
    return find(SdkCloud.open(spec.region(), run), spec, secret);
  }

  /** Finds it in an account. */
  static AwsTarget find(Cloud cloud, TargetSpec.Aws spec, String secret) {
    boolean isFound = false;
    try {
      StackReader reader = new StackReader(cloud, spec.stack());
      Fleet first = reader.read();
      Balancer balancer = reader.balancer(first);
      FleetWatch watch =
          new FleetWatch(
              first,
              reader::read,
              balancer.name(),
              pause(balancer.checkEvery()),
              Timer.thread("aws-evidence"),
              Ticker.system());
      isFound = true;
      return new AwsTarget(cloud, spec, secret, balancer, watch);
    } finally {
      if (!isFound) {
        cloud.close();
      }
    }
  }

  static Duration pause(Duration checkEvery) {
    Duration half = checkEvery.dividedBy(2);
    if (half.compareTo(PAUSE_LEAST) < 0) {
      return PAUSE_LEAST;
    }
    return half.compareTo(PAUSE_MOST) > 0 ? PAUSE_MOST : half;
  }

  @Override
  public TargetCard card() {
    String summary =
        "%s in %s, account %s: %d masters, %d media nodes"
            .formatted(
                spec.stack(),
                spec.region(),
                account(),
                serving(Role.MASTER).size(),
                serving(Role.MEDIA_NODE).size());
    return new TargetCard(KIND, MEANS, AwsIdentity.of(account(), spec).text(), summary);
  }

  private String account() {
    return watch.latest().group(Role.MASTER).account();
  }

  @Override
  public Access access() {
    return new Access(Fronts.of(URI.create(spec.url())), secret);
  }

  @Override
  public List<Node> nodes() {
    return watch.latest().nodes(watch.told());
  }

  @Override
  public List<Node> nodesFromOutside() {
    return nodes().stream().map(Node::withoutAddresses).toList();
  }

  /** Names of those who serve, by role. */
  public Map<Role, List<String>> names() {
    return Map.of(Role.MASTER, serving(Role.MASTER), Role.MEDIA_NODE, serving(Role.MEDIA_NODE));
  }

  private List<String> serving(Role role) {
    return watch.latest().serving(role, watch.told());
  }

  /** The clocks of balancer and scaling group, as the account tells them. */
  public InfrastructureClocks clocks() {
    Group masters = watch.latest().group(Role.MASTER);
    return balancer.clocks(Duration.ofSeconds(masters.graceSeconds()));
  }

  /** What is to be known of the stack before a drill. */
  public StackExam exam() {
    return new StackExam(cloud, spec, balancer, watch.latest());
  }

  @Override
  public void observe(Recorder recorder) {
    watch.record(recorder);
  }

  /**
   * Who breaks it; the stack is locked, here and by its own mark. Who asks is noted, and kept in
   * the run folder.
   *
   * @throws Nemesis.Refused when another run holds the stack, or one of this machine left it
   *     unhealed
   * @throws CloudException when AWS refuses the lock
   */
  public Nemesis nemesis(NemesisOrder order) {
    String group = watch.latest().group(Role.MASTER).name();
    String caller = cloud.caller();
    CallerFile.write(order.runFolder(), caller);
    WallClock clock = WallClock.SYSTEM;
    LockTag mine = LockTag.of(order.run(), caller, Host.name(), clock.now());
    ClusterLock lock = ClusterLock.take(cloud, group, mine, clock);
    note(order)
        .accept("AWS calls us %s; the stack is held: %s".formatted(caller, lock.tag().text()));
    HostFaults inside =
        new HostFaults(new HostShell(cloud.hosts(), clock), watch, order.run(), clock, note(order));
    AwsDriver driver = new AwsDriver(cloud, watch, order.run(), order.safety(), lock::isIn, inside);
    boolean isHeld = false;
    try {
      Nemesis inner =
          order.nemesis(this, NemesisOrder.Claim.SHARED, driver, witnesses(Ticker.system()));
      isHeld = true;
      return new HeldNemesis(
          inner, lock, new StackLevers(cloud, group, lock), order.runFolder(), order.recorder());
    } finally {
      if (!isHeld) {
        lock.release();
      }
    }
  }

  private static Consumer<String> note(NemesisOrder order) {
    return text -> order.recorder().record(new HarnessEvent.Note(Ticker.system().nanos(), text));
  }

  /**
   * Keeps faults from machines that they have no way into; asks for all at once.
   *
   * @throws CloudException when AWS refuses to be asked
   */
  public Planner.Bar bar(Drill drill) {
    Set<String> barred = new HashSet<>();
    for (Fault fault : drill.faults()) {
      if (HostFaults.can(fault.kind())) {
        List<String> serving = serving(fault.role());
        barred.addAll(serving);
        barred.removeAll(cloud.hosts().online(serving));
      }
    }
    return (fault, name) ->
        HostFaults.can(fault.kind()) && barred.contains(name)
            ? Optional.of(HostFaults.OFFLINE)
            : Optional.empty();
  }

  /** Who asks, as AWS calls them. */
  public String caller() {
    return cloud.caller();
  }

  /**
   * Masters are seen as clients see them, through the balancer: their own addresses lead nowhere
   * from outside, and inside their security group takes the balancer only. Nobody has a way to
   * media nodes.
   */
  private Witness.Factory witnesses(Ticker ticker) {
    URI front = URI.create(spec.url());
    return (node, silence, seat) ->
        node.role() == Role.MASTER
            ? Witness.through(front, serving(Role.MASTER).size(), silence, ticker)
            : Witness.BLIND;
  }

  @Override
  public void close() {
    watch.close();
    cloud.close();
  }
}
