package io.drillmaster.drill;

import static io.drillmaster.drill.DrillTexts.SMALL;
import static io.drillmaster.drill.DrillTexts.problems;
import static io.drillmaster.drill.DrillTexts.resource;
import static io.drillmaster.drill.DrillTexts.timeline;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.DrillFile.Overrides;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DrillProblemsTest {

  @Test
  void everyErrorIsToldAtOnceWithItsLine() {
    assertThat(problems("bad.yaml", resource("bad.yaml"), Overrides.NONE) + "\n")
        .isEqualTo(resource("bad.txt"));
  }

  @Test
  void whatComesLaterIsRefusedWithNotYet() {
    for (String word : List.of("drain", "slow", "lossy", "cut-sockets", "restart", "stress")) {
      assertThat(problems(timeline(word + ": { master: one }")))
          .isEqualTo("small.yaml:4: timeline[1].%s: not yet".formatted(word));
    }
    assertThat(problems(SMALL + "seed: 3\n")).isEqualTo("small.yaml:5: seed: not yet; use --seed");
  }

  @Test
  void inContainersNodesAreTakenOffTheNetworkOnly() {
    String containers = "target: { containers: {} }\n";
    String refused =
        "small.yaml:4: timeline[1]: in containers a node can be taken off the network only; use cut-off from: all, or target twin";
    for (String fault :
        List.of(
            "cut-off: { master: one, from: store, for: 5s }",
            "cut-off: { master: one, way: in, for: 5s }",
            "refuse: { master: one, for: 5s }")) {
      assertThat(problems(timeline(fault) + containers)).isEqualTo(refused);
    }
    assertThat(problems(timeline("cut-off: { master: one, for: 5s }") + containers))
        .startsWith("reads as");
    assertThat(problems(SMALL + "target: { containers: { image: \"a b\" } }\n"))
        .isEqualTo(
            "small.yaml:5: target.containers.image: a b is not allowed; use the name of an image, e.g. redis:7");
  }

  @Test
  void aRampWithinASecondIsRefused() {
    assertThat(problems(SMALL + "load: { rampUp: 500ms }\n"))
        .isEqualTo("small.yaml:5: load.rampUp: 500ms is not allowed; use 0s, or 1s to 1h");
  }

  @Test
  void whatNobodyReplacesCannotVanish() {
    assertThat(problems(timeline("vanish: { store: one }")))
        .isEqualTo(
            "small.yaml:4: timeline[1]: nobody replaces a store that vanishes; use freeze with for,"
                + " or crash");
  }

  @Test
  void aKeyThatComesLaterIsRefusedBesideAFaultToo() {
    assertThat(problems(timeline("crash: { master: one }\n    drain: { master: one }")))
        .isEqualTo("small.yaml:5: timeline[1].drain: not yet");
  }

  @Test
  void aKeyWhereNoneMayStandIsToldSo() {
    assertThat(problems(SMALL + "target: { twin: {} }\n", "target.minHealthyMasters=0"))
        .isEqualTo("--set target.minHealthyMasters: unknown key; no other key may stand here");
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
    assertThat(problems(SMALL + "require: [CleanEnd, CapacityRestored, SurvivorsServe]\n"))
        .isEqualTo(
            """
            small.yaml:5: require[2]: CapacityRestored has no evidence: the timeline has no fault; remove it or add one
            small.yaml:5: require[3]: SurvivorsServe has no evidence: the timeline has no fault; remove it or add one"""
                .stripIndent());
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
                + " timeline, objectives, require, strict, safety, abort, notify");
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
            --set timeline: cannot be set; use target..., load..., objectives..., require..., strict..., or edit a copy of the drill
            --set drill: cannot be set; use target..., load..., objectives..., require..., strict..., or edit a copy of the drill
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
