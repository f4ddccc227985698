package io.drillmaster.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class WatermarkTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Watermark watermark = new Watermark();

  @Test
  void standsAtTheOldestLastTickOfTheLiveFiles() {
    watermark.appeared("a", 0);
    watermark.appeared("b", 0);
    watermark.promised("a", 5 * SECOND);
    watermark.promised("b", 4 * SECOND);

    assertThat(watermark.at(5 * SECOND)).isEqualTo(4 * SECOND);
  }

  @Test
  void aFileWithoutATickHoldsEverythingBackForTwoSeconds() {
    watermark.appeared("a", 0);
    watermark.promised("a", SECOND);
    watermark.appeared("b", SECOND);

    assertThat(watermark.at(3 * SECOND)).isEqualTo(Long.MIN_VALUE);
    assertThat(watermark.leftOut(3 * SECOND)).isEmpty();
    watermark.promised("a", 3 * SECOND);
    assertThat(watermark.at(3 * SECOND + 1)).isEqualTo(3 * SECOND);
    assertThat(watermark.leftOut(3 * SECOND + 1)).containsExactly("b");
  }

  @Test
  void aCompletedFileHoldsNothingBack() {
    watermark.appeared("a", 0);
    watermark.appeared("b", 0);
    watermark.promised("a", 9 * SECOND);
    watermark.promised("b", SECOND);
    watermark.completed("b");

    assertThat(watermark.at(10 * SECOND)).isEqualTo(9 * SECOND);
  }

  @Test
  void aWriterThatTicksAgainIsWaitedForAgain() {
    watermark.appeared("a", 0);
    watermark.appeared("b", 0);
    watermark.promised("a", 10 * SECOND);
    watermark.promised("b", 7 * SECOND);
    assertThat(watermark.leftOut(10 * SECOND)).containsExactly("b");

    watermark.promised("b", 9 * SECOND);

    assertThat(watermark.leftOut(10 * SECOND)).isEmpty();
    assertThat(watermark.at(10 * SECOND)).isEqualTo(9 * SECOND);
  }

  @Test
  void withoutAnyLiveFileEverythingIsCertain() {
    assertThat(watermark.at(0)).isEqualTo(Long.MAX_VALUE);
  }
}
