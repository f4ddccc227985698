package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Figures.Span;
import io.drillmaster.check.Figures.SpanKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTest {

  private static List<String> spans(Histories histories) {
    return histories.judged().figures().lanes().stream()
        .filter(lane -> lane.node().equals("m2"))
        .flatMap(lane -> lane.spans().stream())
        .filter(span -> span.kind() != SpanKind.FAULT)
        .map(LanesTest::words)
        .toList();
  }

  private static String words(Span span) {
    return span.kind() + " to " + Math.round(span.to());
  }

  @Test
  void aDeadNodeIsInRotationUntilABalancerSeesItAndNeverOutOfIt() {
    Histories crashed =
        new Histories()
            .cluster()
            .rotation(-50, "m2", true)
            .crash(0, "m2")
            .gone(0.02, "m2")
            .rotation(3, "m2", false)
            .list(20);
    assertThat(spans(crashed)).containsExactlyInAnyOrder("ALIVE to 0", "IN_ROTATION to 3");
  }

  @Test
  void aNodeThatWasOutOfItWhenItDiedIsNotToTheEnd() {
    Histories ejected =
        new Histories()
            .cluster()
            .crash(0, "m1")
            .rotation(2, "m2", false)
            .gone(5, "m2")
            .rotation(7, "m2", false)
            .list(20);
    assertThat(spans(ejected)).containsExactlyInAnyOrder("ALIVE to 5", "OUT_OF_ROTATION to 5");
  }
}
