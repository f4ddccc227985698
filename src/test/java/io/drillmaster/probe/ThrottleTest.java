package io.drillmaster.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final Throttle throttle = new Throttle(250, 1_000);

  @Test
  void answersAtOnceWhenThePauseIsOver() {
    assertThat(throttle.ask(1_000)).isZero();
  }

  @Test
  void answersABurstOnceAndItsRestAtTheEndOfThePause() {
    throttle.ask(1_000);
    assertThat(throttle.ask(1_001)).isEqualTo(-1);
    throttle.begin(1_010);
    assertThat(throttle.ask(1_020)).isEqualTo(240);
    assertThat(throttle.ask(1_030)).isEqualTo(-1);
    throttle.begin(1_260);
    assertThat(throttle.ask(9_000)).isZero();
  }
}
