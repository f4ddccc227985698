package io.drillmaster.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  private static final long MILLI = 1_000_000L;

  private final Arrivals arrivals = new Arrivals(Duration.ofSeconds(1), 2);

  /** At which of the milliseconds from 0 to 4,000 one begins, with so many under way. */
  private List<Long> begun(int underWay) {
    return LongStream.rangeClosed(0, 40)
        .map(tenth -> tenth * 100)
        .filter(millis -> arrivals.arrives(millis * MILLI, underWay))
        .boxed()
        .toList();
  }

  @Test
  void comeAtFixedTimesFromHalfAPeriodOn() {
    arrivals.open(0);
    assertThat(begun(0)).containsExactly(500L, 1_500L, 2_500L, 3_500L);
  }

  @Test
  void comeNotBeforeTheStreamIsOpenedNorAfterItIsClosed() {
    assertThat(begun(0)).isEmpty();
    arrivals.open(0);
    arrivals.close();
    assertThat(begun(0)).isEmpty();
    assertThat(arrivals.nextAt()).isEqualTo(Visit.NEVER);
  }

  @Test
  void areNotMovedByOpeningAnOpenStream() {
    arrivals.open(0);
    arrivals.open(400 * MILLI);
    assertThat(arrivals.nextAt()).isEqualTo(500 * MILLI);
  }

  @Test
  void areSkippedAndCountedWhenTooManyAreUnderWay() {
    arrivals.open(0);
    assertThat(begun(2)).isEmpty();
    assertThat(arrivals.skipped()).isEqualTo(4);
    arrivals.close();
    arrivals.open(0);
    assertThat(arrivals.skipped()).isZero();
  }

  @Test
  void makeNothingGoodOfAPauseOfOurOwn() {
    arrivals.open(0);
    assertThat(arrivals.arrives(3_700 * MILLI, 0)).isTrue();
    assertThat(arrivals.arrives(3_800 * MILLI, 0)).isFalse();
    assertThat(arrivals.nextAt()).isEqualTo(4_500 * MILLI);
  }
}
