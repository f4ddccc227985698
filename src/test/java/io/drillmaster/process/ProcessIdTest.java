package io.drillmaster.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdTest {
  private static final ProcessId ME = ProcessId.of(ProcessHandle.current());

  @Test
  void findsTheProcessItNames() {
    assertThat(ME.find()).contains(ProcessHandle.current());
  }

  @Test
  void findsNothingWhenTheNumberBelongsToALaterProcess() {
    assertThat(new ProcessId(ME.pid(), ME.startMillis() - 60_000).find()).isEmpty();
  }

  @Test
  void standsForTheSameProcessAfterASmallCorrectionOfTheWallClock() {
    assertThat(ME.isSame(new ProcessId(ME.pid(), ME.startMillis() + 1_000))).isTrue();
    assertThat(ME.isSame(new ProcessId(ME.pid(), ME.startMillis() + 1_501))).isFalse();
    assertThat(ME.isSame(new ProcessId(ME.pid() + 1, ME.startMillis()))).isFalse();
  }
}
