package io.drillmaster.simulations.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.run.port.LoadGenerator.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ControlWatchTest {
  private static final long SECOND = 1_000_000_000L;

  private final ControlWatch watch = new ControlWatch(0);

  private static ControlLine line(Command command) {
    return new ControlLine(command, 7);
  }

  @Test
  void commandsAreObeyedAndHeartbeatsAreNot() {
    assertThat(watch.look(List.of(new ControlLine(null, 1), line(Command.START)), SECOND))
        .containsExactly(line(Command.START));
  }

  @Test
  void aHeartbeatEachTenSecondsIsEnough() {
    for (int second = 10; second < 100; second += 10) {
      assertThat(watch.look(List.of(new ControlLine(null, 1)), second * SECOND)).isEmpty();
    }
    assertThat(watch.isDeserted()).isFalse();
  }

  @Test
  void silenceForMoreThanTenSecondsMeansLeaveOnce() {
    assertThat(watch.look(List.of(), 10 * SECOND)).isEmpty();
    assertThat(watch.look(List.of(), 10 * SECOND + 1))
        .containsExactly(new ControlLine(Command.LEAVE, 10 * SECOND + 1));
    assertThat(watch.isDeserted()).isTrue();
    assertThat(watch.look(List.of(), 30 * SECOND)).isEmpty();
  }

  @Test
  void whoWasToldToLeaveIsNotDeserted() {
    watch.look(List.of(line(Command.LEAVE)), SECOND);

    assertThat(watch.look(List.of(), 60 * SECOND)).isEmpty();
    assertThat(watch.isDeserted()).isFalse();
  }
}
