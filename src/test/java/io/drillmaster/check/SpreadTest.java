package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpreadTest {

  private static final Set<String> ALL = Set.of("a", "b", "c");

  private static Spread of(int a, int b, int c) {
    Spread spread = new Spread();
    place(spread, "a", a);
    place(spread, "b", b);
    place(spread, "c", c);
    return spread;
  }

  private static void place(Spread spread, String master, int times) {
    for (int i = 0; i < times; i++) {
      spread.placed(master, ALL);
    }
  }

  @Test
  void findsTheMasterThatGotTooMuch() {
    Spread spread = of(80, 20, 20);
    Spread.Skew worst = Objects.requireNonNull(spread.worst());
    assertThat(worst.master()).isEqualTo("a");
    assertThat(worst.placed()).isEqualTo(80);
    assertThat(worst.expected()).isCloseTo(40, within(1e-9));
    assertThat(worst.deviations()).isCloseTo(40 / Math.sqrt(120 * 2 / 9.0), within(1e-9));
    assertThat(spread.deviationsMax()).isCloseTo(worst.deviations(), within(1e-9));
    assertThat(spread.words()).isEqualTo("a 80 of 40, b 20 of 40, c 20 of 40");
    assertThat(spread.count()).isEqualTo(120);
  }

  @Test
  void findsTheMasterThatGotTooLittle() {
    Spread.Skew worst = Objects.requireNonNull(of(10, 55, 55).worst());
    assertThat(worst.master()).isEqualTo("a");
    assertThat(worst.deviations()).isCloseTo(-30 / Math.sqrt(120 * 2 / 9.0), within(1e-9));
    assertThat(of(10, 55, 55).deviationsMax()).isCloseTo(-worst.deviations(), within(1e-9));
  }

  @Test
  void findsNothingThatChanceExplainsOrThatDoesNotMatter() {
    assertThat(of(52, 34, 34).worst()).isNull();
    assertThat(of(4_400, 3_800, 3_800).worst()).isNull();
    assertThat(of(4_100, 4_100, 3_300).worst()).isNull();
    assertThat(of(40, 40, 40).deviationsMax()).isCloseTo(0, within(1e-9));
  }

  @Test
  void judgesNoMasterWithFewerThanThirtyExpected() {
    assertThat(of(60, 0, 0).worst()).isNull();
    assertThat(of(60, 0, 0).deviationsMax()).isZero();
    assertThat(of(60, 14, 15).unjudged()).containsExactly("a", "b", "c");
    assertThat(of(63, 15, 15).unjudged()).isEmpty();
    assertThat(of(63, 15, 15).worst()).isNotNull();
  }

  @Test
  void leavesOutWhatWentWhereItCouldNot() {
    Spread spread = new Spread();
    spread.placed("d", ALL);
    assertThat(spread.count()).isZero();
    assertThat(spread.words()).isEqualTo("none");
    assertThat(spread.unjudged()).isEmpty();
  }

  @Test
  void seesNoSkewWhereThereIsNoChoice() {
    Spread spread = new Spread();
    for (int i = 0; i < 40; i++) {
      spread.placed("a", Set.of("a"));
    }
    assertThat(spread.worst()).isNull();
    assertThat(spread.deviationsMax()).isZero();
    assertThat(spread.words()).isEqualTo("a 40 of 40");
  }
}
