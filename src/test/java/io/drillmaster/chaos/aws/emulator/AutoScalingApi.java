package io.drillmaster.chaos.aws.emulator;

import io.drillmaster.chaos.aws.emulator.Machines.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Actions of Auto Scaling. */
final class AutoScalingApi implements Api {

  static final String NAMESPACE = "http://autoscaling.amazonaws.com/doc/2011-01-01/";

  /** What AWS allows. */
  private static final int VALUE_MOST = 256;

  private static final String TAG = "Tags.member.1.";

  private final World world;

  AutoScalingApi(World world) {
    this.world = world;
  }

  @Override
  public String answer(Call call) {
    Xml xml = new Xml();
    xml.block(
        call.action() + "Result",
        () -> {
          switch (call.action()) {
            case "DescribeAutoScalingGroups" -> groups(call, xml);
            case "DescribeScalingActivities" -> activities(call, xml);
            case "CreateOrUpdateTags" ->
                tag(call, key -> world.stack.groupTags.put(key, call.required(TAG + "Value")));
            case "DeleteTags" -> tag(call, world.stack.groupTags::remove);
            default -> throw Refusal.unknownAction(call);
          }
        });
    return xml.inside(call.action() + "Response", NAMESPACE);
  }

  /** One tag of the master group. */
  private void tag(Call call, Consumer<String> change) {
    String group = call.required(TAG + "ResourceId");
    if (!group.equals(world.stack.group(Kind.MASTER))
        || !call.required(TAG + "ResourceType").equals("auto-scaling-group")) {
      throw new Refusal("ValidationError", 400, "AutoScalingGroup name not found: " + group);
    }
    String key = call.required(TAG + "Key");
    if (call.text(TAG + "Value").orElse("").length() > VALUE_MOST) {
      throw new Refusal("ValidationError", 400, "Tag value is too long: " + key);
    }
    change.accept(key);
  }

  private void groups(Call call, Xml xml) {
    List<String> names = call.list("AutoScalingGroupNames");
    List<Kind> found =
        Stream.of(Kind.values())
            .filter(kind -> names.isEmpty() || names.contains(world.stack.group(kind)))
            .filter(kind -> matches(kind, call.filters()))
            .toList();
    xml.list("AutoScalingGroups", "member", found, this::group);
  }

  private boolean matches(Kind kind, Map<String, List<String>> filters) {
    Map<String, String> tags = tags(kind);
    return filters.entrySet().stream()
        .allMatch(
            filter -> {
              String value = tags.get(filter.getKey().replaceFirst("^tag:", ""));
              return value != null && filter.getValue().contains(value);
            });
  }

  private Map<String, String> tags(Kind kind) {
    Map<String, String> tags = new TreeMap<>(world.stack.tags(kind));
    tags.remove("aws:autoscaling:groupName");
    if (kind == Kind.MASTER) {
      tags.putAll(world.stack.groupTags);
    }
    return tags;
  }

  private void group(Xml xml, Kind kind) {
    Stack stack = world.stack;
    boolean ofMasters = kind == Kind.MASTER;
    int desired = world.desired(kind);
    xml.text("AutoScalingGroupName", stack.group(kind))
        .text("AutoScalingGroupARN", stack.groupArn(kind))
        .text("MinSize", 1)
        .text("MaxSize", desired + 1)
        .text("DesiredCapacity", desired)
        .text("HealthCheckType", ofMasters ? "ELB" : "EC2")
        .text("HealthCheckGracePeriod", stack.graceSeconds)
        .block("TargetGroupARNs", () -> xml.text("member", ofMasters ? stack.targetGroupArn() : ""))
        .list("Instances", "member", world.members(kind), AutoScalingApi::member)
        .list(
            "SuspendedProcesses",
            "member",
            ofMasters ? stack.suspended : List.<String>of(),
            (x, process) ->
                x.text("ProcessName", process).text("SuspensionReason", "User suspended"))
        .list(
            "Tags",
            "member",
            tags(kind).entrySet(),
            (x, tag) ->
                x.text("Key", tag.getKey())
                    .text("Value", tag.getValue())
                    .text("PropagateAtLaunch", true)
                    .text("ResourceId", stack.group(kind))
                    .text("ResourceType", "auto-scaling-group"));
  }

  private static void member(Xml xml, Instance instance) {
    boolean isBad = instance.foundBadAt != null;
    xml.text("InstanceId", instance.machine.id())
        .text("AvailabilityZone", instance.zone)
        .text("LifecycleState", isBad ? "Terminating" : "InService")
        .text("HealthStatus", isBad ? "Unhealthy" : "Healthy")
        .text("ProtectedFromScaleIn", false);
  }

  private void activities(Call call, Xml xml) {
    String group = call.required("AutoScalingGroupName");
    List<World.Activity> newestFirst = new ArrayList<>(world.activities(group));
    Collections.reverse(newestFirst);
    int from = call.text("NextToken").map(Integer::parseInt).orElse(0);
    int size = call.text("MaxRecords").map(Integer::parseInt).orElse(100);
    List<World.Activity> page = newestFirst.stream().skip(from).limit(size).toList();
    xml.list(
        "Activities",
        "member",
        page,
        (x, each) ->
            x.text("ActivityId", each.id())
                .text("AutoScalingGroupName", each.group())
                .text("Description", each.description())
                .text("Cause", each.cause())
                .text("StartTime", each.begun())
                .text("EndTime", each.ended())
                .text("StatusCode", each.status())
                .text("Progress", 100));
    if (from + page.size() < newestFirst.size()) {
      xml.text("NextToken", from + page.size());
    }
  }
}
