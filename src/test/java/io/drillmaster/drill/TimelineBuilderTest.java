package io.drillmaster.drill;

import static io.drillmaster.drill.DrillTexts.problems;
import static io.drillmaster.drill.DrillTexts.timeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.DrillFile.Overrides;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What happens several times, or by chance, is written out. */
final class TimelineBuilderTest {

  private static final String MONKEY =
      "monkey: { of: [ { crash: { master: one } }, { freeze: { store: one, for: 3s } } ], times: %d, pause: %s }";

  private static List<Step> steps(String... steps) {
    return DrillFile.read("small.yaml", timeline(steps)).timeline();
  }

  private static Step crash(String name) {
    return crash(name, Role.MASTER);
  }

  private static Step crash(String name, Role role) {
    return new Step.Inject(new Fault.Crash(name, role, new Selector.One()));
  }

  private static List<Step> drawn(long seed, int times, String pause) {
    Overrides seeded = new Overrides(List.of(), "", "", seed);
    String text =
        timeline("steady: 2s", MONKEY.formatted(times, pause)) + "safety: { maxDuration: 2h }\n";
    return DrillFile.read("small.yaml", text, seeded).timeline();
  }

  private static List<Duration> pauses(List<Step> steps) {
    return steps.stream()
        .filter(Step.Wait.class::isInstance)
        .map(step -> ((Step.Wait) step).length())
        .toList();
  }

  @Test
  void aFaultSeveralTimesHasAPauseBetween() {
    assertThat(steps("crash: { store: one }\n    times: 3\n    pause: 7s"))
        .containsExactly(
            crash("crash-1", Role.STORE),
            new Step.Wait(Duration.ofSeconds(7)),
            crash("crash-2", Role.STORE),
            new Step.Wait(Duration.ofSeconds(7)),
            crash("crash-3", Role.STORE));
  }

  @Test
  void orARecoveryWithTheLimitThatTheDrillGives() {
    Step recovered = new Step.Until(Optional.of(Duration.ofSeconds(30)));
    assertThat(
            steps(
                "crash: { master: one }\n    name: blow\n    times: 2",
                "until: recovered\n    within: 30s"))
        .containsExactly(crash("blow-1"), recovered, crash("blow-2"), recovered);
    assertThat(steps("crash: { master: one }\n    times: 2"))
        .containsExactly(crash("crash-1"), new Step.Until(Optional.empty()), crash("crash-2"));
  }

  @Test
  void aFaultOnceKeepsItsName() {
    assertThat(steps("crash: { master: one }\n    name: blow\n    times: 1"))
        .containsExactly(crash("blow"));
  }

  @Test
  void howOftenIsBounded() {
    assertThat(problems(timeline("crash: { master: one }\n    times: 101")))
        .isEqualTo(
            "small.yaml:5: timeline[1].times: 101 is not allowed; use a whole number from 1 to 100");
    assertThat(problems(timeline("crash: { master: one }\n    pause: 1ms")))
        .startsWith("small.yaml:5: timeline[1].pause: ");
  }

  @Test
  void repetitionsWithoutARecoveryCountTogether() {
    assertThat(problems(timeline("crash: { master: one }\n    times: 3\n    pause: 1s")))
        .isEqualTo(
            "small.yaml:4: timeline[1]: leaves 0 of 3 masters unharmed, safety.minHealthyMasters is"
                + " 1; take fewer, add masters, or put until: recovered between");
  }

  @Test
  void whatEndsDuringThePauseIsNotCountedWithTheNext() {
    assertThat(steps("freeze: { master: one, for: 2s }\n    times: 5\n    pause: 2s")).hasSize(9);
    assertThat(
            problems(timeline("freeze: { master: one, for: 2s }\n    times: 5\n    pause: 900ms")))
        .contains("leaves 0 of 3 masters unharmed");
  }

  @Test
  void theSameSeedDrawsTheSameAndAnotherSeedSomethingElse() {
    assertThat(drawn(7, 6, "20s")).isEqualTo(drawn(7, 6, "20s"));
    Set<List<Step>> all =
        LongStream.range(0, 20).mapToObj(seed -> drawn(seed, 6, "20s")).collect(Collectors.toSet());
    assertThat(all).hasSize(20);
  }

  @Test
  void drawnFaultsComeAfterARecoveryAndAPauseAroundTheMean() {
    List<Step> steps = drawn(3, 100, "20s");

    assertThat(steps).hasSize(1 + 100 + 2 * 99);
    assertThat(steps.get(1)).isInstanceOf(Step.Inject.class);
    assertThat(steps.get(2)).isEqualTo(new Step.Until(Optional.empty()));
    assertThat(steps.get(3)).isInstanceOf(Step.Wait.class);
    assertThat(steps.stream().flatMap(step -> step.injects().stream()).map(Fault::kind).distinct())
        .containsExactlyInAnyOrder(FaultKind.CRASH, FaultKind.FREEZE);
    assertThat(pauses(steps))
        .allMatch(pause -> pause.compareTo(Duration.ofSeconds(1)) >= 0)
        .allMatch(pause -> pause.compareTo(Duration.ofSeconds(80)) <= 0);
    double mean = pauses(steps).stream().mapToLong(Duration::toMillis).average().orElseThrow();
    assertThat(mean).isBetween(14_000.0, 26_000.0);
  }

  @Test
  void whatAnotherSeedMightDrawIsCheckedToo() {
    String wrong =
        "monkey: { of: [ { crash: { master: one } }, { vanish: { store: one } } ], times: 1 }";
    for (long seed = 0; seed < 8; seed++) {
      assertThat(
              problems(
                  "small.yaml",
                  timeline("steady: 2s", wrong),
                  new Overrides(List.of(), "", "", seed)))
          .isEqualTo(
              "small.yaml:5: timeline[2].monkey.of[2]: nobody replaces a store that vanishes; use"
                  + " freeze with for, or crash");
    }
  }

  @Test
  void aMonkeyWithoutFaultsIsRefused() {
    assertThat(problems(timeline("monkey: { of: [], times: 2 }")))
        .startsWith("small.yaml:4: timeline[1].monkey.of: ");
  }
}
