package io.drillmaster.chaos.aws;

import io.drillmaster.drill.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account that a test sets by hand, and which logs what is done to it. */
final class FakeCloud implements Cloud {
  static final String MASTERS = "ov-ASGOpenViduProMasterNode";
  static final String MEDIA_NODES = "ov-ASGMediaNode";

  final List<String> log = new ArrayList<>();
  final Map<String, Instance> instances = new LinkedHashMap<>();
  final Map<String, TargetHealth> targets = new LinkedHashMap<>();
  final Map<String, String> lifecycles = new HashMap<>();
  final Map<String, String> masterTags = new HashMap<>();
  final List<String> suspended = new ArrayList<>();
  final List<Activity> activities = new ArrayList<>();
  final Set<String> protectedOnes = new HashSet<>();
  boolean terminationFails;
  Runnable whileTerminating = () -> {};
  String terminationDenied = "";
  String taggingDenied = "";
  @Nullable RuntimeException failure;
  @Nullable RuntimeException leverFailure;
  SafetyLever lever = new SafetyLever("disengaged", "");
  final FakeHosts hosts = new FakeHosts();
  Runnable whileTagging = () -> {};

  /** Three masters in rotation and two media nodes, allowed to be drilled. */
  static FakeCloud threeAndTwo() {
    FakeCloud cloud = new FakeCloud();
    List.of("i-m1", "i-m2", "i-m3").forEach(id -> cloud.start(id, Role.MASTER));
    List.of("i-k1", "i-k2").forEach(id -> cloud.start(id, Role.MEDIA_NODE));
    cloud.masterTags.put(StackExam.ALLOW_TAG, "ov");
    return cloud;
  }

  void start(String id, Role role) {
    boolean isMaster = role == Role.MASTER;
    put(id, Instance.RUNNING, isMaster ? MASTERS : MEDIA_NODES, Map.of());
    lifecycles.put(id, "InService");
    if (isMaster) {
      targets.put(id, new TargetHealth("healthy", ""));
    }
  }

  private void put(String id, String state, String group, Map<String, String> tags) {
    String ip = "10.0.0." + id.substring(3);
    instances.put(id, new Instance(id, state, group, "eu-west-1a", ip, "", tags));
  }

  /** EC2 shows another state. */
  void turn(String id, String state) {
    Instance before = java.util.Objects.requireNonNull(instances.get(id));
    put(id, state, before.group(), before.tags());
  }

  /** Somebody marks an instance. */
  void mark(String id, Map<String, String> tags) {
    Instance before = java.util.Objects.requireNonNull(instances.get(id));
    put(id, before.state(), before.group(), tags);
  }

  /** The group has replaced it, and the balancer forgotten it. */
  void leave(String id) {
    lifecycles.remove(id);
    targets.remove(id);
  }

  private void asked() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public List<Group> groups(String stack) {
    asked();
    return stack.equals("ov") ? List.of(group(MASTERS, 3), group(MEDIA_NODES, 2)) : List.of();
  }

  private Group group(String name, int desired) {
    boolean isMasters = name.equals(MASTERS);
    Map<String, String> tags = new HashMap<>(isMasters ? masterTags : Map.of());
    tags.put(Group.MEMBER_TAG, isMasters ? "server" : "kms");
    return new Group(
        name,
        "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:1:autoScalingGroupName/"
            + name,
        1,
        desired,
        desired + 1,
        "ELB",
        180,
        isMasters ? List.of("arn:targets") : List.of(),
        instances.values().stream()
            .filter(each -> each.group().equals(name) && lifecycles.containsKey(each.id()))
            .map(
                each ->
                    new Group.Member(each.id(), lifecycles.getOrDefault(each.id(), ""), "Healthy"))
            .toList(),
        isMasters ? suspended : List.of(),
        tags);
  }

  @Override
  public List<Instance> instances(List<String> groups) {
    asked();
    return instances.values().stream().filter(each -> groups.contains(each.group())).toList();
  }

  @Override
  public Balancer balancer(String targetGroup) {
    asked();
    return new Balancer(
        "ov-lb",
        "ov-lb.example.com",
        List.of("eu-west-1a"),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        4,
        3,
        List.of("HTTPS:443"));
  }

  @Override
  public Map<String, TargetHealth> targets(String targetGroup) {
    asked();
    return new LinkedHashMap<>(targets);
  }

  @Override
  public List<Activity> activities(String group) {
    asked();
    return group.equals(MASTERS) ? List.copyOf(activities) : List.of();
  }

  static Activity launch(String id, Instant begun, @Nullable Instant ended) {
    return new Activity(
        id,
        "Launching a new EC2 instance: " + id,
        "capacity was missing",
        ended == null ? "InProgress" : "Successful",
        begun,
        Optional.ofNullable(ended));
  }

  static Activity end(String id, Instant begun) {
    return new Activity(
        id,
        "Terminating EC2 instance: " + id,
        "it was unhealthy",
        "Successful",
        begun,
        Optional.of(begun.plusSeconds(30)));
  }

  @Override
  public boolean isProtected(String instance) {
    return protectedOnes.contains(instance);
  }

  @Override
  public Optional<String> refusesToTerminate(String instance) {
    log.add("may terminate " + instance);
    return terminationDenied.isEmpty() ? Optional.empty() : Optional.of(terminationDenied);
  }

  @Override
  public Optional<String> refusesToTag(String instance) {
    return taggingDenied.isEmpty() ? Optional.empty() : Optional.of(taggingDenied);
  }

  @Override
  public void tag(String instance, Map<String, String> tags) {
    log.add("tag " + instance + " " + new java.util.TreeMap<>(tags));
  }

  @Override
  public String terminate(String instance, boolean skipOsShutdown) {
    if (terminationFails) {
      throw new CloudException("ec2:TerminateInstances: OperationNotPermitted");
    }
    whileTerminating.run();
    log.add("terminate " + instance + (skipOsShutdown ? ", OS shutdown skipped" : ""));
    String before = java.util.Objects.requireNonNull(instances.get(instance)).state();
    turn(instance, before.equals("terminated") ? before : "shutting-down");
    return before;
  }

  @Override
  public String caller() {
    return "arn:aws:sts::123456789012:assumed-role/drills/me";
  }

  @Override
  public Map<String, String> tagsNow(String group) {
    asked();
    return Map.copyOf(masterTags);
  }

  @Override
  public void tagGroup(String group, String key, String value) {
    asked();
    whileTagging.run();
    log.add("set " + key);
    masterTags.put(key, value);
  }

  @Override
  public void untagGroup(String group, String key) {
    asked();
    log.add("delete " + key);
    masterTags.remove(key);
  }

  @Override
  public Hosts hosts() {
    return hosts;
  }

  @Override
  public SafetyLever safetyLever() {
    if (leverFailure != null) {
      throw leverFailure;
    }
    return lever;
  }

  @Override
  public void close() {
    log.add("close");
  }
}
