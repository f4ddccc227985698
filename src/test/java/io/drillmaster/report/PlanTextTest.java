package io.drillmaster.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.ExpectedBlast;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.Load;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Selector;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan promises, and how many it expects to hit. */
class PlanTextTest {
  private static final Load LOAD =
      new Load(
          "Conference",
          250,
          4,
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          true,
          0,
          ClientPolicy.OPENVIDU_BROWSER);

  @Test
  void aPlanNamesTargetsHitsLimitsAndUndo() {
    Golden.compare("plan.txt", new PlanText(Ink.PLAIN).text(plan(List.of(crash(List.of("m2"))))));
  }

  @Test
  void aPlanGoesIntoAChangeRequestAsMarkdown() {
    Golden.compare("plan.md", PlanMarkdown.text(plan(List.of(crash(List.of("m2"))))));
    assertThat(PlanMarkdown.text(plan(List.of())))
        .contains("\nNo fault is injected: this drill is a control.\n");
  }

  @Test
  void aLiveSelectorIsChosenAtTheTime() {
    assertThat(new PlanText(Ink.PLAIN).text(plan(List.of(crash(List.of())))))
        .contains("chosen at the time among master m1 m2 m3");
  }

  @Test
  void aControlInjectsNothing() {
    assertThat(new PlanText(Ink.PLAIN).text(plan(List.of())))
        .contains("no fault is injected: this drill is a control\n");
  }

  @Test
  void aMediaNodeTakesItsShareAndBreaksNoSocket() {
    Fault crash = new Fault.Crash("crash-1", Role.MEDIA_NODE, new Selector.One());
    Plan.PlannedFault planned =
        new Plan.PlannedFault(
            "at once",
            "crash",
            "sockets cut, node gone",
            Role.MEDIA_NODE.key(),
            List.of("k1"),
            List.of("k1", "k2"),
            ExpectedBlast.of(crash, 2, LOAD),
            "none",
            3,
            List.of());

    assertThat(new PlanText(Ink.PLAIN).text(plan(List.of(planned))))
        .contains("~500 hit (0 lose a socket, ~125 sessions rebuilt), by 1/2 of 1,000;");
  }

  @Test
  void aRunOpensWithWhatItIsAboutToDo() {
    assertThat(
            new OpeningText(Ink.PLAIN)
                .text(
                    "crash-one-master",
                    20817,
                    "twin",
                    "Everyone is back.",
                    List.of(
                        new OpeningText.Line("machine", "2 cores: room for 18,000: fit"),
                        new OpeningText.Line("stop", "Ctrl-C"))))
        .isEqualTo(
            """
            crash-one-master   seed 20817   target TWIN (embedded cluster; says nothing about anybody's servers)
            Everyone is back.
            machine  2 cores: room for 18,000: fit
            stop     Ctrl-C

            """);
  }

  @Test
  void longCellsGoOnBelowThemselves() {
    assertThat(
            new TextTable()
                .limit(1, 8)
                .cell("a")
                .cell("one two three")
                .right("7")
                .end()
                .cell("b")
                .cell("unbreakable")
                .right("12")
                .end()
                .text(" "))
        .isEqualTo(
            """
             a  one two    7
                three
             b  unbreaka  12
                ble
            """);
  }

  @Test
  void wallTimesHaveMilliseconds() {
    assertThat(Words.utc("2026-11-22T23:19:35.776098274Z"))
        .isEqualTo("2026-11-22 23:19:35.776 UTC");
    assertThat(Words.utc("2026-11-22T23:19:35Z")).isEqualTo("2026-11-22 23:19:35 UTC");
  }

  @Test
  void lengthsReadAsInADrill() {
    assertThat(
            List.of(0, 250, 1000, 6300, 90_000, 600_000, 605_000, 3_600_000, 9_000_000).stream()
                .map(millis -> Words.length(Duration.ofMillis(millis))))
        .containsExactly(
            "0 ms",
            "250 ms",
            "1 s",
            "6.3 s",
            "90 s",
            "10 min",
            "10 min 5 s",
            "60 min",
            "2 h 30 min");
  }

  @Test
  void percentagesNeverRoundToAllOrNothing() {
    assertThat(
            List.of(
                Words.percent(556, 556),
                Words.percent(555, 556),
                Words.percent(1, 556),
                Words.percent(0, 556),
                Words.percent(61, 100),
                Words.percent(9999, 10_000),
                Words.percent(0, 0)))
        .containsExactly("100 %", "99.8 %", "0.2 %", "0 %", "61 %", "99.9 %", "-");
  }

  private static Plan.PlannedFault crash(List<String> targets) {
    return new Plan.PlannedFault(
        "after steady 5 s",
        "crash",
        "sockets cut, node gone",
        "master",
        targets,
        List.of("m1", "m2", "m3"),
        ExpectedBlast.of(new Fault.Crash("crash-1", Role.MASTER, new Selector.One()), 3, LOAD),
        "none; the group replaces it (~3 s)",
        2,
        List.of());
  }

  private static Plan plan(List<Plan.PlannedFault> faults) {
    return new Plan(
        "crash-one-master",
        "When one of three masters crashes, everyone it served is back within 30 s.",
        20817,
        "twin",
        "balancer, 3 masters, 2 media nodes, redis",
        LOAD,
        new Limits(
            Duration.ofSeconds(30),
            "as written",
            Duration.ofSeconds(16),
            ProtocolClocks.REAL,
            InfrastructureClocks.FAST,
            Duration.ofSeconds(3)),
        faults,
        List.of("one canary joins each touched session after settled: ~217, about 5 s"),
        List.of("PinnedMediaNode", "EveryoneReconnected"),
        List.of(),
        "about 66 s",
        List.of("Redis 6.2 is older than the cluster's 7.0"));
  }
}
