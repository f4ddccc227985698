package io.drillmaster.chaos;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Safety;
import io.drillmaster.drill.Selector;
import io.drillmaster.run.port.Nemesis;
import java.util.List;
import org.junit.jupiter.api.Test;

class SafetyBoundsTest {
  private static final Fault CRASH =
      new Fault.Crash("crash-1", Role.MASTER, new Selector.AllButOne());

  @Test
  void letsAFaultLeaveAsManyMastersAsDemanded() {
    assertThatCode(
            () ->
                SafetyBounds.check(
                    CRASH, List.of("m1", "m2"), List.of("m1", "m2", "m3"), Safety.TWIN))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesToLeaveFewer() {
    Safety two = new Safety(2, Safety.TWIN.maxDuration());
    assertThatThrownBy(
            () -> SafetyBounds.check(CRASH, List.of("m1", "m2"), List.of("m1", "m2", "m3"), two))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessage(
            "fault crash-1 refused: taking [m1, m2] would leave 1 of the healthy masters"
                + " [m1, m2, m3], and safety.minHealthyMasters is 2; take fewer, start more"
                + " masters, or wait until earlier victims are replaced");
  }

  @Test
  void doesNotCountMastersForAFaultOnMediaNodes() {
    Fault media = new Fault.Crash("crash-1", Role.MEDIA_NODE, new Selector.One());
    assertThatCode(() -> SafetyBounds.check(media, List.of("n1"), List.of("n1"), Safety.TWIN))
        .doesNotThrowAnyException();
  }
}
