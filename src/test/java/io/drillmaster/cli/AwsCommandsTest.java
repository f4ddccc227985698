package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.drillmaster.chaos.aws.emulator.AwsEmulator;
import io.drillmaster.chaos.aws.emulator.Call;
import io.drillmaster.chaos.aws.emulator.FakeMachines;
import io.drillmaster.chaos.aws.emulator.Machines.Health;
import io.drillmaster.chaos.aws.emulator.Stack;
import io.drillmaster.time.ClockAnchor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a stack before anything is touched, and what is refused. */
class AwsCommandsTest {
  private static final Instant NOW = Instant.parse("2026-03-04T09:15:00Z");
  private static final String CALLER = "EXECUTOR";
  private static final Map<String, String> SDK =
      Map.of("aws.accessKeyId", CALLER, "aws.secretAccessKey", "any");

  @TempDir Path home;

  private final FakeMachines machines = FakeMachines.threeAndTwo();
  private final Stack stack = new Stack("ov");
  private final StringWriter printed = new StringWriter();
  private AwsEmulator emulator;
  private HttpServer front;
  private Path drill;

  @BeforeEach
  void start() throws Exception {
    stack.groupTags.put("drillmaster:allow", "ov");
    emulator = AwsEmulator.start(stack, machines, () -> NOW);
    SDK.forEach(System::setProperty);
    System.setProperty("aws.endpointUrl", emulator.endpoint().toString());
    front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    front.start();
    Path secret = Files.writeString(home.resolve("secret"), "s3cret\n");
    drill = home.resolve("crash-on-aws.yaml");
    Files.writeString(
        drill,
        """
        drill: crash-on-aws
        proves: A stack outlives the crash of a master.
        target:
          aws:
            stack: ov
            region: eu-west-1
            url: "http://127.0.0.1:%d"
            secretFrom: { file: "%s" }
        load: { sessions: 2, participantsPerSession: 2, rampUp: 1s }
        timeline:
          - steady: 1s
          - crash: { master: one }
          - until: recovered
        """
            .formatted(front.getAddress().getPort(), secret));
  }

  @AfterEach
  void stop() {
    System.clearProperty("aws.endpointUrl");
    SDK.keySet().forEach(System::clearProperty);
    front.stop(0);
    emulator.close();
  }

  private int command(String... arguments) {
    PrintWriter writer = new PrintWriter(printed, true);
    return Main.run(arguments, writer, writer);
  }

  private int run(String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("run", drill.toString(), "--out", home.resolve("runs").toString()));
    arguments.addAll(List.of(more));
    return command(arguments.toArray(new String[0]));
  }

  /** Refused with these words, and neither a run folder nor a victim was made. */
  private void isRefused(String... words) {
    assertThat(run("--yes-drill", "ov")).as(printed.toString()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(printed.toString()).contains(words);
    nothingWasTouched();
  }

  private void nothingWasTouched() {
    assertThat(home.resolve("runs")).doesNotExist();
    assertThat(machines.ended()).isEmpty();
    assertThat(emulator.tags("i-m1")).doesNotContainKey("drillmaster:run");
  }

  @Test
  void aPlanSaysWhoWhatRightsAndHowLongItTook() {
    assertThat(command("plan", drill.toString(), "--seed", "7"))
        .as(printed.toString())
        .isEqualTo(ExitCode.PASS);
    assertThat(printed.toString())
        .contains("stack ov in eu-west-1", "cannot be undone: its scaling group replaces it")
        .contains("pass    account      123456789012, eu-west-1, stack ov")
        .contains("pass    rights       TerminateInstances and CreateTags on 3 instances: allowed")
        .contains("the last launch took 60 s")
        .contains("to run it, add --yes-drill ov")
        .contains("as the account tells")
        .doesNotContain("s3cret");
    nothingWasTouched();
  }

  @Test
  void doctorLooksAtTheStackAndItsSecret() {
    assertThat(command("doctor", drill.toString(), "--out", home.resolve("runs").toString()))
        .as(printed.toString())
        .isEqualTo(ExitCode.PASS);
    assertThat(printed.toString()).contains("answers, and takes the secret");
    stack.groupTags.clear();
    assertThat(command("doctor", drill.toString(), "--out", home.resolve("runs").toString()))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(printed.toString()).contains("refuse  opt-in ");
    nothingWasTouched();
  }

  @Test
  void theNameOfTheStackMustBeTyped() {
    assertThat(run()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(printed.toString()).contains("if that is meant, add --yes-drill ov");
    assertThat(run("--yes-drill", "OV")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(printed.toString())
        .contains("--yes-drill: 'OV' is not the stack of the drill, ov; type exactly that");
    assertThat(command("run", "smoke", "--yes-drill", "ov")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(printed.toString()).contains("the drill's target is a twin; leave it out");
    nothingWasTouched();
  }

  @Test
  void withoutTheOwnersTagNothingBegins() {
    stack.groupTags.clear();

    isRefused("opt-in: group ov-ASGOpenViduProMasterNode has no tag drillmaster:allow");
  }

  @Test
  void withoutTheRightNothingBegins() {
    emulator.deny(CALLER, "ec2:TerminateInstances");

    isRefused("rights: TerminateInstances on i-m1 is not allowed (UnauthorizedOperation");
  }

  @Test
  void whatIsProtectedIsSpared() {
    emulator.protect("i-m2", true);

    isRefused("rights: i-m2 has termination protection");
  }

  @Test
  void aStackThatIsNotWholeIsSpared() {
    machines.turn("i-m3", new Health("unhealthy", "Target.FailedHealthChecks"));
    stack.suspended.add("ReplaceUnhealthy");

    isRefused(
        "targets: i-m3 is unhealthy, Target.FailedHealthChecks",
        "has ReplaceUnhealthy suspended",
        "2 of 3 serve",
        "2 masters serve, and safety.minHealthyMasters is 2");
  }

  @Test
  void whoMayNotReadIsToldWhichRightIsMissing() {
    emulator.deny(CALLER, "autoscaling:DescribeAutoScalingGroups");

    isRefused("allow autoscaling:DescribeAutoScalingGroups for these credentials");
  }

  @Test
  void aStackThatAnotherMachineHoldsIsSparedAndTheHolderNamed() {
    String now = ClockAnchor.now().wall().truncatedTo(ChronoUnit.SECONDS).toString();
    String later = ClockAnchor.now().wall().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS) + "";
    String lock = "r1 by arn:ann on ci-7/47 since %s until %s".formatted(now, later);
    emulator.tagMasters("drillmaster:lock", lock);

    isRefused("lock: run " + lock + "; wait for its end, or stop it by the tag drillmaster:stop");
    assertThat(command("heal", "--stack", "ov", "--region", "eu-west-1"))
        .isEqualTo(ExitCode.HARNESS_FAILED);
    assertThat(printed.toString()).contains("lock: kept by a run that goes on, " + lock);
    assertThat(emulator.masterTags()).containsKey("drillmaster:lock");
  }

  @Test
  void aLockThatNobodyRenewsIsGivenBackByWhoeverHealsTheStack() {
    emulator.tagMasters(
        "drillmaster:lock",
        "r1 by arn:ann on ci-7/47 since 2026-03-04T09:15:00Z until 2026-03-04T09:25:00Z");

    assertThat(command("heal", "--stack", "ov", "--region", "eu-west-1"))
        .as(printed.toString())
        .isEqualTo(ExitCode.PASS);
    assertThat(printed.toString()).contains("ov-ASGMediaNode: all 2 serve", "lock: given back");
    assertThat(emulator.masterTags()).doesNotContainKey("drillmaster:lock");
    assertThat(command("heal", "--stack", "ov")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(printed.toString()).contains("--stack STACK and --region REGION");
  }

  @Test
  void aLeverThatIsPulledLetsNothingBegin() {
    emulator.tagMasters("drillmaster:stop", "incident 4711");
    stack.safetyLever = "engaging";

    isRefused(
        "lever: stopped by the tag drillmaster:stop = incident 4711 on the master group",
        "safety lever: AWS FIS in eu-west-1: engaging, incident 4711");
  }

  @Test
  void aSafetyLeverThatNobodyMayReadIsTold() {
    emulator.deny(CALLER, "fis:GetSafetyLever");

    assertThat(command("plan", drill.toString())).isEqualTo(ExitCode.PASS);
    assertThat(printed.toString())
        .contains("warn    safety lever not verifiable: fis:GetSafetyLever: AccessDeniedException")
        .contains("caller       arn:aws:sts::123456789012:assumed-role/drills/" + CALLER);
  }

  @Test
  void aStockStackSaysThatNobodyHasAWayIntoItsMachines() throws Exception {
    Files.writeString(
        drill,
        Files.readString(drill)
            .replace("crash: { master: one }", "freeze: { master: one, for: 20s }"));

    assertThat(command("plan", drill.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(printed.toString()).contains("its SSM agent does not answer; see src/docs/aws.md");
    isRefused("ways in: the SSM agent of no master answers, as on a stack that is as OpenVidu's");
    stack.online.addAll(List.of("i-m1", "i-m2", "i-m3"));
    assertThat(command("plan", drill.toString())).as(printed.toString()).isEqualTo(ExitCode.PASS);
    assertThat(printed.toString())
        .contains("pass    ways in      the SSM agent of every master answers")
        .contains("a timer on its host thaws its containers");
  }

  @Test
  void whoMayNotSetTheLockBreaksNothing() {
    emulator.deny(CALLER, "autoscaling:CreateOrUpdateTags");

    assertThat(run("--yes-drill", "ov")).isEqualTo(ExitCode.HARNESS_FAILED);
    assertThat(printed.toString())
        .contains("allow autoscaling:CreateOrUpdateTags for these credentials");
    assertThat(machines.ended()).isEmpty();
  }

  @Test
  void aSecretThatIsMissingIsToldWithItsPlace() throws Exception {
    Files.delete(home.resolve("secret"));

    isRefused("secretFrom: " + home.resolve("secret") + " cannot be read");
  }

  @Test
  void aFewThrottledReadsAreTriedAgain() {
    emulator.throttle(2);

    assertThat(command("plan", drill.toString())).as(printed.toString()).isEqualTo(ExitCode.PASS);
    assertThat(emulator.calls())
        .filteredOn(call -> call.permission().equals("autoscaling:DescribeAutoScalingGroups"))
        .hasSizeGreaterThan(2);
  }

  @Test
  void everyCallSaysThatItIsUs() {
    command("plan", drill.toString());

    assertThat(emulator.calls())
        .isNotEmpty()
        .extracting(Call::agent)
        .allMatch(agent -> agent.endsWith("drillmaster/look"));
  }
}
