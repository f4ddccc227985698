package io.drillmaster.check;

import static io.drillmaster.check.Planted.caught;
import static io.drillmaster.check.Planted.leftUnknown;

import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SignalEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link MutationTest}, for a harness that cannot be believed, and for the drill's numbers. */
class HarnessMutationTest {

  @Test
  @Tag(Checks.HARNESS_HONEST)
  void aGapInAFileLeavesTheRunUnknown() {
    for (long seed = 0; seed < Planted.SEEDS; seed++) {
      Histories histories = new ValidHistories(seed).histories;
      List<Recorded> torn =
          histories.recorded().stream()
              .filter(each -> !(each.writer().equals("prober") && each.index() == 5))
              .toList();
      new Planted(seed, histories, torn).isLeftUnknown(Checks.HARNESS_HONEST, "prober: 1 of ");
    }
  }

  @Test
  @Tag(Checks.HARNESS_HONEST)
  void aClockBehindTheOthersLeavesTheRunUnknown() {
    shifted("prober", -3, "the clock of prober is at least 3.0 s behind that of worker-1");
  }

  @Test
  @Tag(Checks.HARNESS_HONEST)
  void aClockAheadOfTheOthersLeavesTheRunUnknown() {
    shifted("worker-1", 0.6, "the clock of prober is at least 0.6 s behind that of worker-1");
  }

  private static void shifted(String writer, double seconds, String words) {
    for (long seed = 0; seed < Planted.SEEDS; seed++) {
      Histories histories = new ValidHistories(seed).histories;
      List<Recorded> recorded = ClockShift.by(histories.recorded(), Map.of(writer, seconds));
      new Planted(seed, histories, recorded).isLeftUnknown(Checks.HARNESS_HONEST, words);
    }
  }

  @Test
  @Tag(Checks.HARNESS_HONEST)
  void aFaultOfWhichNobodySawAnEffectLeavesTheRunUnknown() {
    leftUnknown(
        Checks.HARNESS_HONEST,
        "fault crash-1 had no effect that anybody saw",
        (event, valid) -> event instanceof FaultEvent.EffectSeen ? List.of() : List.of(event));
  }

  @Test
  @Tag(Checks.HARNESS_HONEST)
  void aWorkerThatDiesLeavesTheRunUnknown() {
    leftUnknown(
        Checks.HARNESS_HONEST,
        "worker-2 ended before its time: exit 137",
        (event, valid) ->
            event instanceof HarnessEvent.PhaseBegan phase
                    && phase.phase() == HarnessEvent.Phase.QUIET
                ? List.of(
                    event, new HarnessEvent.ProcessDied(event.at() + 1, "worker-2", "exit 137"))
                : List.of(event));
  }

  @Test
  @Tag(Checks.HARNESS_HONEST)
  void aStarvedHarnessLeavesTheRunUnknown() {
    leftUnknown(
        Checks.HARNESS_HONEST,
        "worker-1 was unfit for",
        (event, valid) ->
            event instanceof HarnessEvent.Fitness reading
                    && reading.process().equals("worker-1")
                    && event.at() > Histories.nanos(10)
                ? List.of(Altered.with(reading, "stealPercent", 40))
                : List.of(event));
  }

  @Test
  @Tag(Checks.OBJECTIVES)
  void slowSignalsAreCaught() {
    caught(
        Checks.OBJECTIVES,
        "signal p95 <= 1s",
        (event, valid) ->
            event instanceof SignalEvent.Received received
                    && received.purpose() == SignalEvent.Purpose.ROOM
                    && received.seq() % 3 == 0
                ? List.of(
                    Altered.with(received, "intendedAt", received.intendedAt() - 2_000_000_000L))
                : List.of(event));
  }
}
