package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.chaos.aws.emulator.AwsEmulator;
import io.drillmaster.chaos.aws.emulator.Call;
import io.drillmaster.chaos.aws.emulator.Clients;
import io.drillmaster.chaos.aws.emulator.FakeMachines;
import io.drillmaster.chaos.aws.emulator.Stack;
import io.drillmaster.drill.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our words for an account, against the emulator. */
class SdkCloudTest {
  private static final Instant NOW = Instant.parse("2026-03-04T09:15:00Z");
  private static final String CALLER = "EXECUTOR";

  private final FakeMachines machines = FakeMachines.threeAndTwo();
  private final Stack stack = new Stack("ov");
  private AwsEmulator emulator;
  private SdkCloud cloud;

  @BeforeEach
  void start() throws Exception {
    emulator = AwsEmulator.start(stack, machines, () -> NOW);
    Clients clients = Clients.of(emulator.endpoint(), CALLER);
    cloud =
        new SdkCloud(
            new SdkClients(
                clients.ec2(),
                clients.ec2(),
                clients.groups(),
                clients.groups(),
                clients.balancing(),
                clients.caller(),
                clients.lever(),
                clients.systems(),
                clients.systems()));
  }

  @AfterEach
  void stop() {
    cloud.close();
    emulator.close();
  }

  @Test
  void readsAStackAsItIs() {
    stack.groupTags.put(StackExam.ALLOW_TAG, "ov");
    stack.suspended.add("Launch");
    stack.page = 2;

    Fleet fleet = new StackReader(cloud, "ov").read();

    Group masters = fleet.group(Role.MASTER);
    assertThat(masters.account()).isEqualTo("123456789012");
    assertThat(masters.inService()).containsExactly("i-m1", "i-m2", "i-m3");
    assertThat(masters.suspended()).containsExactly("Launch");
    assertThat(masters.tags()).containsEntry(StackExam.ALLOW_TAG, "ov");
    assertThat(masters.graceSeconds()).isEqualTo(180);
    assertThat(fleet.serving(Role.MEDIA_NODE, Set.of())).containsExactly("i-k1", "i-k2");
    assertThat(fleet.instance("i-k1").orElseThrow().publicIp()).isEqualTo("192.0.2.1");
    assertThat(fleet.health("i-m1")).contains(new TargetHealth("healthy", ""));
    assertThat(fleet.activities()).hasSize(5).allMatch(each -> !each.isGoingOn());
  }

  @Test
  void readsTheBalancer() {
    Balancer balancer = new StackReader(cloud, "ov").balancer(new StackReader(cloud, "ov").read());

    assertThat(balancer)
        .isEqualTo(
            new Balancer(
                "ov-lb",
                "ov-lb-1234.eu-west-1.elb.amazonaws.com",
                List.of("eu-west-1a", "eu-west-1b"),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                4,
                3,
                List.of("HTTPS:443")));
    assertThat(balancer.clocks(Duration.ofSeconds(180)).ejection())
        .isEqualTo(Duration.ofSeconds(45));
  }

  @Test
  void aDryRunTellsWhetherWeMay() {
    assertThat(cloud.refusesToTerminate("i-m1")).isEmpty();
    assertThat(cloud.refusesToTag("i-m1")).isEmpty();
    emulator.deny(CALLER, "ec2:TerminateInstances");
    emulator.deny(CALLER, "ec2:CreateTags");

    assertThat(cloud.refusesToTerminate("i-m1"))
        .contains("UnauthorizedOperation, You are not authorized to perform this operation.");
    assertThat(cloud.refusesToTag("i-m1")).isPresent();
    assertThat(machines.ended()).isEmpty();
  }

  @Test
  void terminatesOneByOneCall() {
    assertThat(cloud.terminate("i-m1", true)).isEqualTo("running");
    assertThat(cloud.terminate("i-m2", false)).isEqualTo("running");
    assertThat(cloud.terminate("i-m2", false)).isEqualTo("shutting-down");

    assertThat(machines.ended()).containsExactly("i-m1 silently", "i-m2 gracefully");
    assertThat(emulator.calls()).extracting(Call::permission).hasSize(3);
  }

  @Test
  void tagsAVictim() {
    cloud.tag("i-m1", Map.of(AwsDriver.RUN_TAG, "r1"));

    assertThat(emulator.tags("i-m1")).containsEntry(AwsDriver.RUN_TAG, "r1");
  }

  @Test
  void saysWhoWeAre() {
    assertThat(cloud.caller()).isEqualTo("arn:aws:sts::123456789012:assumed-role/drills/" + CALLER);
  }

  @Test
  void setsReadsAndDeletesTagsOfAGroup() {
    String masters = stack.name + "-ASGOpenViduProMasterNode";
    cloud.tagGroup(masters, LockTag.KEY, "r1");

    assertThat(cloud.tagsNow(masters)).containsEntry(LockTag.KEY, "r1");
    assertThat(emulator.masterTags()).containsOnly(Map.entry(LockTag.KEY, "r1"));
    assertThat(emulator.calls().get(0).parameters())
        .containsEntry("Tags.member.1.PropagateAtLaunch", "false");

    cloud.untagGroup(masters, LockTag.KEY);
    assertThat(cloud.tagsNow(masters)).doesNotContainKey(LockTag.KEY);
    assertThatThrownBy(() -> cloud.tagsNow("none"))
        .isInstanceOf(CloudException.class)
        .hasMessage("scaling group none is gone");
  }

  @Test
  void readsTheSafetyLever() {
    assertThat(cloud.safetyLever()).isEqualTo(new SafetyLever("disengaged", ""));
    stack.safetyLever = "engaged";

    assertThat(cloud.safetyLever()).isEqualTo(new SafetyLever("engaged", "incident 4711"));
  }

  @Test
  void whoMayNotMarkOrAskTheLeverIsToldWhichRightIsMissing() {
    for (String right :
        List.of("fis:GetSafetyLever", "autoscaling:CreateOrUpdateTags", "autoscaling:DeleteTags")) {
      emulator.deny(CALLER, right);
    }
    refused("fis:GetSafetyLever", cloud::safetyLever);
    refused("autoscaling:CreateOrUpdateTags", () -> cloud.tagGroup("any", "k", "v"));
    refused("autoscaling:DeleteTags", () -> cloud.untagGroup("any", "k"));
  }

  private static void refused(String right, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CloudException.class, failure -> assertThat(failure.isDenied()).isTrue())
        .hasMessageStartingWith(right + ": AccessDenied")
        .hasMessageEndingWith("; allow " + right + " for these credentials");
  }

  @Test
  void aLeverThatIsAskedTooOftenSaysSo() {
    emulator.throttle(1);

    assertThatThrownBy(cloud::safetyLever)
        .isInstanceOfSatisfying(
            CloudException.class, failure -> assertThat(failure.isThrottled()).isTrue());
  }

  @Test
  void errorsSayWhatWasAskedAndTheCure() {
    emulator.protect("i-m1", true);
    assertThat(cloud.isProtected("i-m1")).isTrue();
    assertThat(cloud.isProtected("i-m2")).isFalse();
    assertThatThrownBy(() -> cloud.terminate("i-m1", true))
        .isInstanceOf(CloudException.class)
        .hasMessageStartingWith("ec2:TerminateInstances: OperationNotPermitted, ")
        .hasMessageEndingWith("; switch termination protection off, or spare it");
    emulator.deny(CALLER, "autoscaling:DescribeAutoScalingGroups");
    assertThatThrownBy(() -> cloud.groups("ov"))
        .hasMessageEndingWith(
            "; allow autoscaling:DescribeAutoScalingGroups for these credentials");
    emulator.throttle(1);
    assertThatThrownBy(() -> cloud.targets("arn:any"))
        .isInstanceOfSatisfying(
            CloudException.class, failure -> assertThat(failure.isThrottled()).isTrue());
    assertThatThrownBy(() -> cloud.refusesToTerminate("i-none"))
        .isInstanceOfSatisfying(
            CloudException.class,
            failure -> assertThat(failure.code()).isEqualTo("InvalidInstanceID.NotFound"));
  }

  @Test
  void whoDoesNotAnswerIsTold() {
    emulator.close();

    assertThatThrownBy(() -> cloud.groups("ov"))
        .isInstanceOf(CloudException.class)
        .hasMessageStartingWith("autoscaling:DescribeAutoScalingGroups: ")
        .hasMessageEndingWith("; see credentials, region and network");
  }
}
