package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.Recorded;
import java.util.List;
import org.junit.jupiter.api.Test;

class HarnessHonestTest {

  private static Histories run() {
    return new Histories()
        .cluster()
        .join(-20, "p1", "s1", "c1", 3, "m1")
        .fit(-20, 60)
        .phase(60, Phase.LEAVE);
  }

  /** The drill asks for three: the ramp has ended only when all are in. */
  private static Histories rampedRun() {
    return run().join(-20, "p2", "s1", "c2", 3, "m1").join(-20, "p3", "s1", "c3", 3, "m1");
  }

  private static Verdict judged(Histories histories) {
    return histories.verdict(Checks.HARNESS_HONEST);
  }

  @Test
  void passesAFitHarness() {
    Verdict verdict = judged(run().crash(0, "m1"));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure())
        .isEqualTo("loop lag at most 5 ms, tick gap at most 5 ms, steal 0 %, other programs 0 %");
    assertThat(verdict.evidence()).isEqualTo("81 readings, figures good to +-5 ms");
  }

  @Test
  void tellsAShortUnfitInterval() {
    Verdict verdict = judged(run().crash(0, "m1").fitness(10.5, "worker-1", 310, 0));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.findings())
        .containsExactly("unfit: worker-1 from +10.000 s to +10.500 s: event loop 310 ms late");
  }

  @Test
  void aHostBusyWithOtherProgramsIsUnfitForEveryProcess() {
    Verdict verdict = judged(run().crash(0, "m1").fitness(10.5, "harness", 5, 0, 43));
    assertThat(verdict.findings())
        .containsExactly(
            "unfit: harness from +9.500 s to +10.500 s: other programs had 43 % of a busy host's CPU");
    assertThat(judged(run().crash(0, "m1").fitness(10.5, "harness", 5, 0, 20)).findings())
        .isEmpty();
  }

  @Test
  void secondsInARowAreToldAsOneSpell() {
    Histories histories = run().crash(0, "m1");
    for (int i = 0; i < 4; i++) {
      histories.fitness(10.5 + i, "harness", 5, 0, 43 + i);
    }
    histories.fitness(19.5, "harness", 5, 0, 0).fitness(20.5, "harness", 5, 0, 30);
    assertThat(judged(histories).findings())
        .containsExactly(
            "unfit: harness from +9.500 s to +13.500 s:"
                + " other programs had 43 % of a busy host's CPU, and more",
            "unfit: harness from +19.500 s to +20.500 s:"
                + " other programs had 30 % of a busy host's CPU");
  }

  @Test
  void tellsTheFirstThreeSpellsAndHowManyMoreThereWere() {
    Histories histories = run().crash(0, "m1");
    for (int i = 1; i <= 3; i++) {
      histories.fitness(10 * i + 0.5, "worker-1", 310, 0);
    }
    assertThat(judged(histories).findings())
        .containsExactly(
            "unfit: worker-1 from +10.000 s to +10.500 s: event loop 310 ms late",
            "unfit: worker-1 from +20.000 s to +20.500 s: event loop 310 ms late",
            "unfit: worker-1 from +30.000 s to +30.500 s: event loop 310 ms late");
    histories.fitness(40.5, "worker-1", 310, 0).fitness(50.5, "worker-1", 310, 0);
    assertThat(judged(histories).findings()).hasSize(4).contains("unfit: 2 more intervals");
  }

  @Test
  void tellsWhatCannotBeMeasuredHere() {
    int notMeasured = -1;
    assertThat(judged(run().crash(0, "m1").fitness(10.5, "worker-1", 5, notMeasured)).findings())
        .containsExactly("not measured here: steal");
  }

  @Test
  void doesNotMindABusyRamp() {
    Histories histories = rampedRun().phase(-5, Phase.STEADY).crash(0, "m1");
    for (int i = 0; i < 15; i++) {
      histories.fitness(-20.5 + i, "worker-1", 700, 0);
    }
    Verdict verdict = judged(histories);
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.evidence()).endsWith("figures good to +-5 ms");
  }

  /** Of the 65 seconds that are judged. */
  private static Histories unfitFor(int seconds) {
    Histories histories = rampedRun().phase(-5, Phase.STEADY).crash(0, "m1");
    for (int i = 0; i < seconds; i++) {
      histories.fitness(10 + i, "worker-2", 5, 40);
    }
    return histories;
  }

  @Test
  void isUnknownWhenUnfitForTooLong() {
    Verdict verdict = judged(unfitFor(40));
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason()).startsWith("worker-2 was unfit for 40.0 s of 65.0 s");
  }

  @Test
  void passesWhenUnfitForAFifthOfTheTimeAndNoLonger() {
    assertThat(judged(unfitFor(13)).result()).isEqualTo(Result.PASS);
    assertThat(judged(unfitFor(14)).reason()).startsWith("worker-2 was unfit for 14.0 s of 65.0 s");
  }

  /** A stoic in the prober hears p1 this much before p1's own clock says that it spoke. */
  private static Histories heardEarly(double seconds) {
    return run()
        .crash(0, "m1")
        .writer("prober")
        .join(-15, "stoic-1", "s1", "c9", 3, "m1", "c1")
        .receivedLate(10, -seconds, "stoic-1", "s1", "c9", "p1", "c1", 1);
  }

  @Test
  void isUnknownWhenClocksAreApart() {
    assertThat(judged(heardEarly(0.4)).reason())
        .isEqualTo(
            "the clock of prober is at least 0.4 s behind that of worker-1: it received what had"
                + " not been sent");
    assertThat(judged(heardEarly(0.25)).result()).isEqualTo(Result.PASS);
    assertThat(judged(heardEarly(0.2)).evidence())
        .isEqualTo("81 readings, figures good to +-200 ms");
  }

  @Test
  void isUnknownWhenSocketsWereCutThoughSilenceWasOrdered() {
    Verdict verdict =
        judged(run().fault(0, "freeze-1", FaultKind.FREEZE, Role.MASTER, "m1", Signature.CUT));
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo(
            "fault freeze-1 was to show silent on the wire, and m1 showed cut: it was not the fault"
                + " of the drill");
    assertThat(
            judged(
                    run()
                        .fault(
                            0, "freeze-1", FaultKind.FREEZE, Role.MASTER, "m1", Signature.SILENT))
                .result())
        .isEqualTo(Result.PASS);
  }

  @Test
  void isUnknownWhenAMasterFellSilentThatWasToCrash() {
    assertThat(
            judged(run().fault(0, "crash-1", FaultKind.CRASH, Role.MASTER, "m1", Signature.SILENT))
                .result())
        .isEqualTo(Result.UNKNOWN);
    assertThat(
            judged(run().fault(0, "crash-1", FaultKind.CRASH, Role.MASTER, "m1", Signature.CLOSED))
                .result())
        .isEqualTo(Result.PASS);
  }

  @Test
  void isUnknownWhenAWorkerDied() {
    Histories histories =
        run()
            .crash(0, "m1")
            .add(new HarnessEvent.ProcessDied(Histories.nanos(9), "worker-1", "exit 137"));
    assertThat(judged(histories).reason()).isEqualTo("worker-1 ended before its time: exit 137");
    assertThat(histories.judged().judgement().overall()).isEqualTo(Result.UNKNOWN);
  }

  @Test
  void isUnknownWhenANodeDiedByItself() {
    Histories histories =
        run()
            .crash(0, "m1")
            .add(
                new NodeEvent.Gone(
                    Histories.nanos(9),
                    "store",
                    Role.STORE,
                    "store#7",
                    false,
                    "SIGKILL; its log ends:\n  Ready to accept connections"));
    assertThat(judged(histories).reason())
        .isEqualTo(
            "store died and no fault of the drill did it: SIGKILL; its log ends: | Ready to"
                + " accept connections");
  }

  @Test
  void isUnknownOverADamagedHistory() {
    assertThat(
            judged(run().crash(0, "m1").damaged("worker-1", "no footer: the writer died")).reason())
        .isEqualTo("worker-1: no footer: the writer died");
  }

  @Test
  void theFiguresNameTheFilesAndWhatTheyLack() {
    Figures.Evidence evidence =
        run()
            .crash(0, "m1")
            .damaged("worker-1", "no footer: the writer died")
            .judged()
            .figures()
            .evidence();
    assertThat(evidence.writers()).containsExactly("harness", "worker-1");
    assertThat(evidence.damages()).containsExactly("worker-1: no footer: the writer died");
  }

  @Test
  void isUnknownWhenParticipantsOfTheRampAreInNoFile() {
    assertThat(judged(run().phase(-5, Phase.STEADY).crash(0, "m1")).reason())
        .isEqualTo("2 of 3 participants are in no history file; a worker's is missing");
  }

  @Test
  void aMemberOfTheProberStandsForNoParticipantThatIsMissing() {
    Histories histories =
        run()
            .join(-20, "p2", "s1", "c2", 3, "m1")
            .phase(-5, Phase.STEADY)
            .crash(0, "m1")
            .writer("prober")
            .join(-15, "stoic-1", "s1", "c9", 3, "m1", "c1");
    assertThat(judged(histories).reason())
        .isEqualTo("1 of 3 participants are in no history file; a worker's is missing");
  }

  @Test
  void isUnknownWhenEventsAreMissingInTheMiddleOfAFile() {
    Histories histories = run().crash(0, "m1");
    List<Recorded> torn =
        histories.recorded().stream()
            .filter(
                each -> !each.writer().equals("worker-1") || each.index() < 1 || each.index() > 2)
            .toList();
    assertThat(Outside.opinions(histories.header(), histories.drill(), torn))
        .hasEntrySatisfying(
            Checks.HARNESS_HONEST,
            opinion ->
                assertThat(opinion.reason()).isEqualTo("worker-1: 2 of 7 events are missing"));
  }

  @Test
  void isUnknownWhenAFaultHadNoEffect() {
    Histories histories =
        run()
            .add(
                new FaultEvent.Injecting(
                    Histories.nanos(0),
                    "crash-1",
                    FaultKind.CRASH,
                    Role.MASTER,
                    List.of("m1"),
                    List.of("m1#1")))
            .add(new FaultEvent.Injected(Histories.nanos(0.1), "crash-1"));
    assertThat(judged(histories).reason())
        .isEqualTo("fault crash-1 had no effect that anybody saw");
  }

  /** A crash whose effect the driver saw, and nobody on the wire. */
  private static Histories unfelt(Role role, String node) {
    return run()
        .by(
            "harness",
            new FaultEvent.Injecting(
                Histories.nanos(0),
                "crash-1",
                FaultKind.CRASH,
                role,
                List.of(node),
                List.of(node + "#1")))
        .by("harness", new FaultEvent.Injected(Histories.nanos(0.1), "crash-1"))
        .by(
            "harness",
            new FaultEvent.EffectSeen(Histories.nanos(0.2), "crash-1", node, "exit 137"));
  }

  @Test
  void isUnknownWhenTheFaultOfAMasterShowedNothingOnTheWire() {
    assertThat(judged(unfelt(Role.MASTER, "m1")).reason())
        .isEqualTo("fault crash-1 showed no signature on the wire");
    assertThat(judged(unfelt(Role.MEDIA_NODE, "k1")).result()).isEqualTo(Result.PASS);
  }

  @Test
  void isUnknownWhenTheRunWasAborted() {
    assertThat(
            judged(
                    run()
                        .crash(0, "m1")
                        .add(
                            new HarnessEvent.PhaseBegan(
                                Histories.nanos(20), Phase.ABORTED, "by the operator")))
                .reason())
        .isEqualTo("aborted: by the operator");
  }

  @Test
  void isUnknownOnAnEmptyHistory() {
    assertThat(judged(new Histories()).reason())
        .isEqualTo(
            "the history ends before the load was told to leave; the harness did not measure how"
                + " fit it was");
  }
}
