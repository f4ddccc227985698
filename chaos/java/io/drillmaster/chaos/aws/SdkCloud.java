package io.drillmaster.chaos.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.fis.model.SafetyLeverState;

/**
 * An account through the AWS SDK. Reads are tried again; an act is one call. Only classes whose
 * names begin with {@code Sdk} see the SDK. Thread-safe.
 */
final class SdkCloud implements Cloud {
  /** Activities of some days; more are not looked at. */
  private static final int ACTIVITIES_MOST = 20;

  private static final String IDLE = "idle_timeout.timeout_seconds";
  private static final String DRY_RUN_OK = "DryRunOperation";

  /** There is one in each region, and it has no other name. */
  private static final String LEVER = "default";

  private final SdkClients clients;

  SdkCloud(SdkClients clients) {
    this.clients = clients;
  }

  /**
   * Opens clients of a region.
   *
   * @param run ends the user agent, so that the account's own trail tells who it was
   */
  static SdkCloud open(String region, String run) {
    return new SdkCloud(SdkClients.open(region, run));
  }

  @Override
  public List<Group> groups(String stack) {
    return asked(
        "autoscaling:DescribeAutoScalingGroups",
        () ->
            clients
                .scaling()
                .describeAutoScalingGroupsPaginator(r -> r.filters(SdkWords.scalingFilter(stack)))
                .autoScalingGroups()
                .stream()
                .map(SdkWords::group)
                .toList());
  }

  @Override
  public List<Instance> instances(List<String> groups) {
    return asked(
        "ec2:DescribeInstances",
        () ->
            clients
                .ec2()
                .describeInstancesPaginator(r -> r.filters(SdkWords.instanceFilter(groups)))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .map(SdkWords::instance)
                .toList());
  }

  @Override
  public Balancer balancer(String targetGroup) {
    TargetGroup targets =
        asked(
            "elasticloadbalancing:DescribeTargetGroups",
            () ->
                clients
                    .balancing()
                    .describeTargetGroups(r -> r.targetGroupArns(targetGroup))
                    .targetGroups()
                    .get(0));
    if (targets.loadBalancerArns().size() != 1) {
      throw new CloudException(
          "target group %s is behind %d load balancers; exactly one is expected"
              .formatted(targets.targetGroupName(), targets.loadBalancerArns().size()));
    }
    String arn = targets.loadBalancerArns().get(0);
    LoadBalancer balancer =
        asked(
            "elasticloadbalancing:DescribeLoadBalancers",
            () ->
                clients
                    .balancing()
                    .describeLoadBalancers(r -> r.loadBalancerArns(arn))
                    .loadBalancers()
                    .get(0));
    return new Balancer(
        balancer.loadBalancerName(),
        balancer.dnsName(),
        balancer.availabilityZones().stream().map(zone -> zone.zoneName()).toList(),
        idle(arn),
        Duration.ofSeconds(targets.healthCheckIntervalSeconds()),
        Duration.ofSeconds(targets.healthCheckTimeoutSeconds()),
        targets.unhealthyThresholdCount(),
        targets.healthyThresholdCount(),
        listeners(arn));
  }

  private Duration idle(String balancer) {
    return asked(
        "elasticloadbalancing:DescribeLoadBalancerAttributes",
        () ->
            clients
                .balancing()
                .describeLoadBalancerAttributes(r -> r.loadBalancerArn(balancer))
                .attributes()
                .stream()
                .filter(each -> each.key().equals(IDLE))
                .map(each -> Duration.ofSeconds(Long.parseLong(each.value())))
                .findFirst()
                .orElse(Duration.ofMinutes(1)));
  }

  private List<String> listeners(String balancer) {
    return asked(
        "elasticloadbalancing:DescribeListeners",
        () ->
            clients
                .balancing()
                .describeListeners(r -> r.loadBalancerArn(balancer))
                .listeners()
                .stream()
                .map(each -> each.protocolAsString() + ":" + each.port())
                .toList());
  }

  @Override
  public Map<String, TargetHealth> targets(String targetGroup) {
    return asked(
        "elasticloadbalancing:DescribeTargetHealth",
        () -> {
          Map<String, TargetHealth> targets = new LinkedHashMap<>();
          for (TargetHealthDescription each :
              clients
                  .balancing()
                  .describeTargetHealth(r -> r.targetGroupArn(targetGroup))
                  .targetHealthDescriptions()) {
            targets.put(
                each.target().id(),
                new TargetHealth(
                    each.targetHealth().stateAsString(),
                    SdkWords.orEmpty(each.targetHealth().reasonAsString())));
          }
          return targets;
        });
  }

  @Override
  public List<Activity> activities(String group) {
    return asked(
        "autoscaling:DescribeScalingActivities",
        () ->
            clients
                .scaling()
                .describeScalingActivities(
                    r -> r.autoScalingGroupName(group).maxRecords(ACTIVITIES_MOST))
                .activities()
                .stream()
                .map(
                    each ->
                        new Activity(
                            each.activityId(),
                            SdkWords.orEmpty(each.description()),
                            SdkWords.orEmpty(each.cause()),
                            each.statusCodeAsString(),
                            each.startTime(),
                            Optional.ofNullable(each.endTime())))
                .toList());
  }

  @Override
  public boolean isProtected(String instance) {
    return asked(
        "ec2:DescribeInstanceAttribute",
        () ->
            clients
                .ec2()
                .describeInstanceAttribute(
                    r ->
                        r.instanceId(instance)
                            .attribute(InstanceAttributeName.DISABLE_API_TERMINATION))
                .disableApiTermination()
                .value());
  }

  @Override
  public Optional<String> refusesToTerminate(String instance) {
    return rehearsed(
        "ec2:TerminateInstances",
        () -> clients.ec2().terminateInstances(r -> r.instanceIds(instance).dryRun(true)));
  }

  @Override
  public Optional<String> refusesToTag(String instance) {
    return rehearsed(
        "ec2:CreateTags",
        () ->
            clients
                .ec2()
                .createTags(
                    r ->
                        r.resources(instance)
                            .tags(Tag.builder().key(AwsDriver.RUN_TAG).value("dry-run").build())
                            .dryRun(true)));
  }

  /** A dry run is answered by an error in any case: one of them says yes. */
  private static Optional<String> rehearsed(String action, Supplier<?> call) {
    try {
      Object unexpected = call.get();
      throw new IllegalStateException(action + " was not a dry run: " + unexpected);
    } catch (AwsServiceException answer) {
      String code = SdkWords.code(answer);
      if (code.equals(DRY_RUN_OK)) {
        return Optional.empty();
      }
      if (code.equals(CloudException.UNAUTHORIZED)) {
        return Optional.of(code + ", " + answer.awsErrorDetails().errorMessage());
      }
      throw SdkWords.failure(action, answer);
    } catch (SdkException broken) {
      throw SdkWords.failure(action, broken);
    }
  }

  @Override
  public void tag(String instance, Map<String, String> tags) {
    List<Tag> all = new ArrayList<>();
    tags.forEach((key, value) -> all.add(Tag.builder().key(key).value(value).build()));
    var unused =
        asked(
            "ec2:CreateTags", () -> clients.ec2().createTags(r -> r.resources(instance).tags(all)));
  }

  @Override
  public String terminate(String instance, boolean skipOsShutdown) {
    return asked(
        "ec2:TerminateInstances",
        () ->
            clients
                .acting()
                .terminateInstances(
                    r -> {
                      r.instanceIds(instance);
                      if (skipOsShutdown) {
                        r.skipOsShutdown(true);
                      }
                    })
                .terminatingInstances()
                .get(0)
                .previousState()
                .nameAsString());
  }

  @Override
  public String caller() {
    return asked("sts:GetCallerIdentity", () -> clients.caller().getCallerIdentity(r -> {}).arn());
  }

  @Override
  public Map<String, String> tagsNow(String group) {
    return asked(
        "autoscaling:DescribeAutoScalingGroups",
        () ->
            clients
                .marking()
                .describeAutoScalingGroups(r -> r.autoScalingGroupNames(group))
                .autoScalingGroups()
                .stream()
                .findFirst()
                .map(SdkWords::tags)
                .orElseThrow(
                    () -> new CloudException("scaling group %s is gone".formatted(group))));
  }

  @Override
  public void tagGroup(String group, String key, String value) {
    var unused =
        asked(
            "autoscaling:CreateOrUpdateTags",
            () ->
                clients
                    .marking()
                    .createOrUpdateTags(r -> r.tags(SdkWords.groupTag(group, key, value))));
  }

  @Override
  public void untagGroup(String group, String key) {
    var unused =
        asked(
            "autoscaling:DeleteTags",
            () -> clients.marking().deleteTags(r -> r.tags(SdkWords.groupTag(group, key, ""))));
  }

  @Override
  public SafetyLever safetyLever() {
    return asked(
        "fis:GetSafetyLever",
        () -> {
          SafetyLeverState state =
              clients.lever().getSafetyLever(r -> r.id(LEVER)).safetyLever().state();
          return new SafetyLever(state.statusAsString(), SdkWords.orEmpty(state.reason()));
        });
  }

  @Override
  public Hosts hosts() {
    return new SdkHosts(clients.systems(), clients.commanding());
  }

  static <T> T asked(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException broken) {
      throw SdkWords.failure(action, broken);
    }
  }

  @Override
  public void close() {
    clients.close();
  }
}
