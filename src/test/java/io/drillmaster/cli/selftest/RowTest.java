package io.drillmaster.cli.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.role.Bug;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a bug counts as caught, as missed, or as not played enough. */
class RowTest {

  static Attempt attempt(Bug bug, String... verdicts) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("HarnessHonest", "pass");
    for (int i = 0; i < verdicts.length; i += 2) {
      map.put(verdicts[i], verdicts[i + 1]);
    }
    return new Attempt(
        bug.kebab(), Row.recipe(bug), 7, map, Map.of(bug.caughtBy(), "it is wrong"), 20, "", "r");
  }

  private static Row row(Bug bug, Attempt... attempts) {
    return new Row(bug, List.of(attempts));
  }

  @Test
  void isOpenBeforeTheFirstRun() {
    assertThat(row(Bug.OLD_TIMER).state()).isEqualTo(Row.State.OPEN);
  }

  @Test
  void isCaughtWhenTheIntendedCheckFails() {
    Row row = row(Bug.OLD_TIMER, attempt(Bug.OLD_TIMER, "ToldTheTruth", "fail"));

    assertThat(row.state()).isEqualTo(Row.State.CAUGHT);
    assertThat(row.surprises()).isEmpty();
  }

  @Test
  void isMissedWhenAnotherCheckFailsAndThatIsASurprise() {
    Row row =
        row(
            Bug.OLD_TIMER,
            attempt(
                Bug.OLD_TIMER,
                "ToldTheTruth",
                "pass",
                "PinnedMediaNode",
                "fail",
                "EveryoneReconnected",
                "fail",
                "Objectives",
                "fail"));

    assertThat(row.state()).isEqualTo(Row.State.MISSED);
    assertThat(row.surprises()).containsExactly("PinnedMediaNode");
  }

  @Test
  void isMissedWhenTheIntendedCheckIsUnknownOrDoesNotExist() {
    assertThat(row(Bug.OLD_TIMER, attempt(Bug.OLD_TIMER, "ToldTheTruth", "unknown")).state())
        .isEqualTo(Row.State.MISSED);
    assertThat(row(Bug.OLD_TIMER, attempt(Bug.OLD_TIMER)).state()).isEqualTo(Row.State.MISSED);
  }

  @Test
  void aBlindingBugIsCaughtByUnknownOnly() {
    Bug bug = Bug.IGNORES_SIGTERM;

    assertThat(row(bug, attempt(bug, "HarnessHonest", "unknown")).state())
        .isEqualTo(Row.State.CAUGHT);
    assertThat(row(bug, attempt(bug)).state()).isEqualTo(Row.State.MISSED);
  }

  @Test
  void runsOfAnUnfitHarnessOrWithoutVerdictAreRepeatedButNotForEver() {
    Bug bug = Bug.OLD_TIMER;
    Attempt unfit = attempt(bug, "HarnessHonest", "unknown", "ToldTheTruth", "unknown");
    Attempt broken = Attempt.spoilt(bug.kebab(), Row.recipe(bug), 7, 9, "exit status 255", "r");

    assertThat(row(bug, unfit, broken).state()).isEqualTo(Row.State.OPEN);
    assertThat(row(bug, unfit, broken, unfit).state()).isEqualTo(Row.State.MISSED);
    assertThat(row(bug, unfit, broken, attempt(bug, "ToldTheTruth", "fail")).state())
        .isEqualTo(Row.State.CAUGHT);
  }

  @Test
  void aFailInARunThatNobodyVouchesForIsNoCatchAndNoSurprise() {
    Bug bug = Bug.OLD_TIMER;
    Row row =
        row(
            bug,
            attempt(
                bug,
                "HarnessHonest",
                "unknown",
                "ToldTheTruth",
                "fail",
                "PinnedMediaNode",
                "fail"));

    assertThat(row.state()).isEqualTo(Row.State.OPEN);
    assertThat(row.surprises()).isEmpty();
    assertThat(row.spoilt()).isEqualTo(1);
  }

  @Test
  void aBugThatEndsNodesByItselfIsCaughtThoughNobodyVouchesForTheRun() {
    Bug bug = Bug.SECOND_VICTIM;
    assertThat(row(bug, attempt(bug, "HarnessHonest", "unknown", "BlastRadius", "fail")).state())
        .isEqualTo(Row.State.CAUGHT);
  }

  @Test
  void aBugThatShowsNowAndThenIsMissedOnlyWithTheStatedConfidence() {
    Bug bug = Bug.REPIN_NOW_AND_THEN;
    List<Attempt> passes = new ArrayList<>();
    for (int i = 0; i < 58; i++) {
      passes.add(attempt(bug, "PinnedMediaNode", "pass"));
    }

    assertThat(Row.runsNeeded(20)).isEqualTo(59);
    assertThat(Row.runsNeeded(1)).isEqualTo(1);
    assertThat(new Row(bug, passes).state()).isEqualTo(Row.State.OPEN);
    passes.add(attempt(bug, "PinnedMediaNode", "pass"));
    assertThat(new Row(bug, passes).state()).isEqualTo(Row.State.MISSED);
    passes.add(attempt(bug, "PinnedMediaNode", "fail"));
    assertThat(new Row(bug, passes).state()).isEqualTo(Row.State.CAUGHT);
  }

  @Test
  void resultsOfAnotherRecipeDoNotCount() {
    Attempt old =
        new Attempt(
            "old-timer", "another drill", 7, Map.of("ToldTheTruth", "fail"), Map.of(), 20, "", "r");

    assertThat(row(Bug.OLD_TIMER, old).state()).isEqualTo(Row.State.OPEN);
  }
}
