package io.drillmaster.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drillmaster.drill.DrillFile.Overrides;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LimitsOfTest {

  private static Limits limits(String drill, String... settings) {
    return LimitsOf.of(DrillLibrary.find(drill).drill(new Overrides(List.of(settings), "", "")));
  }

  @Test
  void aWrittenLimitStands() {
    assertThat(limits("crash-one-master"))
        .isEqualTo(
            new Limits(
                Duration.ofSeconds(30),
                "as written",
                Duration.ofSeconds(16),
                ProtocolClocks.REAL,
                InfrastructureClocks.FAST,
                Duration.ofSeconds(3)));
  }

  @Test
  void autoForSilenceAddsNoticeAndFirstByteAndSaysSo() {
    Limits limits = limits("vanish-one-master");

    assertThat(limits.limit()).isEqualTo(Duration.ofMillis(46_300));
    assertThat(limits.limitWhy())
        .isEqualTo(
            "auto: notice of silence 10s + ejection 3s + first byte 2s + lease 5.3s"
                + " + close of the evicted 10s + join time-out 10s + two retries 6s");
    assertThat(limits.settling()).isEqualTo(Duration.ofSeconds(27));
  }

  @Test
  void autoForCutsIsTheThirtyFourSecondsOfTheDecision() {
    Limits limits = limits("no-fault");

    assertThat(limits.limit()).isEqualTo(Duration.ofMillis(34_300));
    assertThat(limits.limitWhy()).doesNotContain("notice").doesNotContain("first byte");
  }

  @Test
  void slowInfrastructureClocksRaiseAutoAndEjection() {
    Limits limits = limits("vanish-one-master", "target.twin.clocks=aws");

    assertThat(limits.ejection()).isEqualTo(Duration.ofSeconds(45));
    assertThat(limits.limit()).isEqualTo(Duration.ofMillis(146_300));
  }

  @Test
  void fastProtocolClocksShortenSettling() {
    assertThat(limits("smoke").settling()).isEqualTo(Duration.ofMillis(5_333));
  }

  @Test
  void aMastersLossHitsThroughEntryOrOwner() {
    Load load = DrillLibrary.find("crash-one-master").drill(Overrides.NONE).load();

    ExpectedBlast blast =
        ExpectedBlast.of(new Fault.Crash("f", Role.MASTER, new Selector.One()), 3, load);

    assertThat(blast.share()).isCloseTo(5.0 / 9, within(1e-12));
    assertThat(blast.participants()).isEqualTo(556);
    assertThat(blast.sockets()).isEqualTo(333);
    assertThat(blast.sessions()).isEqualTo(83);
    assertThat(
            ExpectedBlast.of(new Fault.Crash("f", Role.MASTER, new Selector.AllButOne()), 3, load)
                .participants())
        .isEqualTo(889);
  }

  @Test
  void aMediaNodesLossHitsItsSessionsOnly() {
    Load load = DrillLibrary.find("crash-one-master").drill(Overrides.NONE).load();

    assertThat(ExpectedBlast.of(new Fault.Crash("f", Role.MEDIA_NODE, new Selector.One()), 2, load))
        .isEqualTo(new ExpectedBlast(1, 2, 0.5, 500, 0, 125));
  }

  @Test
  void selectorsTakeWhatTheySay() {
    assertThat(ExpectedBlast.victims(new Selector.One(), 3)).isEqualTo(1);
    assertThat(ExpectedBlast.victims(new Selector.AllButOne(), 3)).isEqualTo(2);
    assertThat(ExpectedBlast.victims(new Selector.Percent(10), 3)).isEqualTo(1);
    assertThat(ExpectedBlast.victims(new Selector.Percent(67), 3)).isEqualTo(2);
    assertThat(ExpectedBlast.victims(new Selector.Named(List.of("m1", "m2")), 3)).isEqualTo(2);
    assertThat(ExpectedBlast.victims(new Selector.OwnerOf("busiest"), 3)).isEqualTo(1);
  }
}
