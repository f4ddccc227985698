package io.drillmaster.cli.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Counterexample;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.Verdict;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.drill.DrillLibrary;
import io.drillmaster.twin.role.Bug;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The matrix, and the catalogue behind it. */
class MatrixTextTest {

  private static final Row CAUGHT =
      new Row(
          Bug.DUPLICATE_SIGNAL,
          List.of(RowTest.attempt(Bug.DUPLICATE_SIGNAL, "SignalsDelivered", "fail")));
  private static final Row MISSED =
      new Row(
          Bug.OLD_TIMER,
          List.of(
              RowTest.attempt(
                  Bug.OLD_TIMER, "ToldTheTruth", "unknown", "PinnedMediaNode", "fail")));

  @Test
  void showsEveryVerdictAndMarksTheIntendedOne() {
    String text = MatrixText.text(List.of(CAUGHT, MISSED));

    assertThat(text)
        .contains("1 of 2 bugs caught by the intended check, 1 with surprises; 2 runs, 1 min.")
        .contains("| `duplicate-signal` |  |  |  |  |  | [F] |  |  |  |  |  |  | . | 1 | 20 |\n")
        .contains("| `old-timer` | F |  |  | [-] |  |  |  |  |  |  |  |  | . | 1 | 20 |\n")
        .contains(
            "| `duplicate-signal` | A signal reaches a resumed member twice. | smoke |"
                + " SignalsDelivered | it is wrong |\n")
        .contains(
            "## Misses\n\n- old-timer: MISSED by ToldTheTruth, which said unknown; surprise:"
                + " PinnedMediaNode; 1 runs, 20 s (r)\n")
        .contains("## Surprises\n\n- old-timer: MISSED");
  }

  @Test
  void saysWhenThereIsNothingToSay() {
    assertThat(MatrixText.text(List.of(CAUGHT)))
        .contains("## Misses\n\nNone.\n")
        .contains("## Surprises\n\nNone.\n");
  }

  @Test
  void aVerdictBecomesAnAttempt() {
    Verdict pass = new Verdict("OneLife", Result.PASS, "1 life", "", "", List.of(), List.of(), 0);
    Verdict fail =
        new Verdict(
            "SignalsDelivered",
            Result.FAIL,
            "",
            "",
            "",
            List.of(new Counterexample("heard twice", "s", "p", 5, List.of())),
            List.of(),
            1);
    Verdict unknown =
        new Verdict("Objectives", Result.UNKNOWN, "", "", "too few", List.of(), List.of(), 0);
    Judgement judgement =
        new Judgement(
            "smoke",
            "twin",
            "r",
            7,
            Result.FAIL,
            "why",
            List.of(pass, fail, unknown),
            List.of(),
            List.of(),
            List.of(),
            0);

    assertThat(ChildRuns.attempt(Row.play(Bug.DUPLICATE_SIGNAL, 7), 20, judgement, "runs/x"))
        .isEqualTo(
            new Attempt(
                "duplicate-signal",
                "smoke  -> SignalsDelivered fail",
                7,
                Map.of("OneLife", "pass", "SignalsDelivered", "fail", "Objectives", "unknown"),
                Map.of("SignalsDelivered", "heard twice", "Objectives", "too few"),
                20,
                "",
                "runs/x"));
  }

  @Test
  void everyCheckHasAtLeastTwoBugsAndThereAreForty() {
    Map<String, Long> counts =
        Arrays.stream(Bug.values())
            .collect(Collectors.groupingBy(Bug::caughtBy, Collectors.counting()));

    assertThat(Bug.values()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(MatrixText.columns())
        .containsExactly(
            "PinnedMediaNode",
            "OneLife",
            "EveryoneReconnected",
            "ToldTheTruth",
            "MembershipAgrees",
            "SignalsDelivered",
            "BlastRadius",
            "SurvivorsServe",
            "CapacityRestored",
            "Balanced",
            "Objectives",
            "CleanEnd",
            "HarnessHonest");
    assertThat(counts.values()).allMatch(count -> count >= 2);
    assertThat(Bug.values())
        .allMatch(bug -> MatrixText.columns().containsAll(bug.exposure().alsoHit()));
  }

  @Test
  void everyBugsDrillShipsAndTakesItsSettings() {
    for (Bug bug : Bug.values()) {
      DrillFile.Overrides changes = new DrillFile.Overrides(bug.exposure().settings(), "", "");

      assertThat(DrillLibrary.find(bug.exposure().drill()).drill(changes).name())
          .as(bug.kebab())
          .isEqualTo(bug.exposure().drill());
      assertThat(bug.sentence()).as(bug.kebab()).endsWith(".").hasSizeLessThan(140);
    }
  }
}
