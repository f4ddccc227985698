package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.chaos.Ledger;
import io.drillmaster.chaos.aws.CallerFile;
import io.drillmaster.chaos.aws.emulator.AwsEmulator;
import io.drillmaster.chaos.aws.emulator.Call;
import io.drillmaster.chaos.aws.emulator.Stack;
import io.drillmaster.chaos.aws.emulator.TwinMachines;
import io.drillmaster.check.Checks;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.HistoryFolder;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.process.Guard;
import io.drillmaster.process.Launch;
import io.drillmaster.process.ProcessId;
import io.drillmaster.process.TestLaunch;
import io.drillmaster.run.Judging;
import io.drillmaster.run.RunFolder;
import io.drillmaster.time.ClockAnchor;
import io.drillmaster.twin.Twin;
import io.drillmaster.twin.TwinClocks;
import io.drillmaster.twin.TwinSpec;
import io.drillmaster.twin.TwinWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole drill on a stack: the real program and the real SDK, an emulated account, and a twin's
 * real processes for machines.
 */
class AwsRunIT {
  private static final Duration RUN_BOUND = Duration.ofMinutes(3);
  private static final String DRILL =
      """
      drill: crash-on-aws
      proves: When EC2 takes a master away, everyone it served is back.
      target: { aws: { stack: ov, region: eu-west-1, account: "123456789012", url: "%s" } }
      load: { sessions: 20, participantsPerSession: 2, rampUp: 2s, signals: { every: 1s }, workers: 1 }
      timeline:
        - steady: 2s
        - crash: { master: one }
        - until: recovered
        - steady: 17s
      objectives:
        - back >= 100 %%
      """;

  /** What on-call is promised. */
  private static final Duration STOP_BOUND = Duration.ofSeconds(5);

  private static final String NEEDS_NO_RIGHT = "sts:GetCallerIdentity";

  @TempDir Path home;

  private final Stack stack = new Stack("ov");
  private Guard guard;
  private Twin twin;
  private AwsEmulator emulator;

  /** Nobody who is frozen for some seconds is replaced. */
  private static final TwinClocks PATIENT =
      new TwinClocks(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          30,
          2,
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          1);

  private void standUp(TwinClocks clocks) throws Exception {
    Launch launch = TestLaunch.of(Main.class);
    guard = Guard.start(launch, home.resolve("guard.list"), home.resolve("guard.log"));
    TwinWatch watch =
        new TwinWatch() {
          @Override
          public void started(String name, ProcessId child) {
            guard.watch(name, child);
          }
        };
    twin =
        Twin.start(
            new TwinSpec(3, 2, clocks, List.of(), 7, home.resolve("twin"), 200, List.of()),
            launch,
            watch);
    stack.groupTags.put("drillmaster:allow", "ov");
    stack.staleReads = 2;
    stack.checkSeconds = 1;
    stack.checkTimeoutSeconds = 1;
    stack.healthyAfter = 2;
    stack.unhealthyAfter = clocks.unhealthyAfter();
    stack.graceSeconds = 3;
    stack.idleSeconds = 2;
    emulator = AwsEmulator.start(stack, new TwinMachines(twin), () -> ClockAnchor.now().wall());
  }

  @AfterEach
  void takeDown() {
    emulator.close();
    twin.close();
    guard.close();
  }

  private Program start(String... arguments) throws IOException {
    return Program.start(home, environment("state"), arguments);
  }

  /** With the state of another machine, which knows nothing of the first one's locks. */
  private Program startElsewhere(String... arguments) throws IOException {
    return Program.start(home, environment("elsewhere"), arguments);
  }

  private Map<String, String> environment(String state) {
    return Map.of(
        "AWS_ENDPOINT_URL", emulator.endpoint().toString(),
        "AWS_ACCESS_KEY_ID", "EXECUTOR",
        "AWS_SECRET_ACCESS_KEY", "any",
        "AWS_EC2_METADATA_DISABLED", "true",
        "AWS_CONFIG_FILE", home.resolve("none").toString(),
        "AWS_SHARED_CREDENTIALS_FILE", home.resolve("none").toString(),
        "OPENVIDU_SECRET", twin.secret(),
        "XDG_STATE_HOME", home.resolve(state).toString());
  }

  private static <E extends Event> List<E> of(Class<E> type, List<Event> events) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private Path theRun() throws IOException {
    try (Stream<Path> runs = Files.list(home.resolve("runs"))) {
      return runs.filter(each -> each.getFileName().toString().startsWith("crash")).toList().get(0);
    }
  }

  @Test
  void aMasterThatEc2TakesAwayIsReplacedAndEveryoneIsBack() throws Exception {
    standUp(TwinClocks.FAST);
    Path drill = home.resolve("crash-on-aws.yaml");
    Files.writeString(drill, DRILL.formatted(twin.baseUrl()));
    try (Program program =
        start(
            "run",
            drill.toString(),
            "--seed",
            "7",
            "--yes-drill",
            "ov",
            "--out",
            home.resolve("runs").toString())) {
      assertThat(program.exitCode(RUN_BOUND)).as(program.printed()).isEqualTo(ExitCode.PASS);
      assertThat(program.printed())
          .contains("ov in eu-west-1, account 123456789012: 3 masters, 2 media nodes")
          .doesNotContain(twin.secret());
    }
    Path run = theRun();
    List<Event> events = new ArrayList<>();
    assertThat(HistoryFolder.open(run).read(each -> events.add(each.event()))).isEmpty();
    String victim = of(FaultEvent.Injecting.class, events).get(0).targets().get(0);

    tookOneInstanceByOneCallAfterADryRun(victim, run);
    wasSeenByAskingAgainAndAgain(victim, events);
    isJudged(run);
    assertThat(Ledger.unhealed(run)).isEmpty();
    assertThat(emulator.masterTags()).containsOnlyKeys("drillmaster:allow");
    assertThat(CallerFile.read(run)).endsWith("assumed-role/drills/EXECUTOR");
    Set<String> allowed = allowedByTheDocument();
    allowed.removeIf(right -> right.startsWith("ssm:"));
    assertThat(asked()).isEqualTo(allowed);
  }

  @Test
  void aTagOfAnybodyOnCallStopsAFreezeAndAnotherMachineIsToldWhoHoldsTheStack() throws Exception {
    standUp(PATIENT);
    twin.nodes().forEach(node -> stack.online.add(node.id()));
    Path drill = home.resolve("crash-on-aws.yaml");
    Files.writeString(
        drill,
        DRILL
            .formatted(twin.baseUrl())
            .replace("- steady: 2s", "- steady: 5s")
            .replace("crash: { master: one }", "freeze: { master: one, for: 2m }")
            .replace("until: recovered", "wait: 2m"));
    String[] run = {
      "run", drill.toString(), "--yes-drill", "ov", "--out", home.resolve("runs").toString()
    };
    try (Program program = start(run)) {
      program.await("steady", RUN_BOUND);
      try (Program second = startElsewhere(run)) {
        assertThat(second.exitCode(RUN_BOUND)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(second.printed())
            .contains("by arn:aws:sts::123456789012:assumed-role/drills/EXECUTOR on ")
            .contains("/" + program.pid() + " since ");
      }
      program.await("effect and signature seen", RUN_BOUND);
      emulator.throttle(1);
      emulator.tagMasters("drillmaster:stop", "incident 4711");
      program.await("stopped by the tag drillmaster:stop = incident 4711", STOP_BOUND);
      assertThat(program.exitCode(RUN_BOUND)).as(program.printed()).isEqualTo(ExitCode.UNKNOWN);
    }
    thawedWhomItFroze(theRun());
    assertThat(emulator.calls())
        .filteredOn(call -> call.action().equals("TerminateInstances"))
        .allMatch(call -> call.parameters().containsKey("DryRun"));
  }

  private void thawedWhomItFroze(Path run) throws IOException {
    List<Event> events = new ArrayList<>();
    assertThat(HistoryFolder.open(run).read(each -> events.add(each.event()))).isEmpty();
    assertThat(of(HarnessEvent.Note.class, events))
        .extracting(HarnessEvent.Note::text)
        .anyMatch(text -> text.contains(": frozen at 2"))
        .anyMatch(text -> text.contains(": thawed at 2"));
    // Whoever was frozen for longer than a lease was given up: that place is the group's to fill.
    boolean isHealed = Ledger.unhealed(run).isEmpty();
    assertThat(of(FaultEvent.Healed.class, events)).hasSize(isHealed ? 1 : 0);
    assertThat(emulator.masterTags().containsKey("drillmaster:lock")).isNotEqualTo(isHealed);
    assertThat(allowedByTheDocument()).containsAll(asked());
  }

  private void tookOneInstanceByOneCallAfterADryRun(String victim, Path run) {
    List<Call> ends =
        emulator.calls().stream()
            .filter(call -> call.action().equals("TerminateInstances"))
            .toList();
    List<Call> acts =
        ends.stream().filter(call -> !call.parameters().containsKey("DryRun")).toList();

    assertThat(acts).hasSize(1);
    assertThat(ends.size()).isGreaterThan(3);
    assertThat(ends).last().isEqualTo(acts.get(0));
    assertThat(acts.get(0).parameters())
        .containsEntry("InstanceId.1", victim)
        .containsEntry("SkipOsShutdown", "true");
    assertThat(emulator.tags(victim)).containsEntry("drillmaster:fault", "crash-1");
    assertThat(run.getFileName().toString()).contains("crash-on-aws");
    assertThat(acts.get(0).agent())
        .contains("drillmaster/" + emulator.tags(victim).get("drillmaster:run"));
  }

  private static void wasSeenByAskingAgainAndAgain(String victim, List<Event> events) {
    assertThat(of(NodeEvent.Seen.class, events)).hasSize(6);
    assertThat(of(NodeEvent.Gone.class, events))
        .singleElement()
        .matches(gone -> gone.node().equals(victim) && gone.expected() && gone.otherwiseAt() > 0);
    assertThat(of(NodeEvent.Rotation.class, events))
        .anyMatch(
            turned ->
                turned.node().equals(victim)
                    && !turned.healthy()
                    && turned.reason().contains("Target.")
                    && turned.otherwiseAt() > 0);
    assertThat(of(FaultEvent.SignatureSeen.class, events))
        .extracting(FaultEvent.SignatureSeen::signature)
        .containsExactly(Signature.SILENT);
    assertThat(of(FaultEvent.Healed.class, events))
        .singleElement()
        .matches(healed -> healed.how().startsWith("replaced by i-"));
    assertThat(of(NodeEvent.EntryOf.class, events)).isEmpty();
    assertThat(of(NodeEvent.Owns.class, events)).isEmpty();
  }

  private static void isJudged(Path run) {
    Judgement judgement = new Judging(Headers::drill).judge(RunFolder.existing(run)).judgement();

    assertThat(judgement.overall()).isEqualTo(Result.PASS);
    assertThat(judgement.verdict(Checks.EVERYONE_RECONNECTED).orElseThrow().result())
        .isEqualTo(Result.PASS);
    assertThat(judgement.verdict(Checks.PINNED_MEDIA_NODE).orElseThrow().result())
        .isEqualTo(Result.PASS);
    assertThat(judgement.verdict(Checks.CAPACITY_RESTORED).orElseThrow().reason())
        .contains("neither entries nor owners");
  }

  private Set<String> asked() {
    Set<String> asked = new TreeSet<>();
    emulator.calls().forEach(call -> asked.add(call.permission()));
    asked.remove(NEEDS_NO_RIGHT);
    return asked;
  }

  /** Of both policies. */
  private static Set<String> allowedByTheDocument() throws IOException {
    Set<String> allowed = new TreeSet<>();
    Matcher action =
        Pattern.compile("\"((?:ec2|autoscaling|elasticloadbalancing|fis|ssm):[A-Za-z]+)\"")
            .matcher(Files.readString(Path.of("src", "docs", "aws.md")));
    while (action.find()) {
      allowed.add(action.group(1));
    }
    return allowed;
  }
}
