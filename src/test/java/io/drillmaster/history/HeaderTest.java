package io.drillmaster.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderTest {

  @Test
  void anotherWriterOfTheRunDiffersInNameAndAnchorOnly() {
    Header worker = Samples.header("worker-1");

    assertThat(Samples.header("harness").forWriter("worker-1", worker.anchor())).isEqualTo(worker);
  }
}
