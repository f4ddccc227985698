package io.drillmaster.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The conductor sends canaries into the sessions that a fault touched. */
class ConductorWitnessTest extends ConductorScene {

  @Test
  void letsACanaryIntoEachTouchedSessionOnceItHasSettled() throws Exception {
    touched = since -> since == Long.MIN_VALUE ? List.of("s1", "s3") : List.of();
    proved = seconds -> seconds < 24 ? 1 : 2;

    Ending ending =
        play(
            new Step.Steady(Duration.ofSeconds(5)),
            new Step.Inject(CRASH),
            until(),
            new Step.Settled(),
            new Step.Inject(CRASH),
            until(),
            new Step.Settled());

    assertThat(ending).isEqualTo(Ending.PLAYED);
    assertThat(acts)
        .containsSubsequence(
            "5 phase SETTLE holding 16 s",
            "21 phase CANARY 2 sessions",
            "21 join each of [s1, s3]",
            "24 phase FAULT crash-1: crash m2",
            "24 phase SETTLE holding 16 s",
            "40 phase QUIET 5 s")
        .filteredOn(act -> act.contains("CANARY"))
        .hasSize(1);
  }

  @Test
  void goesOnWithoutTheCanariesThatAreNotLetIn() throws Exception {
    touched = since -> List.of("s1", "s3");
    proved = seconds -> 1;

    Ending ending = play(new Step.Inject(CRASH), until(), new Step.Settled());

    assertThat(ending).isEqualTo(Ending.PLAYED);
    assertThat(acts)
        .containsSubsequence(
            "16 phase CANARY 2 sessions",
            "45 note one canary joined each, was served and left: 1 of 2",
            "45 phase QUIET 5 s");
  }

  @Test
  void joinsNobodyAfterSettlingWhenNothingWasBroken() throws Exception {
    touched = since -> List.of("s1");

    play(new Step.Settled());

    assertThat(acts).noneMatch(act -> act.contains("CANARY"));
  }
}
