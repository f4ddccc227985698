package io.drillmaster.chaos.aws.emulator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Actions of EC2. */
final class Ec2Api implements Api {

  static final String NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/";

  private final World world;

  Ec2Api(World world) {
    this.world = world;
  }

  @Override
  public String answer(Call call) {
    Xml xml = new Xml();
    xml.text("requestId", "00000000-emulated");
    switch (call.action()) {
      case "DescribeInstances" -> describe(call, xml);
      case "DescribeInstanceStatus" -> statuses(call, xml);
      case "DescribeInstanceAttribute" -> attribute(call, xml);
      case "DescribeTags" -> tags(call, xml);
      case "CreateTags" -> tag(call, xml);
      case "TerminateInstances" -> terminate(call, xml);
      case "StopInstances" -> stop(call, xml);
      case "StartInstances" -> start(call, xml);
      case "RebootInstances" -> reboot(call, xml);
      default -> throw Refusal.unknownAction(call);
    }
    return xml.inside(call.action() + "Response", NAMESPACE);
  }

  private void describe(Call call, Xml xml) {
    List<String> ids = call.list("InstanceId");
    ids.forEach(world::instance);
    List<Instance> found =
        world.instances().stream()
            .filter(each -> ids.isEmpty() || ids.contains(each.machine.id()))
            .toList();
    // each is shown once: a read that is behind is so for filter and answer alike
    Map<Instance, Instance.State> shown = new java.util.LinkedHashMap<>();
    found.forEach(each -> shown.put(each, each.shown()));
    shown.entrySet().removeIf(each -> !matches(each.getKey(), each.getValue(), call.filters()));
    int from = call.text("NextToken").map(Integer::parseInt).orElse(0);
    int size =
        Math.min(world.stack.page, call.text("MaxResults").map(Integer::parseInt).orElse(1_000));
    List<Map.Entry<Instance, Instance.State>> page =
        shown.entrySet().stream().skip(from).limit(size).toList();
    xml.list(
        "reservationSet",
        "item",
        page,
        (item, each) ->
            item.text("reservationId", "r-" + each.getKey().machine.id().substring(2))
                .text("ownerId", World.ACCOUNT)
                .list(
                    "instancesSet",
                    "item",
                    List.of(each),
                    (x, e) -> put(x, e.getKey(), e.getValue())));
    if (from + page.size() < shown.size()) {
      xml.text("nextToken", from + page.size());
    }
  }

  private static boolean matches(
      Instance instance, Instance.State state, Map<String, List<String>> filters) {
    return filters.entrySet().stream()
        .allMatch(
            filter ->
                switch (filter.getKey()) {
                  case "instance-state-name" -> filter.getValue().contains(state.word);
                  case "instance-id" -> filter.getValue().contains(instance.machine.id());
                  default -> hasTag(instance, filter.getKey(), filter.getValue());
                });
  }

  private static boolean hasTag(Instance instance, String filter, List<String> values) {
    if (!filter.startsWith("tag:")) {
      throw new Refusal("InvalidParameterValue", 400, "The filter '" + filter + "' is invalid");
    }
    String value = instance.tags.get(filter.substring("tag:".length()));
    return value != null && values.contains(value);
  }

  private static void put(Xml xml, Instance instance, Instance.State state) {
    boolean isThere = state != Instance.State.TERMINATED;
    xml.text("instanceId", instance.machine.id())
        .block("instanceState", () -> put(xml, state))
        .text("instanceType", "c5.xlarge")
        .text("launchTime", instance.launchedAt)
        .text("privateIpAddress", isThere ? instance.machine.privateIp() : "")
        .text("ipAddress", isThere ? instance.machine.publicIp() : "")
        .block("placement", () -> xml.text("availabilityZone", instance.zone))
        .list(
            "tagSet",
            "item",
            new TreeMap<>(instance.tags).entrySet(),
            (x, tag) -> x.text("key", tag.getKey()).text("value", tag.getValue()));
  }

  private static void put(Xml xml, Instance.State state) {
    xml.text("code", state.code).text("name", state.word);
  }

  private void statuses(Call call, Xml xml) {
    List<String> ids = call.list("InstanceId");
    ids.forEach(world::instance);
    List<Instance> found =
        world.instances().stream()
            .filter(each -> ids.isEmpty() || ids.contains(each.machine.id()))
            .filter(
                each -> call.is("IncludeAllInstances") || each.state() == Instance.State.RUNNING)
            .toList();
    xml.list(
        "instanceStatusSet",
        "item",
        found,
        (x, each) ->
            x.text("instanceId", each.machine.id())
                .text("availabilityZone", each.zone)
                .block("instanceState", () -> put(x, each.state()))
                .block("systemStatus", () -> x.text("status", "ok"))
                .block("instanceStatus", () -> x.text("status", "ok")));
  }

  private void attribute(Call call, Xml xml) {
    Instance instance = world.instance(call.required("InstanceId"));
    String attribute = call.required("Attribute");
    if (!attribute.equals("disableApiTermination")) {
      throw new Refusal("InvalidParameterValue", 400, "'" + attribute + "' is not emulated");
    }
    xml.text("instanceId", instance.machine.id())
        .block(attribute, () -> xml.text("value", instance.isTerminationProtected));
  }

  private void tags(Call call, Xml xml) {
    List<String> ids = call.filters().getOrDefault("resource-id", List.of());
    List<List<String>> rows =
        world.instances().stream()
            .filter(each -> ids.isEmpty() || ids.contains(each.machine.id()))
            .flatMap(
                each ->
                    each.tags.entrySet().stream()
                        .map(tag -> List.of(each.machine.id(), tag.getKey(), tag.getValue())))
            .toList();
    xml.list(
        "tagSet",
        "item",
        rows,
        (x, row) ->
            x.text("resourceId", row.get(0))
                .text("resourceType", "instance")
                .text("key", row.get(1))
                .text("value", row.get(2)));
  }

  private void tag(Call call, Xml xml) {
    List<Instance> meant = call.list("ResourceId").stream().map(world::instance).toList();
    rehearse(call);
    for (int i = 1; call.text("Tag.%d.Key".formatted(i)).isPresent(); i++) {
      String key = call.required("Tag.%d.Key".formatted(i));
      String value = call.text("Tag.%d.Value".formatted(i)).orElse("");
      if (key.startsWith("aws:")) {
        throw new Refusal(
            "InvalidParameterValue", 400, "Tag keys starting with 'aws:' are reserved");
      }
      meant.forEach(each -> each.tags.put(key, value));
    }
    xml.text("return", true);
  }

  /** A dry run checks the right and that the ids exist: not protection, not the state. */
  private static void rehearse(Call call) {
    if (call.is("DryRun")) {
      throw new Refusal(
          "DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.");
    }
  }

  private List<Instance> meant(Call call) {
    List<Instance> meant = call.list("InstanceId").stream().map(world::instance).toList();
    if (meant.isEmpty()) {
      call.required("InstanceId.1");
    }
    rehearse(call);
    return meant;
  }

  private void terminate(Call call, Xml xml) {
    List<Instance> meant = meant(call);
    meant.stream()
        .filter(each -> each.isTerminationProtected)
        .findFirst()
        .ifPresent(
            each -> {
              throw new Refusal(
                  "OperationNotPermitted",
                  400,
                  "The instance '%s' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again."
                      .formatted(each.machine.id()));
            });
    change(xml, meant, each -> world.terminate(each, !call.is("SkipOsShutdown")));
  }

  private void stop(Call call, Xml xml) {
    change(xml, meant(call), each -> world.stop(each, !call.is("SkipOsShutdown")));
  }

  private void start(Call call, Xml xml) {
    List<Instance> meant = meant(call);
    meant.stream()
        .filter(
            each ->
                each.state() != Instance.State.STOPPED && each.state() != Instance.State.RUNNING)
        .findFirst()
        .ifPresent(
            each -> {
              throw new Refusal(
                  "IncorrectInstanceState",
                  400,
                  "The instance '%s' is not in a state from which it can be started."
                      .formatted(each.machine.id()));
            });
    change(
        xml,
        meant,
        each -> {
          if (each.state() == Instance.State.STOPPED) {
            each.begin(Instance.State.PENDING, world.now());
          }
        });
  }

  private void reboot(Call call, Xml xml) {
    meant(call);
    xml.text("return", true);
  }

  private static void change(
      Xml xml, List<Instance> meant, java.util.function.Consumer<Instance> act) {
    xml.list(
        "instancesSet",
        "item",
        meant,
        (x, each) -> {
          Instance.State previous = each.state();
          act.accept(each);
          x.text("instanceId", each.machine.id())
              .block("currentState", () -> put(x, each.state()))
              .block("previousState", () -> put(x, previous));
        });
  }
}
