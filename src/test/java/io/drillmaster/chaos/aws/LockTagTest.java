package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LockTagTest {
  private static final Instant NOW = Instant.parse("2026-03-04T09:15:00Z");
  private static final LockTag MINE = LockTag.of("t2q9o07", "arn:aws:sts::1:user/me", "ci/47", NOW);

  private static Instant after(String length) {
    return NOW.plus(Duration.parse("PT" + length));
  }

  @Test
  void isReadAsItWasWritten() {
    assertThat(MINE.text())
        .isEqualTo(
            "t2q9o07 by arn:aws:sts::1:user/me on ci/47 since 2026-03-04T09:15:00Z until 2026-03-04T09:25:00Z");
    assertThat(LockTag.read(MINE.text())).contains(MINE);
  }

  @Test
  void fitsIntoATagWhateverNamesThereAre() {
    LockTag long1 = LockTag.of("t2q9o07abcdef", "arn:(ü)" + "x".repeat(300) + "/me", "", NOW);

    assertThat(long1.text()).hasSizeLessThanOrEqualTo(256).contains("x/me on unknown since");
    assertThat(LockTag.read(long1.text())).contains(long1);
  }

  @Test
  void whatSomebodyElseWroteIsNoLock() {
    assertThat(LockTag.read("")).isEmpty();
    assertThat(LockTag.read("yes")).isEmpty();
    assertThat(LockTag.read("r by c on h since yesterday until today")).isEmpty();
  }

  @Test
  void aHoldStaysTheSameWhenItIsRenewed() {
    LockTag renewed = MINE.renewed(after("3M"));

    assertThat(renewed.until()).isEqualTo(after("13M"));
    assertThat(MINE.isSameHold(renewed)).isTrue();
    assertThat(MINE.isSameHold(LockTag.of("t2q9o07", "arn:aws:sts::1:user/me", "ci/48", NOW)))
        .isFalse();
  }

  @Test
  void isRenewedAfterTwoMinutesAndFreeAMinuteAfterItsEnd() {
    assertThat(MINE.isDue(after("2M"))).isFalse();
    assertThat(MINE.isDue(after("2M1S"))).isTrue();
    assertThat(MINE.isKept(after("4M59S"))).isTrue();
    assertThat(MINE.isKept(after("5M"))).isFalse();
    assertThat(MINE.isOver(after("10M"))).isFalse();
    assertThat(MINE.isOver(after("10M1S"))).isTrue();
    assertThat(MINE.isFree(after("11M"))).isFalse();
    assertThat(MINE.isFree(after("11M1S"))).isTrue();
  }
}
