package io.drillmaster.chaos.aws;

import io.drillmaster.drill.Role;
import io.drillmaster.run.port.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A stack at one look.
 *
 * @param groups by the part that their instances play: masters, media nodes
 * @param instances of both
 * @param targets what the balancer thinks of masters, by instance
 * @param activities the latest of both groups, newest first
 */
record Fleet(
    Map<Role, Group> groups,
    List<Instance> instances,
    Map<String, TargetHealth> targets,
    List<Activity> activities) {

  private static final int ENTRY_PORT = 4443;
  private static final int SERVER_PORT = 5443;
  private static final int MEDIA_PORT = 8888;

  Fleet {
    groups = Map.copyOf(groups);
    instances = List.copyOf(instances);
    targets = Map.copyOf(targets);
    activities = List.copyOf(activities);
  }

  /** The group of a role. */
  Group group(Role role) {
    Group group = groups.get(role);
    if (group == null) {
      throw new IllegalArgumentException("a stack has no group of " + role.key());
    }
    return group;
  }

  Optional<Instance> instance(String id) {
    return instances.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** The part of an instance, by its group. */
  Optional<Role> role(Instance instance) {
    return groups.entrySet().stream()
        .filter(each -> each.getValue().name().equals(instance.group()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What the balancer thinks of it. */
  Optional<TargetHealth> health(String id) {
    return Optional.ofNullable(targets.get(id));
  }

  /**
   * Whether EC2, its group and, of a master, the balancer all call it good.
   *
   * @param told those of whom we know better: they were told to go
   */
  boolean serves(Instance instance, Set<String> told) {
    Role role = role(instance).orElse(null);
    if (role == null || told.contains(instance.id()) || !instance.isRunning()) {
      return false;
    }
    return group(role).inService().contains(instance.id())
        && (role != Role.MASTER
            || health(instance.id()).filter(TargetHealth::isHealthy).isPresent());
  }

  /** Those of a role that serve. */
  List<String> serving(Role role, Set<String> told) {
    return instances.stream()
        .filter(each -> role(each).filter(role::equals).isPresent() && serves(each, told))
        .map(Instance::id)
        .toList();
  }

  /** Whether every place of a group is taken by one who serves. */
  boolean isWhole(Role role, Set<String> told) {
    return serving(role, told).size() >= group(role).desired();
  }

  /** Its instances as nodes: an instance is its own name and its own incarnation. */
  List<Node> nodes(Set<String> told) {
    List<Node> nodes = new ArrayList<>();
    for (Instance each : instances) {
      role(each)
          .ifPresent(
              role ->
                  nodes.add(
                      new Node(
                          each.id(),
                          role,
                          each.id(),
                          0,
                          addresses(each, role),
                          serves(each, told))));
    }
    return List.copyOf(nodes);
  }

  /** Inside of the VPC, by the ports of OpenVidu's template. */
  static List<String> addresses(Instance instance, Role role) {
    if (instance.privateIp().isEmpty()) {
      return List.of();
    }
    Stream<Integer> ports =
        role == Role.MASTER ? Stream.of(ENTRY_PORT, SERVER_PORT) : Stream.of(MEDIA_PORT);
    return ports.map(port -> instance.privateIp() + ":" + port).toList();
  }

  /** Ids of all instances. */
  Set<String> ids() {
    Set<String> ids = new HashSet<>();
    instances.forEach(each -> ids.add(each.id()));
    return ids;
  }
}
