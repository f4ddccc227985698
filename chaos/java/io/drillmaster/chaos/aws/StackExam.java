package io.drillmaster.chaos.aws;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.drill.Times;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be known of a stack before a drill: reads and dry runs only, nothing is touched. Each
 * line is pass, warn or refuse, with its cure.
 */
public final class StackExam {

  /** Whoever wants a stack to be drilled puts this tag on its master group, with its name. */
  public static final String ALLOW_TAG = "drillmaster:allow";

  /** Without these a group does not replace what it lost, or does not tell the balancer. */
  private static final Set<String> NEEDED =
      Set.of("Launch", "Terminate", "HealthCheck", "ReplaceUnhealthy", "AddToLoadBalancer");

  /** A group that acted so lately may not have come to rest. */
  private static final Duration REST = Duration.ofMinutes(10);

  /** Whether a run may begin. */
  public enum Grade {
    PASS,
    WARN,
    REFUSE
  }

  /**
   * One thing looked at.
   *
   * @param about what
   * @param says what was found
   * @param cure what to do; empty where nothing is to be done
   */
  public record Line(Grade grade, String about, String says, String cure) {}

  private final Cloud cloud;
  private final TargetSpec.Aws spec;
  private final Balancer balancer;
  private final Fleet fleet;
  private final List<Line> lines = new ArrayList<>();

  StackExam(Cloud cloud, TargetSpec.Aws spec, Balancer balancer, Fleet fleet) {
    this.cloud = cloud;
    this.spec = spec;
    this.balancer = balancer;
    this.fleet = fleet;
  }

  /**
   * Looks at all that this drill needs.
   *
   * @param now wall time
   * @throws CloudException when AWS refuses to be asked
   */
  public List<Line> lines(Drill drill, Instant now) {
    lines.clear();
    account();
    caller();
    optIn();
    lock(now);
    lever();
    safetyLever();
    for (Role role : List.of(Role.MASTER, Role.MEDIA_NODE)) {
      group(role);
    }
    activities(now);
    front();
    health();
    bounds(drill);
    rights(drill);
    waysIn(drill);
    replacement(drill);
    leftovers();
    return List.copyOf(lines);
  }

  private void pass(String about, String says) {
    lines.add(new Line(Grade.PASS, about, says, ""));
  }

  private void warn(String about, String says, String cure) {
    lines.add(new Line(Grade.WARN, about, says, cure));
  }

  private void refuse(String about, String says, String cure) {
    lines.add(new Line(Grade.REFUSE, about, says, cure));
  }

  private void account() {
    String account = fleet.group(Role.MASTER).account();
    String says = "%s, %s, stack %s".formatted(account, spec.region(), spec.stack());
    if (spec.account().isPresent() && !spec.account().get().equals(account)) {
      refuse(
          "account",
          says + "; target.aws.account is " + spec.account().get(),
          "use credentials of that account, or correct the drill");
    } else {
      pass("account", says);
    }
  }

  /** Whoever asks; another machine sees it in the lock. */
  private void caller() {
    pass("caller", "%s on %s".formatted(cloud.caller(), Host.name()));
  }

  private void lock(Instant now) {
    Map<String, String> tags = fleet.group(Role.MASTER).tags();
    Optional<String> held = ClusterLock.refusal(tags, now);
    if (held.isPresent()) {
      refuse("lock", held.get(), "");
    } else if (tags.containsKey(LockTag.KEY)) {
      warn(
          "lock",
          "left behind and over: run " + tags.get(LockTag.KEY),
          "its run has not ended as it should; a new one takes it over");
    } else {
      pass("lock", "free: no tag %s on the master group".formatted(LockTag.KEY));
    }
  }

  private void lever() {
    Optional<String> stop = StackLevers.stop(fleet.group(Role.MASTER).tags());
    if (stop.isPresent()) {
      refuse("lever", stop.get(), "whoever set it deletes it when drills may go on");
    } else {
      pass(
          "lever",
          "not pulled; the tag %s, with any value, on group %s stops a run"
              .formatted(StackLevers.STOP_TAG, fleet.group(Role.MASTER).name()));
    }
  }

  private void safetyLever() {
    try {
      SafetyLever lever = cloud.safetyLever();
      if (lever.isEngaged()) {
        refuse(
            "safety lever",
            "AWS FIS in %s: %s".formatted(spec.region(), lever.words()),
            "whoever engaged it disengages it when experiments may go on");
      } else {
        pass("safety lever", "AWS FIS in %s: %s".formatted(spec.region(), lever.words()));
      }
    } catch (CloudException unknown) {
      warn(
          "safety lever",
          "not verifiable: " + unknown.getMessage(),
          "a run would begin although it may be engaged");
    }
  }

  private void optIn() {
    Group masters = fleet.group(Role.MASTER);
    String value = masters.tags().get(ALLOW_TAG);
    String tag = ALLOW_TAG + " = " + spec.stack();
    if (spec.stack().equals(value)) {
      pass("opt-in", "group %s has the tag %s".formatted(masters.name(), tag));
    } else {
      refuse(
          "opt-in",
          value == null
              ? "group %s has no tag %s".formatted(masters.name(), ALLOW_TAG)
              : "group %s has the tag %s = %s".formatted(masters.name(), ALLOW_TAG, value),
          "whoever owns the stack sets the tag %s on that group".formatted(tag));
    }
  }

  private void group(Role role) {
    Group group = fleet.group(role);
    String about = role == Role.MASTER ? "masters" : "media nodes";
    List<String> serving = fleet.serving(role, Set.of());
    String says =
        "%d of %d serve (min %d, max %d), health %s, grace %d s: %s"
            .formatted(
                serving.size(),
                group.desired(),
                group.min(),
                group.max(),
                group.healthCheckType(),
                group.graceSeconds(),
                String.join(" ", serving));
    if (serving.size() < group.desired()) {
      refuse(about, says, "wait until every place is taken");
    } else {
      pass(about, says);
    }
    List<String> suspended = group.suspended().stream().filter(NEEDED::contains).sorted().toList();
    if (!suspended.isEmpty()) {
      refuse(
          about,
          "group %s has %s suspended".formatted(group.name(), String.join(", ", suspended)),
          "resume them: nobody would replace what is lost");
    }
  }

  private void activities(Instant now) {
    Optional<Activity> going = fleet.activities().stream().filter(Activity::isGoingOn).findFirst();
    Optional<Activity> late =
        fleet.activities().stream()
            .filter(each -> each.ended().filter(end -> end.isAfter(now.minus(REST))).isPresent())
            .findFirst();
    if (going.isPresent()) {
      refuse("activities", going.get().description() + " is going on", "wait for its end");
    } else if (late.isPresent()) {
      warn(
          "activities",
          "%s, ended %s".formatted(late.get().description(), late.get().ended().orElseThrow()),
          "within " + Times.text(REST) + " a group may not have come to rest");
    } else {
      pass("activities", "none in the last " + Times.text(REST));
    }
  }

  private void front() {
    String host = String.valueOf(URI.create(spec.url()).getHost());
    String alias =
        host.equalsIgnoreCase(balancer.dnsName())
            ? ""
            : "; %s is taken to be a name of it".formatted(host);
    pass(
        "balancer",
        "%s (%s), %s, zones %s, idle %s, check every %s, time-out %s, %d bad, %d good%s"
            .formatted(
                balancer.name(),
                balancer.dnsName(),
                String.join(" ", balancer.listeners()),
                String.join(" ", balancer.zones()),
                Times.text(balancer.idle()),
                Times.text(balancer.checkEvery()),
                Times.text(balancer.checkTimeout()),
                balancer.unhealthyAfter(),
                balancer.healthyAfter(),
                alias));
  }

  private void health() {
    List<String> bad =
        fleet.targets().entrySet().stream()
            .filter(each -> !each.getValue().isHealthy())
            .map(each -> each.getKey() + " is " + each.getValue().words())
            .sorted()
            .toList();
    if (bad.isEmpty()) {
      pass("targets", "all %d are healthy".formatted(fleet.targets().size()));
    } else {
      refuse("targets", String.join(", ", bad), "wait until all are healthy");
    }
  }

  private void bounds(Drill drill) {
    int masters = fleet.serving(Role.MASTER, Set.of()).size();
    int least = drill.safety().minHealthyMasters();
    boolean takesMasters = drill.faults().stream().anyMatch(each -> each.role() == Role.MASTER);
    if (takesMasters && masters <= least) {
      refuse(
          "bounds",
          "%d masters serve, and safety.minHealthyMasters is %d".formatted(masters, least),
          "start more masters");
    } else if (takesMasters) {
      pass("bounds", "%d masters serve, at least %d must stay".formatted(masters, least));
    }
  }

  /** Of every instance that a fault may take. */
  private void rights(Drill drill) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    drill.faults().stream()
        .filter(fault -> !HostFaults.can(fault.kind()))
        .map(Fault::role)
        .forEach(roles::add);
    int asked = 0;
    boolean isRefused = false;
    for (Role role : roles) {
      for (String each : fleet.serving(role, Set.of())) {
        Optional<String> why = AwsDriver.refusal(cloud, FaultKind.CRASH, each);
        why.ifPresent(says -> refuse("rights", says, ""));
        isRefused |= why.isPresent();
        asked++;
      }
    }
    if (asked > 0 && !isRefused) {
      pass(
          "rights",
          "TerminateInstances and CreateTags on %d instances: allowed (DryRun), no termination protection"
              .formatted(asked));
    }
    pass("rights", "reads: allowed (they were made)");
    pass(
        "rights",
        "autoscaling:CreateOrUpdateTags and autoscaling:DeleteTags: not verifiable beforehand; a run sets its lock before anything else");
    if (asked > 0) {
      warn(
          "rights",
          "a dry run tells rights only; what else may stop EC2 is told by the act itself",
          "");
    }
  }

  /** Of every machine that a fault from inside may take. */
  private void waysIn(Drill drill) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    drill.faults().stream()
        .filter(fault -> HostFaults.can(fault.kind()))
        .map(Fault::role)
        .forEach(roles::add);
    for (Role role : roles) {
      List<String> serving = fleet.serving(role, Set.of());
      try {
        waysIn(role, serving, cloud.hosts().online(serving));
      } catch (CloudException denied) {
        refuse("ways in", "not verifiable: " + denied.getMessage(), "");
      }
    }
  }

  private void waysIn(Role role, List<String> serving, Set<String> online) {
    String words = StackReader.words(role);
    List<String> offline = serving.stream().filter(each -> !online.contains(each)).toList();
    if (offline.isEmpty()) {
      pass("ways in", "the SSM agent of every %s answers".formatted(words));
      warn(
          "ways in",
          "whether ssm:SendCommand is allowed, and whether the product runs in containers there, is told by the act itself",
          "");
    } else if (online.isEmpty()) {
      refuse(
          "ways in",
          "the SSM agent of no %s answers, as on a stack that is as OpenVidu's template makes it: its masters' role has no rights for SSM, its media nodes have no role"
              .formatted(words),
          "see src/docs/aws.md, 'Ways into machines', or use crash, vanish or shutdown");
    } else {
      warn(
          "ways in",
          "the SSM agent of %s does not answer: a freeze cannot choose it"
              .formatted(String.join(" ", offline)),
          "see src/docs/aws.md, 'Ways into machines'");
    }
  }

  /** From what the group itself did before. */
  private void replacement(Drill drill) {
    if (drill.faults().isEmpty()) {
      return;
    }
    Duration inRotation = balancer.checkEvery().multipliedBy(balancer.healthyAfter());
    Optional<Duration> last =
        fleet.activities().stream()
            .filter(Activity::isLaunch)
            .flatMap(each -> each.length().stream())
            .findFirst();
    String launch =
        last.map(length -> "the last launch took %d s".formatted(length.toSeconds()))
            .orElse("no launch is known, minutes are usual");
    pass(
        "replacement",
        "%s; then the machine boots, and %s of good checks; a terminated instance cannot be brought back"
            .formatted(launch, Times.text(inRotation)));
  }

  private void leftovers() {
    List<String> marked =
        fleet.instances().stream()
            .filter(each -> !each.isLeaving() && each.tags().containsKey(AwsDriver.RUN_TAG))
            .map(each -> each.id() + " (" + each.tags().get(AwsDriver.RUN_TAG) + ")")
            .toList();
    if (marked.isEmpty()) {
      pass("marks", "no running instance is marked by a drill");
    } else {
      warn(
          "marks",
          "marked by a drill, and alive: " + String.join(", ", marked),
          "see whether that run is going on, from another machine");
    }
  }
}
