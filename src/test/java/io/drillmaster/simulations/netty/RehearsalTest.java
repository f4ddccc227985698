package io.drillmaster.simulations.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.time.Ticker;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  @Test
  void everyConnectionBeginsAndEnds() throws Exception {
    assertThat(Rehearsal.play(Ticker.system())).isEqualTo(400);
  }
}
