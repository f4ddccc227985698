package io.drillmaster.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.DrillFile.Overrides;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DrillFileTest {

  private static final String SMALL =
      """
      drill: small
      proves: It works.
      timeline:
        - steady: 2s
      """;

  private static String problems(String text, String... settings) {
    return problems("small.yaml", text, new Overrides(List.of(settings), "", ""));
  }

  private static String problems(String file, String text, Overrides overrides) {
    try {
      return "reads as " + DrillFile.read(file, text, overrides);
    } catch (InvalidDrill e) {
      return e.getMessage();
    }
  }

  /** A drill with this timeline on three masters and two media nodes. */
  private static String timeline(String... steps) {
    return "drill: small\nproves: It works.\ntimeline:\n  - " + String.join("\n  - ", steps) + "\n";
  }

  @Test
  void aFullFileReadsAsItSays() {
    String text =
        """
        drill: full
        proves: "Everything: can be said."
        target: { twin: { masters: 5, mediaNodes: 3, clocks: aws, protocol: fast, bugs: [old-timer, repin-on-rejoin] } }
        load:
          simulation: my.own.Webinar
          sessions: 20
          participantsPerSession: 6
          rampUp: 1m
          signals: none
          publish: false
          workers: 2
          client: { name: jitter, retryJitter: 0.5, upgradeTimeout: 2s, rejoinOnNetworkDisconnect: false }
        timeline:
          - steady: 2s
          - wait: 500ms
          - freeze: { master: owner-of busiest session, for: 6s }
          - crash: { mediaNode: [k1, k2] }
            name: media
          - until: recovered
            within: 90s
          - vanish: { master: 50 % }
          - until: recovered
            within: 90s
          - steady: settled
        objectives:
          - back >= 99.5 %
          - rto max <= 1.5s
          - join p99 <= 250ms
          - unexplained losses <= 2
        require: [OneLife, PinnedMediaNode]
        safety: { minHealthyMasters: 2, maxDuration: 1h }
        """;

    assertThat(DrillFile.read("drills/full.yaml", text))
        .isEqualTo(
            new Drill(
                "full",
                "Everything: can be said.",
                new TargetSpec.Twin(
                    5,
                    3,
                    InfrastructureClocks.AWS,
                    ProtocolClocks.FAST,
                    List.of("old-timer", "repin-on-rejoin")),
                new Load(
                    "my.own.Webinar",
                    20,
                    6,
                    Duration.ofMinutes(1),
                    Duration.ZERO,
                    false,
                    2,
                    new ClientPolicy(
                        "jitter",
                        0.5,
                        Duration.ofSeconds(2),
                        false,
                        true,
                        Duration.ofMillis(100),
                        Duration.ofSeconds(30))),
                List.of(
                    new Step.Steady(Duration.ofSeconds(2)),
                    new Step.Wait(Duration.ofMillis(500)),
                    new Step.Inject(
                        new Fault.Freeze(
                            "freeze-1",
                            Role.MASTER,
                            new Selector.OwnerOf("busiest"),
                            Duration.ofSeconds(6))),
                    new Step.Inject(
                        new Fault.Crash(
                            "media", Role.MEDIA_NODE, new Selector.Named(List.of("k1", "k2")))),
                    new Step.Until(Optional.of(Duration.ofSeconds(90))),
                    new Step.Inject(
                        new Fault.Vanish("vanish-1", Role.MASTER, new Selector.Percent(50))),
                    new Step.Until(Optional.of(Duration.ofSeconds(90))),
                    new Step.Settled()),
                List.of(
                    new Objective(
                        Objective.Metric.BACK,
                        OptionalInt.empty(),
                        Objective.Comparison.AT_LEAST,
                        99.5,
                        "back >= 99.5 %"),
                    new Objective(
                        Objective.Metric.RTO,
                        OptionalInt.of(100),
                        Objective.Comparison.AT_MOST,
                        1.5,
                        "rto max <= 1.5s"),
                    new Objective(
                        Objective.Metric.JOIN,
                        OptionalInt.of(99),
                        Objective.Comparison.AT_MOST,
                        0.25,
                        "join p99 <= 250ms"),
                    new Objective(
                        Objective.Metric.UNEXPLAINED_LOSSES,
                        OptionalInt.empty(),
                        Objective.Comparison.AT_MOST,
                        2,
                        "unexplained losses <= 2")),
                Set.of("OneLife", "PinnedMediaNode"),
                new Safety(2, Duration.ofHours(1))));
  }

  @Test
  void whatIsLeftOutHasTheDocumentedDefaults() {
    Drill drill = DrillFile.read("small.yaml", SMALL);

    assertThat(drill.target())
        .isEqualTo(
            new TargetSpec.Twin(3, 2, InfrastructureClocks.FAST, ProtocolClocks.REAL, List.of()));
    assertThat(drill.load())
        .isEqualTo(
            new Load(
                "Conference",
                250,
                4,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                true,
                0,
                ClientPolicy.OPENVIDU_BROWSER));
    assertThat(drill.safety()).isEqualTo(Safety.TWIN);
    assertThat(drill.require()).isEmpty();
    assertThat(drill.objectives())
        .extracting(Objective::text)
        .containsExactly("unexplained losses = 0");
    assertThat(DrillFile.read("small.yaml", timeline("crash: { master: one }")).objectives())
        .extracting(Objective::text)
        .containsExactly("back >= 100 %", "unexplained losses = 0");
  }

  @Test
  void everyErrorIsToldAtOnceWithItsLine() {
    String text =
        """
        drill: other
        prooves: x
        target: { twin: { masters: 2, mediaNodes: two, cloks: fast } }
        load:
          sesions: 3
          rampUp: -5s
          participantsPerSession: 51
          signals: { evry: 1s }
          publish: yes
          client: chrome
          workers: many
        timeline:
          - until: recovered
          - steady: 5
          - crash: { master: al-but-one }
          - vanish: { masters: one }
          - freeze: { master: one }
          - drain: { master: one }
          - crsh: { master: one }
          - crash: { master: one, part: owner }
            nme: x
          - crash: [m1]
          - crash: { master: one }
            steady: 2s
        objectives:
          - bak >= 100 %
          - rto <= 15s
          - rto p95 < 15s
          - rto p950 <= 15s
          - rto p95 <= 15
          - back p95 >= 100 %
          - back >= 101 %
          - capacity restored <= 10m
        require: [PinedMediaNode, BlastRadius]
        abort:
          - unexplained losses > 1 %
        safety: { minHealthyMasters: 0, window: x }
        """;

    assertThat(problems("bad.yaml", text, Overrides.NONE))
        .isEqualTo(
            """
            bad.yaml:1: drill: other differs from the file's name; rename the file to other.yaml, or use bad
            bad.yaml:2: prooves: unknown key; did you mean proves?
            bad.yaml:3: target.twin.mediaNodes: two is not allowed; use a whole number from 1 to 16
            bad.yaml:3: target.twin.cloks: unknown key; did you mean clocks?
            bad.yaml:5: load.sesions: unknown key; did you mean sessions?
            bad.yaml:6: load.rampUp: -5s is not allowed; use 0s to 1h
            bad.yaml:7: load.participantsPerSession: 51 is not allowed; use a whole number from 1 to 50
            bad.yaml:8: load.signals.evry: unknown key; did you mean every?
            bad.yaml:9: load.publish: yes is not allowed; use true or false
            bad.yaml:10: load.client: chrome is not known; use openvidu-browser-2.32.2
            bad.yaml:11: load.workers: many is not allowed; use a whole number from 1 to 64, or the word auto
            bad.yaml:13: timeline[1]: until: recovered before any fault; put a fault before it, or use steady
            bad.yaml:14: timeline[2].steady: '5' is not a length of time; write e.g. 250ms, 5s, 2m, 1h, or the word settled
            bad.yaml:15: timeline[3].crash.master: 'al-but-one' selects nothing; did you mean all-but-one?
            bad.yaml:16: timeline[4].vanish.masters: unknown kind of node; did you mean master?
            bad.yaml:17: timeline[5].freeze.for: is missing; say how long, e.g. for: 6s
            bad.yaml:18: timeline[6].drain: not yet
            bad.yaml:19: timeline[7].crsh: unknown step; did you mean crash?
            bad.yaml:20: timeline[8].crash.part: not yet
            bad.yaml:21: timeline[8].nme: unknown key; did you mean name?
            bad.yaml:22: timeline[9].crash: a list is not allowed; use one of master, mediaNode
            bad.yaml:24: timeline[10]: crash and steady at once; give one step each
            bad.yaml:26: objectives[1]: 'bak' is not measured; did you mean back?
            bad.yaml:27: objectives[2]: 'rto <= 15s': say which percentile, e.g. rto p95, or max
            bad.yaml:28: objectives[3]: '<' is not allowed; use >=, <= or =
            bad.yaml:29: objectives[4]: 'rto p950 <= 15s': p950 is not allowed; use p1 to p100 or max
            bad.yaml:30: objectives[5]: '15' is not a length of time; write e.g. 250ms, 5s, 2m, 1h
            bad.yaml:31: objectives[6]: 'back p95 >= 100 %': back is a single number; leave p95 out
            bad.yaml:32: objectives[7]: '101 %' is not allowed; use 0 % to 100 %
            bad.yaml:33: objectives[8]: 'capacity restored' cannot be demanded: not yet
            bad.yaml:34: require[1]: 'PinedMediaNode' is no check; did you mean PinnedMediaNode?
            bad.yaml:34: require[2]: check BlastRadius cannot be required: not yet
            bad.yaml:35: abort: not yet
            bad.yaml:37: safety.minHealthyMasters: 0 is not allowed; use a whole number from 1 to 16
            bad.yaml:37: safety.window: not yet"""
                .stripIndent());
  }

  @Test
  void whatComesLaterIsRefusedWithNotYet() {
    for (String word :
        List.of(
            "when",
            "drain",
            "cut-off",
            "slow",
            "lossy",
            "cut-sockets",
            "restart",
            "stress",
            "flap")) {
      assertThat(problems(timeline(word + ": { master: one }")))
          .isEqualTo("small.yaml:4: timeline[1].%s: not yet".formatted(word));
    }
    for (String target : List.of("aws", "containers", "inventory", "attach")) {
      assertThat(problems(SMALL + "target: { %s: { stack: x } }\n".formatted(target)))
          .isEqualTo("small.yaml:5: target.%s: not yet; use twin or standing".formatted(target));
    }
    assertThat(problems(timeline("crash: { store: one }")))
        .isEqualTo("small.yaml:4: timeline[1].crash.store: not yet");
    assertThat(problems(SMALL + "seed: 3\n")).isEqualTo("small.yaml:5: seed: not yet; use --seed");
  }

  @Test
  void contradictionsAreTold() {
    assertThat(problems(timeline("crash: { master: [m1, m2, m3, m4] }")))
        .isEqualTo("small.yaml:4: timeline[1]: takes 4 masters, the target has 3; name at most 3");
    assertThat(problems(timeline("crash: { master: 100 % }")))
        .isEqualTo(
            "small.yaml:4: timeline[1]: leaves 0 of 3 masters unharmed,"
                + " safety.minHealthyMasters is 1; take fewer, add masters, or put until:"
                + " recovered between");
    assertThat(problems(timeline("crash: { master: all-but-one }", "vanish: { master: one }")))
        .startsWith("small.yaml:5: timeline[2]: leaves 0 of 3 masters unharmed");
    assertThat(
            problems(
                timeline(
                    "crash: { master: all-but-one }",
                    "until: recovered",
                    "vanish: { master: one }")))
        .startsWith("reads as");
    assertThat(
            problems(
                timeline("crash: { mediaNode: all-but-one }")
                    + "target: { twin: { mediaNodes: 1 } }\n"))
        .isEqualTo(
            "small.yaml:4: timeline[1]: all-but-one takes none of 1 mediaNode; a fault must hit"
                + " something");
    assertThat(problems(timeline("crash: { master: [m1, m1] }")))
        .isEqualTo("small.yaml:4: timeline[1]: a node is named twice; name each once");
    assertThat(
            problems(
                timeline(
                    "crash: { master: one }\n    name: a",
                    "shutdown: { master: one }\n    name: a")))
        .isEqualTo(
            "small.yaml:6: timeline[2]: a fault named 'a' stands above; give it another name");
    assertThat(
            problems(
                timeline(
                    "crash: { master: one }",
                    "until: recovered\n    within: 30s",
                    "until: recovered")))
        .isEqualTo(
            "small.yaml:7: timeline[3].within: auto differs from 30s above; a drill has one limit");
    assertThat(problems(SMALL + "safety: { maxDuration: 10s }\n"))
        .isEqualTo(
            "small.yaml:4: timeline: ramp-up, steady and wait take 12s, safety.maxDuration is 10s;"
                + " shorten them or raise it");
  }

  @Test
  void objectivesAndChecksWithoutEvidenceAreTold() {
    assertThat(problems(SMALL + "objectives: [rto p95 <= 15s]\n"))
        .isEqualTo(
            "small.yaml:5: objectives[1]: 'rto' has no evidence: the timeline has no fault; remove"
                + " it or add one");
    assertThat(problems(SMALL + "load: { signals: none }\nobjectives: [signal p99 <= 1s]\n"))
        .isEqualTo(
            "small.yaml:6: objectives[1]: 'signal' has no evidence: load.signals is none; remove it"
                + " or set signals");
    assertThat(problems(timeline("crash: { mediaNode: one }") + "require: [EveryoneReconnected]\n"))
        .isEqualTo(
            "small.yaml:5: require[1]: EveryoneReconnected has no evidence: the timeline has no"
                + " fault on a master; remove it or add one");
    assertThat(problems(SMALL + "load: { signals: none }\nrequire: [SignalsDelivered]\n"))
        .isEqualTo(
            "small.yaml:6: require[1]: SignalsDelivered has no evidence: load.signals is none;"
                + " remove it or set signals");
  }

  @Test
  void whatIsNoYamlOrTooCleverIsRefused() {
    assertThat(problems("a: [")).startsWith("small.yaml:1: this is not YAML: ");
    assertThat(problems("")).isEqualTo("small.yaml: the file is empty");
    assertThat(problems("- a"))
        .isEqualTo(
            "small.yaml:1: a list is not allowed; use a block of keys: drill, proves, target, load,"
                + " timeline, objectives, require, safety");
    assertThat(problems("drill: &a small\nproves: *a\n"))
        .contains("small.yaml:1: anchors and aliases are not allowed; write the value out");
    assertThat(problems(SMALL + "drill: small\n"))
        .isEqualTo("small.yaml:5: key 'drill' is given twice");
    assertThat(problems(SMALL + "? [a]\n: b\n"))
        .isEqualTo("small.yaml:5: a key must be a plain word");
    assertThat(problems(SMALL + "---\ndrill: two\n")).contains("this is not YAML");
    assertThat(problems("drill: small\n"))
        .isEqualTo(
            """
            small.yaml:1: proves: is missing; say in one sentence what a pass shows
            small.yaml:1: timeline: is missing; list what happens, from top to bottom"""
                .stripIndent());
    assertThat(problems("drill: small\nproves: ''\ntimeline: []\n"))
        .isEqualTo(
            """
            small.yaml:2: proves: nothing is not allowed; use a text
            small.yaml:3: timeline: the list is empty; give at least 1"""
                .stripIndent());
  }

  @Test
  void settingsChangeLoadAndTarget() {
    Drill drill =
        DrillFile.read(
            "small.yaml",
            SMALL,
            new Overrides(
                List.of(
                    "load.sessions=7",
                    "load.signals={every: 1s}",
                    "target.twin.masters=5",
                    "target.twin.bugs=[old-timer]",
                    "objectives=[unexplained losses <= 1]"),
                "",
                ""));

    assertThat(drill.load().sessions()).isEqualTo(7);
    assertThat(drill.load().signalEvery()).isEqualTo(Duration.ofSeconds(1));
    assertThat(drill.target())
        .isEqualTo(
            new TargetSpec.Twin(
                5, 2, InfrastructureClocks.FAST, ProtocolClocks.REAL, List.of("old-timer")));
    assertThat(drill.objectives())
        .extracting(Objective::text)
        .containsExactly("unexplained losses <= 1");
  }

  @Test
  void settingsThatAreWrongAreToldTogetherAndSafetyNeverChanges() {
    assertThat(
            problems(
                SMALL,
                "safety.minHealthyMasters=1",
                "safety={}",
                "timeline=[]",
                "drill=x",
                "load.sessions",
                "=3",
                "load..x=3",
                "load.sessions=0",
                "load.rampup=3s",
                "load.sessions.x=3",
                "load.client=["))
        .isEqualTo(
            """
            --set safety.minHealthyMasters: safety cannot be changed here; edit the drill file, where it is reviewed
            --set safety: safety cannot be changed here; edit the drill file, where it is reviewed
            --set timeline: cannot be set; use target..., load..., objectives..., require..., or edit a copy of the drill
            --set drill: cannot be set; use target..., load..., objectives..., require..., or edit a copy of the drill
            --set load.sessions: is not of the form key.path=value, e.g. --set load.sessions=50
            --set =3: is not of the form key.path=value, e.g. --set load.sessions=50
            --set load..x=3: is not of the form key.path=value, e.g. --set load.sessions=50
            --set load.sessions.x: sessions is '0', not a block of keys
            --set load.client: this is not YAML: expected the node content, but found '<stream end>'
            --set load.sessions: 0 is not allowed; use a whole number from 1 to 100000
            --set load.rampup: unknown key; did you mean rampUp?"""
                .stripIndent());
  }

  @Test
  void aTargetFileReplacesTheTargetAndItsErrorsNameIt() {
    Overrides standing =
        new Overrides(List.of(), "t.yaml", "target: { standing: reports/twins/a }\n");

    assertThat(DrillFile.read("small.yaml", SMALL, standing).target())
        .isEqualTo(new TargetSpec.StandingTwin("reports/twins/a"));
    assertThat(
            problems(
                "small.yaml",
                SMALL,
                new Overrides(List.of(), "t.yaml", "target:\n  twin: { masters: 0 }\n")))
        .isEqualTo(
            "t.yaml:2: target.twin.masters: 0 is not allowed; use a whole number from 1 to 16");
    assertThat(
            problems(
                "small.yaml", SMALL, new Overrides(List.of(), "t.yaml", "twin: { masters: 2 }\n")))
        .isEqualTo("t.yaml:1: a target file holds the key target and nothing else");
  }

  @Test
  void selectorsReadAsWritten() {
    record Case(String text, Selector selector) {}
    for (Case c :
        List.of(
            new Case("one", new Selector.One()),
            new Case("all-but-one", new Selector.AllButOne()),
            new Case("34%", new Selector.Percent(34)),
            new Case("busiest", new Selector.Busiest()),
            new Case("m2", new Selector.Named(List.of("m2"))),
            new Case("[m2, m3]", new Selector.Named(List.of("m2", "m3"))),
            new Case("owner-of busiest session", new Selector.OwnerOf("busiest")),
            new Case("entry-of drill-x-017", new Selector.EntryOf("drill-x-017")))) {
      Drill drill =
          DrillFile.read("small.yaml", timeline("crash: { master: %s }".formatted(c.text())));

      assertThat(drill.faults().get(0).selector()).as(c.text()).isEqualTo(c.selector());
    }
    assertThat(problems(timeline("crash: { master: 0 % }")))
        .isEqualTo("small.yaml:4: timeline[1].crash.master: 0 % is not allowed; use 1 % to 100 %");
    assertThat(problems(timeline("crash: { master: owner-of two words }")))
        .contains("names no session; use a session id, or: busiest session");
    assertThat(problems(timeline("crash: { master: everything }")))
        .contains("'everything' selects nothing; use one, all-but-one, 50 %");
  }

  @Test
  void theExceptionCarriesEachProblemAsAValue() {
    assertThatThrownBy(() -> DrillFile.read("small.yaml", SMALL + "  load: {}\n x: y"))
        .isInstanceOfSatisfying(InvalidDrill.class, e -> assertThat(e.problems()).hasSize(1));
    assertThatThrownBy(() -> DrillFile.read("small.yaml", SMALL + "laod: {}\n"))
        .isInstanceOfSatisfying(
            InvalidDrill.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        new DrillProblem(
                            "small.yaml", 5, 1, "laod", "unknown key; did you mean load?")));
  }
}
