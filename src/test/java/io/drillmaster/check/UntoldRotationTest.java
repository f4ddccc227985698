package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UntoldRotationTest {

  private static final Set<String> TWO = Set.of("m1", "m2");
  private static final Set<String> THREE = Set.of("m1", "m2", "m3");

  private final UntoldRotation rotation = new UntoldRotation(100);
  private long at;

  /** So many placements, one to each in turn. */
  private void inTurn(int count, Set<String> candidates, String... masters) {
    for (int i = 0; i < count; i++) {
      rotation.placed(masters[i % masters.length], candidates, at++);
    }
  }

  @Test
  void countsOnceEveryMasterThatIsThereHasGotOne() {
    at = 100;
    inTurn(2, TWO, "m1", "m2");
    inTurn(80, TWO, "m1", "m2");
    assertThat(rotation.doubt()).isEmpty();
    assertThat(rotation.spread().words()).isEqualTo("m1 40 of 40, m2 40 of 40");
  }

  @Test
  void earlierPlacementsShowWhoIsInRotationAndAreNotCounted() {
    inTurn(100, TWO, "m1", "m2");
    inTurn(60, TWO, "m1", "m2");
    assertThat(rotation.spread().count()).isEqualTo(60);
  }

  @Test
  void aReplacementIsCountedFromItsFirstPlacementOnHoweverLateThatIs() {
    inTurn(100, TWO, "m1", "m2");
    inTurn(200, THREE, "m1", "m2");
    inTurn(99, THREE, "m3", "m1", "m2");
    assertThat(rotation.doubt()).isEmpty();
    assertThat(rotation.spread().words()).isEqualTo("m1 33 of 33, m2 33 of 33, m3 32 of 33");
  }

  @Test
  void aMasterThatGotNothingMayNotHaveBeenInRotation() {
    inTurn(100, TWO, "m1", "m2");
    inTurn(200, THREE, "m1", "m2");
    assertThat(rotation.doubt())
        .isEqualTo(
            "m3 was left out for longer than chance explains, and whether it was in rotation is not"
                + " known; let the target's balancer tell rotation");
  }

  @Test
  void norAMasterThatIsLeftOutForALongWhile() {
    inTurn(150, THREE, "m1", "m2", "m3");
    inTurn(40, THREE, "m1", "m2");
    inTurn(60, THREE, "m1", "m2", "m3");
    assertThat(rotation.doubt()).startsWith("m3 was left out");
  }

  @Test
  void aMasterThatWasAwayMustGetOneAnew() {
    inTurn(150, THREE, "m1", "m2", "m3");
    inTurn(30, TWO, "m1", "m2");
    inTurn(40, THREE, "m1", "m2");
    inTurn(61, THREE, "m3", "m1", "m2");
    assertThat(rotation.doubt()).isEmpty();
    assertThat(rotation.spread().count()).isEqualTo(50 + 30 + 60);
  }

  @Test
  void placementsWhileMastersComeAndGoAreLeftOut() {
    at = 200;
    rotation.placed("m1", Set.of(), at);
    rotation.placed("m9", TWO, at);
    assertThat(rotation.spread().count()).isZero();
  }

  @Test
  void aSingleMasterIsNoQuestionOfShares() {
    inTurn(300, Set.of("m1"), "m1");
    assertThat(rotation.doubt()).isEmpty();
  }

  @Test
  void fairChanceIsSeldomDoubted() {
    int doubted = 0;
    for (int seed = 0; seed < 200; seed++) {
      UntoldRotation fair = new UntoldRotation(50);
      Random random = new Random(seed);
      for (int i = 0; i < 450; i++) {
        fair.placed("m" + (1 + random.nextInt(3)), THREE, i);
      }
      doubted += fair.doubt().isEmpty() ? 0 : 1;
    }
    assertThat(doubted).isLessThan(4);
  }
}
