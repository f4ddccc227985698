package io.drillmaster.simulations.crew;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignalSampleTest {

  @ParameterizedTest
  @CsvSource({"1000, 5000, 1", "1001, 5000, 2", "18000, 5000, 18", "18000, 0, 1", "1, 1, 5"})
  void keepsTheDrawnSignalsBelowTheBound(int participants, long everyMillis, int oneOf) {
    SignalSample sample = SignalSample.of(participants, Duration.ofMillis(everyMillis));

    assertThat(sample).isEqualTo(new SignalSample(oneOf));
    long drawn = IntStream.range(0, participants).filter(sample::contains).count();
    assertThat(drawn).isEqualTo((participants + oneOf - 1) / oneOf);
  }
}
