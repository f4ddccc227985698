package io.drillmaster.chaos.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/**
 * An account through the AWS SDK, with the credentials and the endpoint that the SDK finds by
 * itself (environment, profile, instance). Reads are tried again; an act is one call. Only this
 * class and its {@link SdkWords} see the SDK. Thread-safe.
 */
final class SdkCloud implements Cloud {
  private static final Duration ATTEMPT = Duration.ofSeconds(5);

  /** All tries of one read. */
  private static final Duration CALL = Duration.ofSeconds(20);

  /** Activities of some days; more are not looked at. */
  private static final int ACTIVITIES_MOST = 20;

  private static final String IDLE = "idle_timeout.timeout_seconds";
  private static final String DRY_RUN_OK = "DryRunOperation";

  private final Ec2Client ec2;
  private final Ec2Client acting;
  private final AutoScalingClient scaling;
  private final ElasticLoadBalancingV2Client balancing;

  SdkCloud(
      Ec2Client ec2,
      Ec2Client acting,
      AutoScalingClient scaling,
      ElasticLoadBalancingV2Client balancing) {
    this.ec2 = ec2;
    this.acting = acting;
    this.scaling = scaling;
    this.balancing = balancing;
  }

  /**
   * Opens clients of a region.
   *
   * @param run ends the user agent, so that the account's own trail tells who it was
   */
  static SdkCloud open(String region, String run) {
    RetryStrategy reads = AwsRetryStrategy.standardRetryStrategy();
    RetryStrategy once = AwsRetryStrategy.doNotRetry();
    return new SdkCloud(
        ready(Ec2Client.builder().httpClient(http()), region, run, reads).build(),
        ready(Ec2Client.builder().httpClient(http()), region, run, once).build(),
        ready(AutoScalingClient.builder().httpClient(http()), region, run, reads).build(),
        ready(ElasticLoadBalancingV2Client.builder().httpClient(http()), region, run, reads)
            .build());
  }

  private static SdkHttpClient http() {
    return UrlConnectionHttpClient.builder().connectionTimeout(ATTEMPT).build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B ready(
      B builder, String region, String run, RetryStrategy retries) {
    return builder
        .region(Region.of(region))
        .overrideConfiguration(
            options ->
                options
                    .retryStrategy(retries)
                    .apiCallTimeout(CALL)
                    .apiCallAttemptTimeout(ATTEMPT)
                    .putAdvancedOption(
                        SdkAdvancedClientOption.USER_AGENT_SUFFIX, "drillmaster/" + run));
  }

  @Override
  public List<Group> groups(String stack) {
    return asked(
        "autoscaling:DescribeAutoScalingGroups",
        () ->
            scaling
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
            ec2
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
                balancing
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
                balancing
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
            balancing
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
            balancing.describeListeners(r -> r.loadBalancerArn(balancer)).listeners().stream()
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
              balancing
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
            scaling
                .describeScalingActivities(
                    r -> r.autoScalingGroupName(group).maxRecords(ACTIVITIES_MOST))
                .activities()
                .stream()
                .map(
                    each ->
                        new Activity(
                            each.activityId(),
                            each.description(),
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
            ec2.describeInstanceAttribute(
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
        () -> ec2.terminateInstances(r -> r.instanceIds(instance).dryRun(true)));
  }

  @Override
  public Optional<String> refusesToTag(String instance) {
    return rehearsed(
        "ec2:CreateTags",
        () ->
            ec2.createTags(
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
      if (code.equals(SdkWords.UNAUTHORIZED)) {
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
        asked("ec2:CreateTags", () -> ec2.createTags(r -> r.resources(instance).tags(all)));
  }

  @Override
  public String terminate(String instance, boolean skipOsShutdown) {
    return asked(
        "ec2:TerminateInstances",
        () ->
            acting
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

  private static <T> T asked(String action, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException broken) {
      throw SdkWords.failure(action, broken);
    }
  }

  @Override
  public void close() {
    ec2.close();
    acting.close();
    scaling.close();
    balancing.close();
  }
}
