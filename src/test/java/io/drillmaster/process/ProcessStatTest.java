package io.drillmaster.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStatTest {
  @Test
  void readsTheLetterBehindACommandNameWithParenthesesAndBlanks() {
    assertThat(ProcessStat.letterIn("17 (a) R (b) T 1 17 17 0")).contains('T');
    assertThat(ProcessStat.letterIn("17 (java) S 1")).contains('S');
  }

  @Test
  void findsNoLetterInALineCutShort() {
    assertThat(ProcessStat.letterIn("17 (java)")).isEmpty();
    assertThat(ProcessStat.letterIn("")).isEmpty();
  }

  @Test
  void countsAZombieAsEndedAndATracedStopAsStopped() {
    assertThat(ProcessStat.state('Z')).isEqualTo(ProcessState.ENDED);
    assertThat(ProcessStat.state('t')).isEqualTo(ProcessState.STOPPED);
    assertThat(ProcessStat.state('D')).isEqualTo(ProcessState.RUNNING);
  }
}
