package io.drillmaster.chaos.aws;

import io.drillmaster.drill.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the parts of a stack, and reads them again. Thread-safe. */
final class StackReader {
  private static final String SERVER = "server";
  private static final String KMS = "kms";

  private final Cloud cloud;
  private final String stack;

  StackReader(Cloud cloud, String stack) {
    this.cloud = cloud;
    this.stack = stack;
  }

  /**
   * Reads all of it.
   *
   * @throws CloudException when AWS refuses, or the stack is not what OpenVidu's template makes
   */
  Fleet read() {
    Map<Role, Group> groups = groups();
    List<String> names = groups.values().stream().map(Group::name).toList();
    List<Instance> instances = cloud.instances(names);
    Group masters = group(groups, Role.MASTER);
    List<Activity> activities = new ArrayList<>();
    names.forEach(name -> activities.addAll(cloud.activities(name)));
    return new Fleet(groups, instances, cloud.targets(targetGroup(masters)), activities);
  }

  /** The balancer of a fleet. */
  Balancer balancer(Fleet fleet) {
    return cloud.balancer(targetGroup(fleet.group(Role.MASTER)));
  }

  private String targetGroup(Group masters) {
    if (masters.targetGroups().size() != 1) {
      throw new CloudException(
          "group %s of stack %s has %d target groups %s; exactly one is expected, that of OpenVidu's load balancer"
              .formatted(
                  masters.name(), stack, masters.targetGroups().size(), masters.targetGroups()));
    }
    return masters.targetGroups().get(0);
  }

  private Map<Role, Group> groups() {
    List<Group> found = cloud.groups(stack);
    Map<Role, Group> byRole = new EnumMap<>(Role.class);
    for (Group group : found) {
      switch (group.tags().getOrDefault(Group.MEMBER_TAG, "")) {
        case SERVER -> byRole.put(Role.MASTER, group);
        case KMS -> byRole.put(Role.MEDIA_NODE, group);
        default -> byName(group, byRole);
      }
    }
    group(byRole, Role.MASTER);
    group(byRole, Role.MEDIA_NODE);
    return byRole;
  }

  /** Where a template's copy does not tag groups, their logical ids still tell. */
  private static void byName(Group group, Map<Role, Group> byRole) {
    String name = group.name().toLowerCase(Locale.ROOT);
    if (name.contains("masternode")) {
      byRole.putIfAbsent(Role.MASTER, group);
    } else if (name.contains("medianode")) {
      byRole.putIfAbsent(Role.MEDIA_NODE, group);
    }
  }

  private Group group(Map<Role, Group> groups, Role role) {
    Group group = groups.get(role);
    if (group == null) {
      throw new CloudException(
          "stack %s has no scaling group of %ss: none that aws:cloudformation:stack-name names has the tag %s = %s; see stack and region"
              .formatted(stack, words(role), Group.MEMBER_TAG, role == Role.MASTER ? SERVER : KMS));
    }
    return group;
  }

  static String words(Role role) {
    return role == Role.MEDIA_NODE ? "media node" : role.key();
  }
}
