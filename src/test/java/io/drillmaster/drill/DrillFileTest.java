package io.drillmaster.drill;

import static io.drillmaster.drill.DrillTexts.SMALL;
import static io.drillmaster.drill.DrillTexts.problems;
import static io.drillmaster.drill.DrillTexts.resource;
import static io.drillmaster.drill.DrillTexts.timeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.DrillFile.Overrides;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DrillFileTest {

  @Test
  void aFullFileReadsAsItSays() {
    Drill drill = DrillFile.read("drills/full.yaml", resource("full.yaml"));

    assertThat(drill.name()).isEqualTo("full");
    assertThat(drill.proves()).isEqualTo("Everything: can be said.");
    assertThat(drill.target())
        .isEqualTo(
            new TargetSpec.Twin(
                5,
                3,
                InfrastructureClocks.AWS,
                ProtocolClocks.FAST,
                List.of("old-timer", "repin-on-rejoin")));
    assertThat(drill.load())
        .isEqualTo(
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
                    Duration.ofSeconds(30))));
    assertThat(drill.require()).containsExactlyInAnyOrder("OneLife", "PinnedMediaNode");
    assertThat(drill.strict()).isTrue();
    assertThat(drill.safety())
        .isEqualTo(
            new Safety(
                2,
                Duration.ofHours(1),
                Safety.OnAbort.LEAVE,
                Optional.of(
                    new Window(
                        Instant.parse("2026-03-04T09:00:00Z"),
                        Instant.parse("2026-03-04T11:00:00Z"))),
                "CHG0042: \"failover\"",
                true));
    assertThat(drill.webhook()).contains(new SecretFrom(SecretFrom.Place.ENV, "DRILL_HOOK"));
    assertThat(drill.abort())
        .extracting(Condition::text)
        .containsExactly(
            "unexplained losses > 1 %", "back rate = 0 for 60s", "harness unfit for 10s");
  }

  @Test
  void aTimelineReadsFromTopToBottom() {
    assertThat(DrillFile.read("full.yaml", resource("full.yaml")).timeline())
        .isEqualTo(
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
                new Step.When(
                    ConditionText.parse("rebuilt >= 10 % for 2s"),
                    Duration.ofMinutes(1),
                    new Fault.Freeze(
                        "second", Role.MEDIA_NODE, new Selector.One(), Duration.ofSeconds(6))),
                new Step.Until(Optional.of(Duration.ofSeconds(90))),
                new Step.Settled()));
  }

  @Test
  void aPartitionSaysFromWhomAndWhichWay() {
    Drill drill =
        DrillFile.read(
            "small.yaml",
            timeline(
                "steady: 2s",
                "cut-off: { master: one, for: 8s }",
                "until: recovered",
                "refuse: { master: one, from: [store, mediaNode], way: out, for: 1s }"));

    assertThat(drill.faults())
        .containsExactly(
            new Fault.Partition(
                FaultKind.CUT_OFF,
                "cut-off-1",
                Role.MASTER,
                new Selector.One(),
                Set.of(Role.values()),
                Fault.Way.BOTH,
                Duration.ofSeconds(8)),
            new Fault.Partition(
                FaultKind.REFUSE,
                "refuse-1",
                Role.MASTER,
                new Selector.One(),
                Set.of(Role.STORE, Role.MEDIA_NODE),
                Fault.Way.OUT,
                Duration.ofSeconds(1)));
    assertThat(DrillFile.read("small.yaml", DrillFile.write(drill))).isEqualTo(drill);
  }

  @Test
  void aRehearsalHasEveryFaultInItsPlaceAndDemandsNothingOfThem() {
    Drill rehearsal = DrillFile.read("full.yaml", resource("full.yaml")).rehearsal();

    assertThat(rehearsal.faults()).isEmpty();
    assertThat(rehearsal.timeline())
        .filteredOn(Step.Rehearse.class::isInstance)
        .extracting(step -> step.speaksOf().orElseThrow().name())
        .containsExactly("freeze-1", "media", "vanish-1", "second");
    assertThat(rehearsal.objectives())
        .extracting(Objective::text)
        .containsExactly("join p99 <= 250ms", "unexplained losses <= 2");
    assertThat(rehearsal.require()).isEmpty();
    assertThat(DrillFile.read("full.yaml", DrillFile.write(rehearsal))).isEqualTo(rehearsal);
  }

  @Test
  void objectivesReadAsWritten() {
    assertThat(DrillFile.read("full.yaml", resource("full.yaml")).objectives())
        .isEqualTo(
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
                    "unexplained losses <= 2")));
  }

  @Test
  void aFullFileIsWrittenCompleteAndReadsBackEqual() {
    Drill drill = DrillFile.read("full.yaml", resource("full.yaml"));

    assertThat(DrillFile.read("full.yaml", DrillFile.write(drill))).isEqualTo(drill);
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
    assertThat(drill.strict()).isFalse();
    assertThat(drill.objectives())
        .extracting(Objective::text)
        .containsExactly("unexplained losses = 0");
    assertThat(DrillFile.read("small.yaml", timeline("crash: { master: one }")).objectives())
        .extracting(Objective::text)
        .containsExactly("back >= 100 %", "unexplained losses = 0");
  }

  @Test
  void containersAreATwinWithImages() {
    Drill drill =
        DrillFile.read("small.yaml", SMALL + "target: { containers: { image: ours:1 } }\n");

    assertThat(drill.target())
        .isEqualTo(
            new TargetSpec.Twin(3, 2, InfrastructureClocks.FAST, ProtocolClocks.REAL, List.of())
                .in(new TargetSpec.Images("ours:1", "redis:7")));
    assertThat(drill.target().kind()).isEqualTo("containers");
    assertThat(DrillFile.read("small.yaml", DrillFile.write(drill))).isEqualTo(drill);
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
                    "objectives=[unexplained losses <= 1]",
                    "strict=true"),
                "",
                ""));

    assertThat(drill.load().sessions()).isEqualTo(7);
    assertThat(drill.strict()).isTrue();
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
}
