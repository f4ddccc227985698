package io.drillmaster.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Awaited;
import io.drillmaster.drill.Conditions;
import io.drillmaster.drill.Step;
import io.drillmaster.run.port.LoadGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The conductor in fake time, over a fake cluster. */
class ConductorTest extends ConductorScript {

  @Test
  void playsTheTimelineFromTopToBottomAndLetsTheLoadLeaveInPeace() throws Exception {
    Ending ending =
        play(
            new Step.Steady(Duration.ofSeconds(5)),
            new Step.Inject(CRASH),
            until(),
            new Step.Settled());

    assertThat(ending).isEqualTo(Ending.PLAYED);
    assertThat(acts)
        .containsExactly(
            "0 phase RAMP 4 participants",
            "0 say START",
            "0 stoics in [s1]",
            "0 phase STEADY holding 5 s",
            "0 outage over",
            "5 phase FAULT crash-1: crash m2",
            "5 outage, patience 35 s",
            "5 inject crash-1 m2",
            "5 phase RECOVER within 34 s",
            "5 outage over",
            "5 phase SETTLE holding 16 s",
            "5 outage over",
            "21 outage over",
            "21 phase QUIET 5 s",
            "21 say QUIET",
            "26 phase LEAVE ",
            "26 say LEAVE",
            "26 canaries leave");
  }

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
  void bringsCompanyUntilThoseWhoReplacedTheLostServe() throws Exception {
    Optional<Awaited> idle = Optional.of(new Awaited("m4 got no sessions yet", true));
    awaited = seconds -> seconds < 19 ? idle : Optional.empty();

    Ending ending = play(new Step.Inject(CRASH), until(), new Step.Settled());

    assertThat(ending).isEqualTo(Ending.PLAYED);
    assertThat(acts)
        .containsSubsequence(
            "0 phase SETTLE holding 16 s",
            "0 4 pairs come, patience 34 s",
            "2 4 pairs come, patience 34 s",
            "14 4 pairs come, patience 34 s",
            "16 4 pairs come, patience 34 s",
            "16 phase RESTORE m4 got no sessions yet",
            "18 4 pairs come, patience 34 s",
            "19 phase QUIET 5 s")
        .filteredOn(act -> act.contains("pairs"))
        .hasSize(10);
  }

  @Test
  void waitsNoLongerForAReplacementThanItMayTake() throws Exception {
    awaited = seconds -> Optional.of(new Awaited("1 of 1 nodes are not replaced yet", false));

    Ending ending = play(new Step.Inject(CRASH), until(), new Step.Settled());

    assertThat(ending).isEqualTo(Ending.PLAYED);
    assertThat(acts)
        .containsSubsequence(
            "16 phase RESTORE 1 of 1 nodes are not replaced yet",
            "79 note the capacity was not restored after 63 s: 1 of 1 nodes are not replaced yet",
            "79 phase QUIET 5 s")
        .noneMatch(act -> act.contains("pairs"));
  }

  @Test
  void letsCanariesDesertWhenAWatchdogHasTimeToNotice() throws Exception {
    settling = Duration.ofSeconds(27);

    play(new Step.Inject(CRASH), until(), new Step.Settled(), new Step.Settled());

    assertThat(acts)
        .containsSubsequence("0 canaries desert", "0 phase SETTLE holding 27 s")
        .filteredOn(act -> act.contains("desert"))
        .hasSize(1);
  }

  @Test
  void nobodyDesertsWhenNothingWasBrokenOrThereIsNoTime() throws Exception {
    play(new Step.Inject(CRASH), until(), new Step.Settled());
    settling = Duration.ofSeconds(27);
    play(new Step.Settled());

    assertThat(acts).noneMatch(act -> act.contains("desert"));
  }

  @Test
  void bringsNoCompanyWhereNothingWasTaken() throws Exception {
    awaited = seconds -> Optional.of(new Awaited("never asked", true));

    play(new Step.Settled());

    assertThat(acts).noneMatch(act -> act.contains("pairs") || act.contains("RESTORE"));
  }

  @Test
  void joinsNobodyAfterSettlingWhenNothingWasBroken() throws Exception {
    touched = since -> List.of("s1");

    play(new Step.Settled());

    assertThat(acts).noneMatch(act -> act.contains("CANARY"));
  }

  @Test
  void breaksNothingWhenTheSteadyStateDoesNotHold() throws Exception {
    notSteady =
        seconds -> seconds % 3 == 2 ? Optional.of("3 participants are out") : Optional.empty();

    Ending ending = play(new Step.Steady(Duration.ofSeconds(5)), new Step.Inject(CRASH), until());

    assertThat(ending.kind()).isEqualTo(Ending.Kind.NOT_STEADY);
    assertThat(ending.why())
        .contains("did not hold before the first fault")
        .contains("3 participants are out");
    assertThat(acts).noneMatch(act -> act.contains("inject"));
  }

  @Test
  void breaksNothingWhenNotEverybodyIsServedInTime() throws Exception {
    served = seconds -> 3;

    Ending ending = play(new Step.Inject(CRASH));

    assertThat(ending.kind()).isEqualTo(Ending.Kind.NOT_STEADY);
    assertThat(ending.why()).contains("only 3 of 4 participants were served");
    assertThat(acts).noneMatch(act -> act.contains("inject"));
  }

  @Test
  void aStopWhileTheLastSignalsArriveIsToldInTheHistoryToo() throws Exception {
    stopAt = LoadGenerator.Command.QUIET;

    Ending ending = play(new Step.Inject(CRASH));

    assertThat(ending.kind()).isEqualTo(Ending.Kind.STOPPED);
    assertThat(acts).endsWith("0 say QUIET", "0 phase ABORTED stopped by SIGINT");
  }

  @Test
  void aStopWhileTheLoadLeavesIsToldInTheHistoryToo() throws Exception {
    stopAt = LoadGenerator.Command.LEAVE;

    Ending ending = play(new Step.Inject(CRASH));

    assertThat(ending.kind()).isEqualTo(Ending.Kind.STOPPED);
    assertThat(acts)
        .endsWith("5 say LEAVE", "5 canaries leave", "5 phase ABORTED stopped by SIGINT");
  }

  @Test
  void aRecorderThatFailedIsTheTroubleThatEndsTheRunAndHidesNoOther() throws Exception {
    trouble = Optional.of("the history cannot be written: No space left on device");
    recorderFails = true;

    Ending ending = play(new Step.Inject(CRASH));

    assertThat(ending).isEqualTo(new Ending(Ending.Kind.TROUBLE, trouble.get()));
    assertThat(acts).noneMatch(act -> act.contains("inject"));
  }

  @Test
  void waitsForASteadyStateThatBeginsLate() throws Exception {
    notSteady = seconds -> seconds < 7 ? Optional.of("proofs are due") : Optional.empty();

    Ending ending = play(new Step.Steady(Duration.ofSeconds(5)), new Step.Inject(CRASH));

    assertThat(ending).isEqualTo(Ending.PLAYED);
    assertThat(acts).contains("12 inject crash-1 m2");
  }

  @Test
  void cutsTheTimelineShortWhenNobodyComesBackInTime() throws Exception {
    recovered = seconds -> false;

    Ending ending = play(new Step.Inject(CRASH), until(), new Step.Wait(Duration.ofSeconds(100)));

    assertThat(ending.kind()).isEqualTo(Ending.Kind.CUT_SHORT);
    assertThat(ending.why()).isEqualTo("2 participants are not back after 34 s");
    assertThat(acts).contains("35 phase QUIET 5 s").noneMatch(act -> act.contains("WAIT"));
  }

  @Test
  void goesNoFurtherAfterAFaultWithoutEffect() throws Exception {
    effect = false;

    Ending ending = play(new Step.Inject(CRASH), until());

    assertThat(ending.kind()).isEqualTo(Ending.Kind.CUT_SHORT);
    assertThat(ending.why()).isEqualTo("fault crash-1 (crash m2) showed no effect");
  }

  @Test
  void goesNoFurtherWhenTheNemesisRefuses() throws Exception {
    refuse = true;

    Ending ending = play(new Step.Inject(CRASH), until());

    assertThat(ending.kind()).isEqualTo(Ending.Kind.CUT_SHORT);
    assertThat(ending.why()).isEqualTo("fault crash-1 was refused: no master is alive");
  }

  @Test
  void aRehearsalResolvesEachFaultAndBreaksNothing() throws Exception {
    Ending ending =
        play(new Step.Rehearse(CRASH), until(), new Step.Settled(), new Step.Rehearse(CRASH));

    assertThat(ending).isEqualTo(Ending.PLAYED);
    assertThat(acts)
        .contains(
            "0 crash-1 of m2 could be done",
            "0 phase REHEARSE crash-1: crash-1 of m2 could be done")
        .noneMatch(act -> act.contains("inject") || act.contains("outage,"));
  }

  @Test
  void aRehearsalGoesNoFurtherThanTheDrillCould() throws Exception {
    refuse = true;

    Ending ending = play(new Step.Rehearse(CRASH), until());

    assertThat(ending.kind()).isEqualTo(Ending.Kind.CUT_SHORT);
    assertThat(ending.why()).isEqualTo("fault crash-1 was refused: no master is alive");
  }

  @Test
  void believesNobodyIsBackBeforeTheLiveViewHasSeenTheFault() throws Exception {
    lagNanos = Duration.ofSeconds(2).toNanos();

    Ending ending = play(new Step.Inject(CRASH), until(), new Step.Wait(Duration.ofSeconds(1)));

    assertThat(ending).isEqualTo(Ending.PLAYED);
    assertThat(acts).contains("0 inject crash-1 m2", "2 phase WAIT 1 s");
  }

  @Test
  void stopsAtOnceWhenTheLeverIsPulled() throws Exception {
    recovered =
        seconds -> {
          if (seconds == 3) {
            lever.pull("SIGINT");
          }
          return false;
        };

    Ending ending = play(new Step.Inject(CRASH), until());

    assertThat(ending).isEqualTo(new Ending(Ending.Kind.STOPPED, "SIGINT"));
    assertThat(acts).contains("3 phase ABORTED SIGINT").noneMatch(act -> act.contains("LEAVE"));
  }

  @Test
  void aFaultThatWasNotSeenBecauseTheRunIsToStopIsNoTrouble() throws Exception {
    effect = false;
    whileInjecting = () -> lever.pull("stopped by a tag");

    Ending ending = play(new Step.Inject(CRASH), until());

    assertThat(ending).isEqualTo(new Ending(Ending.Kind.STOPPED, "stopped by a tag"));
  }

  @Test
  void stopsWhenTheHarnessIsInTrouble() throws Exception {
    trouble = Optional.of("worker-1 ended");

    Ending ending = play(new Step.Inject(CRASH));

    assertThat(ending).isEqualTo(new Ending(Ending.Kind.TROUBLE, "worker-1 ended"));
  }

  @Test
  void endsByTheDrillsMaximumDuration() throws Exception {
    Ending ending = play(new Step.Wait(Duration.ofHours(1)));

    assertThat(ending.kind()).isEqualTo(Ending.Kind.STOPPED);
    assertThat(ending.why()).isEqualTo("safety.maxDuration of 900 s is over");
  }

  @Test
  void aSecondFaultComesWhenItsConditionHolds() throws Exception {
    outages = seconds -> hit(10, seconds < 8 ? 0 : 1, 0);

    Ending ending =
        play(
            new Step.Steady(Duration.ofSeconds(5)),
            new Step.Inject(CRASH),
            new Step.When(Conditions.parse("rebuilt >= 10 %"), Duration.ofSeconds(90), FREEZE),
            until());

    assertThat(ending).isEqualTo(Ending.PLAYED);
    assertThat(acts)
        .containsSubsequence(
            "5 inject crash-1 m2",
            "5 phase WAIT for rebuilt >= 10 %",
            "8 phase FAULT freeze-1: freeze m2",
            "8 inject freeze-1 m2",
            "8 phase RECOVER within 34 s");
  }

  @Test
  void aConditionThatNeverHoldsEndsTheDrillWithoutItsFault() throws Exception {
    outages = seconds -> hit(10, 0, 0);

    Ending ending =
        play(
            new Step.Inject(CRASH),
            new Step.When(Conditions.parse("rebuilt >= 10 %"), Duration.ofSeconds(9), FREEZE),
            until());

    assertThat(ending.kind()).isEqualTo(Ending.Kind.CUT_SHORT);
    assertThat(ending.why())
        .isEqualTo(
            "'rebuilt >= 10 %' did not come to hold within 9 s; fault freeze-1 was not injected");
    assertThat(acts).contains("9 phase QUIET 5 s").noneMatch(act -> act.contains("inject freeze"));
  }

  @Test
  void isCalledOffWhenAConditionOfAbortHasHeldForItsTime() throws Exception {
    outages = seconds -> hit(10, 0, seconds < 7 ? 0 : 1);
    abort = List.of(Conditions.parse("unexplained losses > 0 for 3s"));

    Ending ending = play(new Step.Inject(CRASH), new Step.Wait(Duration.ofSeconds(60)), until());

    assertThat(ending)
        .isEqualTo(
            new Ending(
                Ending.Kind.CALLED_OFF, "called off by abort: unexplained losses > 0 for 3s"));
    assertThat(acts)
        .contains("10 phase CALLED_OFF called off by abort: unexplained losses > 0 for 3s")
        .noneMatch(act -> act.contains("QUIET"));
  }
}
