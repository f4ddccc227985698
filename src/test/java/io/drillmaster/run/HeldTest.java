package io.drillmaster.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Snapshot;
import io.drillmaster.drill.Condition;
import io.drillmaster.drill.Conditions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeldTest {
  private static final long SECOND = 1_000_000_000L;

  /** At so many seconds so many are out of ten; of four outages so many are back. */
  private static Snapshot at(double seconds, int out, int back) {
    return snapshot(seconds, out, new Snapshot.Outages(4 - back, 4, back, 0, 0, 1, 0, 0), 3, false);
  }

  private static Snapshot snapshot(
      double seconds, int out, Snapshot.Outages outages, int masters, boolean isUnfit) {
    return new Snapshot(
        Math.round(seconds * SECOND),
        new Snapshot.People(10, 0, 10 - out, out, 0, 0, 0, 0),
        outages,
        0,
        0,
        Map.of(),
        new Snapshot.Places(Map.of(), Map.of(), Map.of(), Map.of(), Map.of()),
        List.of(),
        new Snapshot.Masters(3, masters),
        isUnfit);
  }

  private static Held held(String text) {
    Condition condition = Conditions.parse(text);
    return new Held(condition);
  }

  @Test
  void aShareIsOfThoseThatMeanToBeInAndABackOfThoseHit() {
    assertThat(held("lost > 29 %").holds(at(0, 3, 0))).isTrue();
    assertThat(held("lost > 30 %").holds(at(0, 3, 0))).isFalse();
    assertThat(held("lost >= 3").holds(at(0, 3, 0))).isTrue();
    assertThat(held("unexplained losses > 9 %").holds(at(0, 3, 0))).isTrue();
    assertThat(held("back >= 50 %").holds(at(0, 3, 2))).isTrue();
    assertThat(held("back >= 51 %").holds(at(0, 3, 2))).isFalse();
    assertThat(held("rebuilt >= 1").holds(at(0, 3, 2))).isFalse();
  }

  @Test
  void aShareOfNobodyDoesNotHold() {
    Snapshot before = snapshot(0, 0, new Snapshot.Outages(0, 0, 0, 0, 0, 0, 0, 0), 3, false);
    assertThat(held("back < 50 %").holds(before)).isFalse();
    assertThat(held("back < 1").holds(before)).isTrue();
  }

  @Test
  void itMustHoldForItsWholeTimeWithoutAGap() {
    Held held = held("lost >= 3 for 2s");
    assertThat(held.holds(at(0, 3, 0))).isFalse();
    assertThat(held.holds(at(1.9, 4, 0))).isFalse();
    assertThat(held.holds(at(2, 2, 0))).isFalse();
    assertThat(held.holds(at(3, 3, 0))).isFalse();
    assertThat(held.holds(at(5, 3, 0))).isTrue();
  }

  @Test
  void nobodyComesBackIsToldOnlyWhileSomebodyIsOut() {
    Held held = held("back rate = 0 for 2s");
    for (double seconds = 0; seconds < 5; seconds += 0.25) {
      assertThat(held.holds(at(seconds, 0, 0))).isFalse();
    }
    for (double seconds = 5; seconds < 8; seconds += 0.25) {
      assertThat(held.holds(at(seconds, 3, 0))).isFalse();
    }
    assertThat(held.holds(at(8, 3, 0))).isTrue();
  }

  @Test
  void oneWhoComesBackBeginsItAnew() {
    Held held = held("back rate = 0 for 2s");
    for (double seconds = 0; seconds < 2; seconds += 0.25) {
      assertThat(held.holds(at(seconds, 3, 0))).isFalse();
    }
    for (double seconds = 2; seconds < 5; seconds += 0.25) {
      assertThat(held.holds(at(seconds, 2, 1))).isFalse();
    }
    assertThat(held.holds(at(5.1, 2, 1))).isTrue();
  }

  @Test
  void mastersAndTheHarnessAreLookedAtAsTheyAreNow() {
    Snapshot.Outages none = new Snapshot.Outages(0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(held("healthy masters < 2").holds(snapshot(0, 0, none, 1, false))).isTrue();
    assertThat(held("healthy masters < 2").holds(snapshot(0, 0, none, 2, false))).isFalse();
    assertThat(held("harness unfit").holds(snapshot(0, 0, none, 3, true))).isTrue();
    assertThat(held("harness unfit").holds(snapshot(0, 0, none, 3, false))).isFalse();
  }
}
