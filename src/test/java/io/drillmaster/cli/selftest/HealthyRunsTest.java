package io.drillmaster.cli.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.cli.child.Play;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.TargetSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Healthy drills, with runs that are made up. */
class HealthyRunsTest {

  @TempDir private Path folder;
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  private List<Attempt> runs(int count) throws InterruptedException {
    AttemptFile file = new AttemptFile(folder.resolve("healthy.jsonl"));
    Player player =
        play ->
            new Attempt(
                play.name(),
                play.recipe(),
                play.seed(),
                Map.of("OneLife", play.seed() == 2 ? "fail" : "pass"),
                play.seed() == 2 ? Map.of("OneLife", "two lives") : Map.of(),
                30,
                "",
                "runs/" + play.name());
    return new HealthyRuns(file, player, folder.resolve("drills"), 1, told::add).play(count);
  }

  @Test
  void everyDrillIsValidAsAFileAndTheSameEachTime() {
    for (int number = 1; number <= 300; number++) {
      Drill drill = HealthyDrills.drill(number);
      String text = DrillFile.write(drill);

      assertThat(DrillFile.read(drill.name() + ".yaml", text)).as(text).isEqualTo(drill);
      assertThat(HealthyDrills.drill(number)).isEqualTo(drill);
    }
  }

  @Test
  void theyVaryInEverythingThatMatters() {
    List<Drill> drills = IntStream.rangeClosed(1, 300).mapToObj(HealthyDrills::drill).toList();
    Map<String, Long> faults =
        drills.stream()
            .flatMap(drill -> drill.faults().stream())
            .collect(
                Collectors.groupingBy(
                    (Fault fault) -> fault.kind().key() + " " + fault.role().key(),
                    Collectors.counting()));

    assertThat(faults).hasSize(14).allSatisfy((kind, count) -> assertThat(count).isPositive());
    assertThat(drills).extracting(drill -> drill.faults().size()).contains(1, 2, 3);
    assertThat(drills).extracting(drill -> drill.load().signalEvery()).hasSizeGreaterThan(10);
    assertThat(drills)
        .extracting(drill -> ((TargetSpec.Twin) drill.target()).balancers())
        .contains(1, 2);
    assertThat(drills)
        .allSatisfy(drill -> assertThat(drill.load().participants()).isBetween(20, 480))
        .anySatisfy(drill -> assertThat(drill.load().participants()).isGreaterThan(300));
  }

  @Test
  void tellsEachRunAndEveryFalseAlarm() throws Exception {
    List<Attempt> attempts = runs(3);

    assertThat(told)
        .hasSize(3)
        .element(1)
        .asString()
        .startsWith("healthy-0002: FALSE ALARM of OneLife; 30 s (");
    assertThat(HealthyText.isClean(attempts)).isFalse();
    assertThat(HealthyText.text(attempts))
        .contains("2 of 3 runs without a false alarm, 0 of them on a host too busy to tell; 2 min.")
        .contains("| OneLife | 2 | 0 | 1 |\n")
        .contains(", runs/healthy-0002\n  - two lives\n");
  }

  @Test
  void whatABusyHostSpoiltIsMadeAgainAndItsFalseAlarmsStand() {
    Attempt busy = attempt(Map.of("HarnessHonest", "unknown", "OneLife", "unknown"));
    Attempt alarm = attempt(Map.of("HarnessHonest", "unknown", "OneLife", "fail"));
    Attempt good = attempt(Map.of("HarnessHonest", "pass", "OneLife", "pass"));

    assertThat(HealthyRuns.telling(List.of(busy, good, good))).isSameAs(good);
    assertThat(HealthyRuns.telling(List.of(busy, busy))).isSameAs(busy);
    assertThat(HealthyRuns.telling(List.of(busy, good, alarm))).isSameAs(alarm);
  }

  @Test
  void aBusyHostIsTriedThreeTimes() throws Exception {
    AttemptFile file = new AttemptFile(folder.resolve("busy.jsonl"));
    Player busy = play -> attempt(play, Map.of("HarnessHonest", "unknown"));
    HealthyRuns runs = new HealthyRuns(file, busy, folder.resolve("drills"), 1, told::add);

    for (int i = 0; i < 5; i++) {
      assertThat(runs.play(1)).hasSize(1);
    }

    assertThat(told).hasSize(3);
  }

  private static Attempt attempt(Map<String, String> verdicts) {
    return attempt(new Play("healthy-0001", "recipe", "drill", List.of(), 1), verdicts);
  }

  private static Attempt attempt(Play play, Map<String, String> verdicts) {
    return new Attempt(
        play.name(), play.recipe(), play.seed(), verdicts, Map.of(), 30, "", "runs/1");
  }

  @Test
  void goesOnWhereItWasStopped() throws Exception {
    runs(2);

    assertThat(runs(4)).extracting(Attempt::bug).hasSize(4).doesNotHaveDuplicates();
    assertThat(told).hasSize(4);
  }
}
