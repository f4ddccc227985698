package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.chaos.aws.StackExam.Grade;
import io.drillmaster.chaos.aws.StackExam.Line;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.TargetSpec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackExamTest {
  private static final Instant NOW = Instant.parse("2026-03-04T09:15:00Z");

  private final FakeCloud cloud = FakeCloud.threeAndTwo();
  private String account = "";

  private Drill drill(String step) {
    return DrillFile.read(
        "x.yaml",
        """
        drill: x
        proves: It does.
        target:
          aws: { stack: ov, region: eu-west-1, url: "https://ov.example.com"%s }
        timeline:
          - steady: 5s
          - %s
        """
            .formatted(account, step));
  }

  private List<Line> lines(String step) {
    Drill drill = drill(step);
    TargetSpec.Aws spec = (TargetSpec.Aws) drill.target();
    StackReader reader = new StackReader(cloud, "ov");
    Fleet fleet = reader.read();
    return new StackExam(cloud, spec, reader.balancer(fleet), fleet).lines(drill, NOW);
  }

  private List<String> refusals() {
    return lines("crash: { master: one }").stream()
        .filter(each -> each.grade() == Grade.REFUSE)
        .map(each -> each.about() + ": " + each.says() + "; " + each.cure())
        .toList();
  }

  @Test
  void aWholeStackThatWantsToBeDrilledPasses() {
    List<Line> lines = lines("crash: { master: one }");

    assertThat(lines).noneMatch(each -> each.grade() == Grade.REFUSE);
    assertThat(lines)
        .filteredOn(each -> each.grade() == Grade.PASS)
        .extracting(each -> each.about() + ": " + each.says())
        .containsExactly(
            "account: 123456789012, eu-west-1, stack ov",
            "caller: arn:aws:sts::123456789012:assumed-role/drills/me on " + Host.name(),
            "opt-in: group ov-ASGOpenViduProMasterNode has the tag drillmaster:allow = ov",
            "lock: free: no tag drillmaster:lock on the master group",
            "lever: not pulled; the tag drillmaster:stop, with any value, on group ov-ASGOpenViduProMasterNode stops a run",
            "safety lever: AWS FIS in eu-west-1: disengaged",
            "masters: 3 of 3 serve (min 1, max 4), health ELB, grace 180 s: i-m1 i-m2 i-m3",
            "media nodes: 2 of 2 serve (min 1, max 3), health ELB, grace 180 s: i-k1 i-k2",
            "activities: none in the last 10m",
            "balancer: ov-lb (ov-lb.example.com), HTTPS:443, zones eu-west-1a, idle 1m, check every 10s, time-out 5s, 4 bad, 3 good; ov.example.com is taken to be a name of it",
            "targets: all 3 are healthy",
            "bounds: 3 masters serve, at least 2 must stay",
            "rights: TerminateInstances and CreateTags on 3 instances: allowed (DryRun), no termination protection",
            "rights: reads: allowed (they were made)",
            "rights: autoscaling:CreateOrUpdateTags and autoscaling:DeleteTags: not verifiable beforehand; a run sets its lock before anything else",
            "replacement: no launch is known, minutes are usual; then the machine boots, and 30s of good checks; a terminated instance cannot be brought back",
            "marks: no running instance is marked by a drill");
    assertThat(cloud.log)
        .containsExactly("may terminate i-m1", "may terminate i-m2", "may terminate i-m3");
  }

  @Test
  void aControlNeedsNoRightToHarm() {
    assertThat(lines("steady: 5s")).noneMatch(each -> each.about().equals("bounds"));
    assertThat(cloud.log).isEmpty();
  }

  @Test
  void withoutTheTagOfItsOwnerNothingIsTouched() {
    cloud.masterTags.clear();
    assertThat(refusals())
        .containsExactly(
            "opt-in: group ov-ASGOpenViduProMasterNode has no tag drillmaster:allow; whoever owns the stack sets the tag drillmaster:allow = ov on that group");
    cloud.masterTags.put(StackExam.ALLOW_TAG, "another");
    assertThat(refusals()).hasSize(1).first().asString().contains("drillmaster:allow = another");
  }

  @Test
  void aStackThatAnotherHoldsIsRefusedAndTheHolderNamed() {
    LockTag lock = LockTag.of("r1", "arn:ann", "ci-7/47", NOW.minusSeconds(60));
    cloud.masterTags.put(LockTag.KEY, lock.text());

    assertThat(refusals())
        .containsExactly(
            "lock: run r1 by arn:ann on ci-7/47 since 2026-03-04T09:14:00Z until 2026-03-04T09:24:00Z; wait for its end, or stop it by the tag drillmaster:stop; ");
  }

  @Test
  void aLockThatIsOverIsNoObstacle() {
    LockTag lock = LockTag.of("r1", "arn:ann", "ci-7/47", NOW.minusSeconds(3_600));
    cloud.masterTags.put(LockTag.KEY, lock.text());

    assertThat(refusals()).isEmpty();
    assertThat(lines("crash: { master: one }"))
        .anyMatch(
            each ->
                each.grade() == Grade.WARN
                    && each.says().startsWith("left behind and over: run r1 by arn:ann"));
  }

  @Test
  void aLeverThatIsPulledLetsNothingBegin() {
    cloud.masterTags.put(StackLevers.STOP_TAG, "incident 4711");
    cloud.lever = new SafetyLever("engaged", "incident 4711");

    assertThat(refusals())
        .containsExactly(
            "lever: stopped by the tag drillmaster:stop = incident 4711 on the master group; whoever set it deletes it when drills may go on",
            "safety lever: AWS FIS in eu-west-1: engaged, incident 4711; whoever engaged it disengages it when experiments may go on");
  }

  @Test
  void aSafetyLeverThatNobodyMayReadIsNotVerifiable() {
    cloud.leverFailure = new CloudException("fis:GetSafetyLever: AccessDeniedException");

    assertThat(refusals()).isEmpty();
    assertThat(lines("crash: { master: one }"))
        .contains(
            new Line(
                Grade.WARN,
                "safety lever",
                "not verifiable: fis:GetSafetyLever: AccessDeniedException",
                "a run would begin although it may be engaged"));
  }

  private List<String> waysIn() {
    return lines("freeze: { master: one, for: 20s }").stream()
        .filter(each -> each.about().equals("ways in"))
        .map(each -> each.grade() + " " + each.says())
        .toList();
  }

  @Test
  void aStackAsItsTemplateMakesItHasNoWayIntoItsMachines() {
    assertThat(waysIn())
        .containsExactly(
            "REFUSE the SSM agent of no master answers, as on a stack that is as OpenVidu's template makes it: its masters' role has no rights for SSM, its media nodes have no role");
    assertThat(cloud.log).isEmpty();
  }

  @Test
  void whoIsOfflineIsNamedBeforehand() {
    cloud.hosts.online.addAll(List.of("i-m1", "i-m2"));
    assertThat(waysIn())
        .containsExactly("WARN the SSM agent of i-m3 does not answer: a freeze cannot choose it");

    cloud.hosts.online.add("i-m3");
    assertThat(waysIn()).first().isEqualTo("PASS the SSM agent of every master answers");
  }

  @Test
  void whoMayNotAskForAgentsIsTold() {
    cloud.hosts.refusal = new CloudException("ssm:DescribeInstanceInformation: AccessDenied");

    assertThat(waysIn())
        .containsExactly("REFUSE not verifiable: ssm:DescribeInstanceInformation: AccessDenied");
  }

  @Test
  void anotherAccountIsRefused() {
    account = ", account: \"999999999999\"";

    assertThat(refusals())
        .containsExactly(
            "account: 123456789012, eu-west-1, stack ov; target.aws.account is 999999999999; use credentials of that account, or correct the drill");
  }

  @Test
  void aGroupThatIsNotWholeOrDoesNotReplaceIsRefused() {
    cloud.suspended.add("Launch");
    cloud.suspended.add("ScheduledActions");
    cloud.targets.put("i-m1", new TargetHealth("unhealthy", "Target.Timeout"));

    assertThat(refusals())
        .satisfiesExactly(
            masters -> assertThat(masters).startsWith("masters: 2 of 3 serve"),
            suspended ->
                assertThat(suspended)
                    .isEqualTo(
                        "masters: group ov-ASGOpenViduProMasterNode has Launch suspended; resume them: nobody would replace what is lost"),
            targets ->
                assertThat(targets).startsWith("targets: i-m1 is unhealthy, Target.Timeout; wait"),
            bounds ->
                assertThat(bounds)
                    .isEqualTo(
                        "bounds: 2 masters serve, and safety.minHealthyMasters is 2; start more masters"));
  }

  @Test
  void rightsAndProtectionAreAskedOfEveryCandidate() {
    cloud.protectedOnes.add("i-m2");
    assertThat(refusals())
        .containsExactly(
            "rights: i-m2 has termination protection; switch disableApiTermination off, or name another; ");
    cloud.terminationDenied = "UnauthorizedOperation, no";
    assertThat(refusals()).hasSize(3);
  }

  @Test
  void aGroupThatActsOrActedLatelyIsTold() {
    cloud.activities.add(FakeCloud.launch("i-m3", NOW.minusSeconds(400), NOW.minusSeconds(150)));
    assertThat(lines("crash: { master: one }"))
        .anyMatch(each -> each.grade() == Grade.WARN && each.about().equals("activities"))
        .anyMatch(each -> each.says().startsWith("the last launch took 250 s"));
    cloud.activities.add(0, FakeCloud.launch("i-m4", NOW.minusSeconds(5), null));

    assertThat(refusals())
        .containsExactly(
            "activities: Launching a new EC2 instance: i-m4 is going on; wait for its end");
  }

  @Test
  void whatAnotherDrillMarkedIsTold() {
    Instance marked = java.util.Objects.requireNonNull(cloud.instances.get("i-m1"));
    cloud.instances.put(
        "i-m1",
        new Instance(
            "i-m1",
            "running",
            marked.group(),
            "eu-west-1a",
            "10.0.0.1",
            "",
            java.util.Map.of(AwsDriver.RUN_TAG, "r0")));

    assertThat(lines("crash: { master: one }"))
        .anyMatch(
            each ->
                each.grade() == Grade.WARN
                    && each.says().equals("marked by a drill, and alive: i-m1 (r0)"));
  }

  @Test
  void aStackThatIsNotThereIsToldSo() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> new StackReader(cloud, "other").read()))
        .isInstanceOf(CloudException.class)
        .hasMessage(
            "stack other has no scaling group of masters: none that aws:cloudformation:stack-name names has the tag ov-cluster-member = server; see stack and region");
    assertThat(StackReader.words(Role.MEDIA_NODE)).isEqualTo("media node");
  }
}
