package io.drillmaster.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Snapshot;
import io.drillmaster.history.HarnessEvent.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Live lines, as somebody who watches a run reads them. */
class ProgressLineTest {
  private static final ProgressLine LINES = new ProgressLine(Ink.PLAIN);
  private static final Snapshot NOTHING = snapshot(0, 0, 0, 0, 0, Map.of());

  @Test
  void theRampCountsThoseWhoJoin() {
    Snapshot now = snapshot(1, 588, 412, 0, 310, Map.of());

    assertThat(LINES.status(Duration.ofSeconds(5), Phase.RAMP, "", NOTHING, now))
        .isEqualTo(" 00:05  ramp     588 joining         joined   412   lost    0   signals 310/s");
  }

  @Test
  void recoverySaysWhoIsBackAndWhatWasRefusedSinceTheLineBefore() {
    Snapshot before = snapshot(1, 0, 444, 556, 1000, Map.of("502", 20L));
    Snapshot now = snapshot(3, 0, 782, 218, 2800, Map.of("502", 61L, "503", 4L));

    assertThat(LINES.status(Duration.ofSeconds(76), Phase.RECOVER, "until recovered", before, now))
        .isEqualTo(
            " 01:16  recover  back 61 %           joined   782   lost  218   signals 900/s"
                + "   502: 41   503: 4");
  }

  @Test
  void aSteadyPhaseSaysWhatItHolds() {
    Snapshot now = snapshot(1, 0, 1000, 0, 998, Map.of());

    assertThat(LINES.status(Duration.ofSeconds(10), Phase.STEADY, "holding 5 s", NOTHING, now))
        .isEqualTo(" 00:10  steady   holding 5 s         joined 1,000   lost    0   signals 998/s");
  }

  @Test
  void aFaultHasItsOwnLine() {
    assertThat(
            LINES.fault(
                Duration.ofSeconds(15),
                1,
                "crash",
                List.of("m2"),
                "entry for 337, owner of 84 sessions; observed after 3 ms: cut"))
        .isEqualTo(
            " 00:15  FAULT 1  crash m2            entry for 337, owner of 84 sessions; observed"
                + " after 3 ms: cut");
  }

  @Test
  void colourChangesNoColumn() {
    Snapshot now = snapshot(1, 0, 782, 218, 0, Map.of());
    String colour =
        new ProgressLine(Ink.COLOUR)
            .status(Duration.ofSeconds(16), Phase.RECOVER, "", NOTHING, now);

    assertThat(colour).contains("\u001b[38;5;166mlost  218\u001b[0m");
    assertThat(colour.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(LINES.status(Duration.ofSeconds(16), Phase.RECOVER, "", NOTHING, now));
  }

  private static Snapshot snapshot(
      int seconds, int joining, int served, int lost, long sent, Map<String, Long> refusals) {
    return new Snapshot(
        seconds * 1_000_000_000L,
        new Snapshot.People(1000, joining, served, lost, 0, 0, 0, 0),
        new Snapshot.Outages(lost, lost == 0 ? 0 : 556, 0, 0, lost == 0 ? 0 : 556 - lost, 0, 0, 0),
        sent,
        0,
        refusals,
        new Snapshot.Places(Map.of(), Map.of(), Map.of(), Map.of(), Map.of()),
        List.of(),
        new Snapshot.Masters(3, 3),
        false);
  }
}
