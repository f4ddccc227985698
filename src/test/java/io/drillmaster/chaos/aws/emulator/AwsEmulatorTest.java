package io.drillmaster.chaos.aws.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drillmaster.chaos.aws.emulator.Machines.Health;
import io.drillmaster.chaos.aws.emulator.Machines.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Every action and every error, as the real SDK sees it. */
class AwsEmulatorTest {
  private static final String CALLER = "EXECUTOR";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-04T09:15:00Z"));
  private final FakeMachines machines = FakeMachines.threeAndTwo();
  private final Stack stack = new Stack("ov");
  private AwsEmulator emulator;
  private Clients aws;

  @BeforeEach
  void start() throws Exception {
    emulator = AwsEmulator.start(stack, machines, now::get);
    aws = Clients.of(emulator.endpoint(), CALLER);
  }

  @AfterEach
  void stop() {
    aws.close();
    emulator.close();
  }

  private void pass(int seconds) {
    now.updateAndGet(time -> time.plusSeconds(seconds));
  }

  private Instance instance(String id) {
    return aws.ec2()
        .describeInstances(r -> r.instanceIds(id))
        .reservations()
        .get(0)
        .instances()
        .get(0);
  }

  private InstanceStateName state(String id) {
    return instance(id).state().name();
  }

  private AutoScalingGroup masters() {
    return aws.groups()
        .describeAutoScalingGroups(r -> r.autoScalingGroupNames(stack.group(Kind.MASTER)))
        .autoScalingGroups()
        .get(0);
  }

  private List<TargetHealthDescription> health() {
    return aws.balancing()
        .describeTargetHealth(r -> r.targetGroupArn(stack.targetGroupArn()))
        .targetHealthDescriptions();
  }

  private static AwsServiceException error(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
    return catchThrowableOfType(AwsServiceException.class, act);
  }

  private static String code(AwsServiceException failure) {
    return failure.awsErrorDetails().errorCode();
  }

  @Test
  void describesInstancesPageByPage() {
    stack.page = 2;

    List<Instance> all = new ArrayList<>();
    aws.ec2()
        .describeInstancesPaginator(r -> r.maxResults(5))
        .reservations()
        .forEach(reservation -> all.addAll(reservation.instances()));

    assertThat(all)
        .extracting(Instance::instanceId)
        .containsExactly("i-m1", "i-m2", "i-m3", "i-k1", "i-k2");
    assertThat(emulator.calls()).hasSize(3);
    Instance last = all.get(4);
    assertThat(last.privateIpAddress()).isEqualTo("10.0.1.2");
    assertThat(last.publicIpAddress()).isEqualTo("192.0.2.2");
    assertThat(last.placement().availabilityZone()).isEqualTo("eu-west-1a");
    assertThat(last.launchTime()).isEqualTo(now.get().minusSeconds(60));
    assertThat(last.tags()).contains(tag("ov-cluster-member", "kms"));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  @Test
  void filtersByTagAndState() {
    aws.ec2().terminateInstances(r -> r.instanceIds("i-m2"));

    var found =
        aws.ec2()
            .describeInstances(
                r ->
                    r.filters(
                        f -> f.name("tag:ov-cluster-member").values("server"),
                        f -> f.name("instance-state-name").values("pending", "running")));

    assertThat(found.reservations())
        .extracting(each -> each.instances().get(0).instanceId())
        .containsExactly("i-m1", "i-m3");
    assertThat(found.reservations().get(0).ownerId()).isEqualTo("123456789012");
  }

  @Test
  void aTerminatedInstanceTakesItsMachineAway() {
    List<InstanceStateChange> changes =
        aws.ec2()
            .terminateInstances(r -> r.instanceIds("i-m1").skipOsShutdown(true))
            .terminatingInstances();
    aws.ec2().terminateInstances(r -> r.instanceIds("i-m2"));

    assertThat(changes.get(0).previousState().name()).isEqualTo(InstanceStateName.RUNNING);
    assertThat(changes.get(0).currentState().name()).isEqualTo(InstanceStateName.SHUTTING_DOWN);
    assertThat(changes.get(0).currentState().code()).isEqualTo(32);
    assertThat(machines.ended()).containsExactly("i-m1 silently", "i-m2 gracefully");
    assertThat(state("i-m1")).isEqualTo(InstanceStateName.SHUTTING_DOWN);
    pass(1);
    assertThat(state("i-m1")).isEqualTo(InstanceStateName.TERMINATED);
    assertThat(instance("i-m1").privateIpAddress()).isNull();
  }

  @Test
  void terminatingTheTerminatedSucceedsAndTouchesNothing() {
    aws.ec2().terminateInstances(r -> r.instanceIds("i-m1"));
    pass(1);

    InstanceStateChange again =
        aws.ec2().terminateInstances(r -> r.instanceIds("i-m1")).terminatingInstances().get(0);

    assertThat(again.previousState().name()).isEqualTo(InstanceStateName.TERMINATED);
    assertThat(machines.ended()).hasSize(1);
  }

  @Test
  void readsMayBeBehind() {
    stack.staleReads = 2;
    aws.ec2().terminateInstances(r -> r.instanceIds("i-m1"));

    assertThat(List.of(state("i-m1"), state("i-m1"), state("i-m1")))
        .containsExactly(
            InstanceStateName.RUNNING, InstanceStateName.RUNNING, InstanceStateName.SHUTTING_DOWN);
  }

  @Test
  void aDryRunIsAnErrorThatSaysYesAndDoesNothing() {
    emulator.protect("i-m1", true);

    AwsServiceException yes =
        error(() -> aws.ec2().terminateInstances(r -> r.instanceIds("i-m1").dryRun(true)));

    assertThat(code(yes)).isEqualTo("DryRunOperation");
    assertThat(yes.statusCode()).isEqualTo(412);
    assertThat(code(error(() -> aws.ec2().stopInstances(r -> r.instanceIds("i-m1").dryRun(true)))))
        .isEqualTo("DryRunOperation");
    assertThat(machines.ended()).isEmpty();
  }

  @Test
  void whoMayNotIsToldSoByADryRunToo() {
    emulator.deny(CALLER, "ec2:TerminateInstances");
    emulator.deny(CALLER, "autoscaling:DescribeAutoScalingGroups");

    AwsServiceException no =
        error(() -> aws.ec2().terminateInstances(r -> r.instanceIds("i-m1").dryRun(true)));

    assertThat(code(no)).isEqualTo("UnauthorizedOperation");
    assertThat(no.statusCode()).isEqualTo(403);
    assertThat(code(error(this::masters))).isEqualTo("AccessDenied");
    emulator.allowAll();
    assertThat(masters().desiredCapacity()).isEqualTo(3);
  }

  @Test
  void aProtectedInstanceIsNotTerminated() {
    emulator.protect("i-m1", true);

    AwsServiceException no = error(() -> aws.ec2().terminateInstances(r -> r.instanceIds("i-m1")));

    assertThat(code(no)).isEqualTo("OperationNotPermitted");
    assertThat(machines.ended()).isEmpty();
    assertThat(
            aws.ec2()
                .describeInstanceAttribute(
                    r -> r.instanceId("i-m1").attribute("disableApiTermination"))
                .disableApiTermination()
                .value())
        .isTrue();
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    assertThat(code(error(() -> instance("i-none")))).isEqualTo("InvalidInstanceID.NotFound");
    assertThat(
            code(
                error(
                    () ->
                        aws.balancing()
                            .describeTargetHealth(r -> r.targetGroupArn("arn:aws:none")))))
        .isEqualTo("TargetGroupNotFound");
  }

  @Test
  void stopsStartsAndReboots() {
    aws.ec2().stopInstances(r -> r.instanceIds("i-m1"));
    assertThat(state("i-m1")).isEqualTo(InstanceStateName.STOPPING);
    assertThat(code(error(() -> aws.ec2().startInstances(r -> r.instanceIds("i-m1")))))
        .isEqualTo("IncorrectInstanceState");
    pass(1);
    assertThat(state("i-m1")).isEqualTo(InstanceStateName.STOPPED);
    aws.ec2().startInstances(r -> r.instanceIds("i-m1"));
    assertThat(state("i-m1")).isEqualTo(InstanceStateName.PENDING);
    pass(1);
    assertThat(state("i-m1")).isEqualTo(InstanceStateName.RUNNING);
    aws.ec2().rebootInstances(r -> r.instanceIds("i-m1"));
    assertThat(machines.ended()).containsExactly("i-m1 gracefully");
  }

  @Test
  void statusesAreThoseOfTheRunning() {
    aws.ec2().terminateInstances(r -> r.instanceIds("i-m1"));

    assertThat(aws.ec2().describeInstanceStatus(r -> {}).instanceStatuses())
        .extracting(each -> each.instanceId() + " " + each.instanceStatus().statusAsString())
        .containsExactly("i-m2 ok", "i-m3 ok", "i-k1 ok", "i-k2 ok");
  }

  @Test
  void tagsAreKept() {
    aws.ec2().createTags(r -> r.resources("i-m1").tags(tag("drillmaster:run", "r1")));

    assertThat(emulator.tags("i-m1")).containsEntry("drillmaster:run", "r1");
    assertThat(
            aws.ec2()
                .describeTags(r -> r.filters(f -> f.name("resource-id").values("i-m1")))
                .tags())
        .anyMatch(each -> each.key().equals("drillmaster:run") && each.value().equals("r1"));
    assertThat(
            code(
                error(
                    () -> aws.ec2().createTags(r -> r.resources("i-m1").tags(tag("aws:x", "1"))))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void groupsAreFoundByTheStackTheyBelongTo() {
    stack.groupTags.put("drillmaster:allow", "ov");
    stack.suspended.add("Launch");

    List<AutoScalingGroup> found =
        aws.groups()
            .describeAutoScalingGroups(
                r -> r.filters(f -> f.name("tag:aws:cloudformation:stack-name").values("ov")))
            .autoScalingGroups();

    assertThat(found)
        .extracting(AutoScalingGroup::autoScalingGroupName)
        .containsExactly("ov-ASGOpenViduProMasterNode", "ov-ASGMediaNode");
    AutoScalingGroup masters = found.get(0);
    assertThat(masters.minSize()).isEqualTo(1);
    assertThat(masters.maxSize()).isEqualTo(4);
    assertThat(masters.healthCheckGracePeriod()).isEqualTo(180);
    assertThat(masters.targetGroupARNs()).containsExactly(stack.targetGroupArn());
    assertThat(found.get(1).targetGroupARNs()).isEmpty();
    assertThat(masters.suspendedProcesses()).extracting(p -> p.processName()).contains("Launch");
    assertThat(masters.tags().stream().collect(Collectors.toMap(t -> t.key(), t -> t.value())))
        .containsEntry("drillmaster:allow", "ov");
    assertThat(masters.instances())
        .extracting(each -> each.instanceId() + " " + each.lifecycleStateAsString())
        .containsExactly("i-m1 InService", "i-m2 InService", "i-m3 InService");
  }

  @Test
  void theGroupReplacesWhatIsLostAndSaysSo() {
    aws.ec2().terminateInstances(r -> r.instanceIds("i-m1"));
    machines.giveUp("i-m1");
    assertThat(masters().instances().get(0).lifecycleStateAsString()).isEqualTo("Terminating");
    assertThat(masters().instances().get(0).healthStatus()).isEqualTo("Unhealthy");
    pass(3);
    machines.start("i-m4", Kind.MASTER, "10.0.0.4", "");

    assertThat(masters().instances())
        .extracting(each -> each.instanceId())
        .containsExactly("i-m2", "i-m3", "i-m4");
    List<String> newestFirst = new ArrayList<>();
    aws.groups()
        .describeScalingActivitiesPaginator(
            r -> r.autoScalingGroupName(stack.group(Kind.MASTER)).maxRecords(2))
        .activities()
        .forEach(each -> newestFirst.add(each.description() + " " + each.statusCodeAsString()));
    assertThat(newestFirst)
        .startsWith(
            "Launching a new EC2 instance: i-m4 Successful",
            "Terminating EC2 instance: i-m1 Successful")
        .hasSize(5);
  }

  @Test
  void targetsHaveTheirHealthAndItsReason() {
    machines.turn("i-m1", new Health("unhealthy", "Target.Timeout"));
    machines.turn("i-m2", new Health("draining", "Target.DeregistrationInProgress"));

    assertThat(health())
        .extracting(each -> each.target().id(), each -> each.targetHealth().state())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("i-m1", TargetHealthStateEnum.UNHEALTHY),
            org.assertj.core.groups.Tuple.tuple("i-m2", TargetHealthStateEnum.DRAINING),
            org.assertj.core.groups.Tuple.tuple("i-m3", TargetHealthStateEnum.HEALTHY));
    assertThat(health().get(0).targetHealth().reason())
        .isEqualTo(TargetHealthReasonEnum.TARGET_TIMEOUT);
    assertThat(health().get(2).targetHealth().reason()).isNull();
  }

  @Test
  void theBalancerTellsItsSettings() {
    var balancer = aws.balancing().describeLoadBalancers(r -> {}).loadBalancers().get(0);
    var group = aws.balancing().describeTargetGroups(r -> {}).targetGroups().get(0);

    assertThat(balancer.dnsName()).isEqualTo("ov-lb-1234.eu-west-1.elb.amazonaws.com");
    assertThat(balancer.availabilityZones()).hasSize(2);
    assertThat(group.healthCheckIntervalSeconds()).isEqualTo(10);
    assertThat(group.unhealthyThresholdCount()).isEqualTo(4);
    assertThat(group.loadBalancerArns()).containsExactly(balancer.loadBalancerArn());
    assertThat(
            aws.balancing()
                .describeListeners(r -> r.loadBalancerArn(balancer.loadBalancerArn()))
                .listeners()
                .get(0)
                .port())
        .isEqualTo(443);
    assertThat(
            aws.balancing()
                .describeLoadBalancerAttributes(r -> r.loadBalancerArn(balancer.loadBalancerArn()))
                .attributes())
        .anyMatch(
            each -> each.key().equals("idle_timeout.timeout_seconds") && each.value().equals("60"));
  }

  @Test
  void tooManyRequestsAreThrottledInEachServicesWords() {
    emulator.throttle(2);

    AwsServiceException ofEc2 = error(() -> instance("i-m1"));
    AwsServiceException ofGroups = error(this::masters);

    assertThat(code(ofEc2)).isEqualTo("RequestLimitExceeded");
    assertThat(code(ofGroups)).isEqualTo("Throttling");
    assertThat(ofEc2.isThrottlingException()).isTrue();
    assertThat(ofGroups.isThrottlingException()).isTrue();
    assertThat(state("i-m1")).isEqualTo(InstanceStateName.RUNNING);
  }

  @Test
  void whatIsNotEmulatedIsRefused() {
    assertThat(code(error(() -> aws.ec2().describeVpcs()))).isEqualTo("InvalidAction");
    assertThat(emulator.calls()).extracting(Call::permission).containsExactly("ec2:DescribeVpcs");
    assertThat(emulator.calls().get(0).caller()).isEqualTo(CALLER);
  }
}
