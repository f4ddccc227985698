package io.drillmaster.chaos.aws;

import java.util.List;
import java.util.Map;

/**
 * A scaling group as Auto Scaling describes it.
 *
 * @param arn names the account, too
 * @param healthCheckType EC2 or ELB
 * @param graceSeconds after a launch nobody is found unhealthy
 * @param targetGroups ARNs of those that it registers its instances with
 * @param members its instances
 * @param suspended processes that somebody has switched off, e.g. Launch
 */
record Group(
    String name,
    String arn,
    int min,
    int desired,
    int max,
    String healthCheckType,
    int graceSeconds,
    List<String> targetGroups,
    List<Member> members,
    List<String> suspended,
    Map<String, String> tags) {

  /** What OpenVidu's template tells instances apart by; their groups propagate it. */
  static final String MEMBER_TAG = "ov-cluster-member";

  private static final String IN_SERVICE = "InService";
  private static final String HEALTHY = "Healthy";

  /** An instance of the group. */
  record Member(String instance, String lifecycle, String health) {
    boolean isInService() {
      return lifecycle.equals(IN_SERVICE) && health.equals(HEALTHY);
    }
  }

  Group {
    targetGroups = List.copyOf(targetGroups);
    members = List.copyOf(members);
    suspended = List.copyOf(suspended);
    tags = Map.copyOf(tags);
  }

  /** Instances that do their work, as the group sees it. */
  List<String> inService() {
    return members.stream().filter(Member::isInService).map(Member::instance).toList();
  }

  /** The account, from the ARN: arn:aws:autoscaling:REGION:ACCOUNT:... */
  String account() {
    String[] parts = arn.split(":", -1);
    return parts.length > 4 ? parts[4] : "";
  }
}
