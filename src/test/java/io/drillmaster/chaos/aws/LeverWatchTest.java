package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeverWatchTest {
  private final HandTimer timer = new HandTimer();
  private final List<String> pulls = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Deque<LeverWatch.Lever> answers = new ArrayDeque<>();
  private final LeverWatch watch =
      new LeverWatch("the lever", () -> answers.remove().pulled(), pulls::add, notes::add, timer);

  private void answer(LeverWatch.Lever lever) {
    answers.add(lever);
    timer.turn();
  }

  private static LeverWatch.Lever failing(String code) {
    return () -> {
      throw new CloudException("asked: " + code, code, false, new IllegalStateException());
    };
  }

  @Test
  void asksOftenEnoughToStopWithinFiveSecondsAndNoMoreOnceItWasPulled() {
    watch.begin();
    answer(Optional::empty);
    answer(() -> Optional.of("stopped by somebody"));

    assertThat(timer.waits).containsExactly(Duration.ZERO, LeverWatch.PAUSE);
    assertThat(LeverWatch.PAUSE).isLessThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(pulls).containsExactly("stopped by somebody");
    assertThat(notes).isEmpty();
  }

  @Test
  void anAnswerThatDoesNotComeIsNotedOnceAndAskedForAtTheSamePace() {
    watch.begin();
    answer(failing("Throttling"));
    answer(failing("Throttling"));
    answer(Optional::empty);

    assertThat(timer.waits)
        .containsExactly(Duration.ZERO, LeverWatch.PAUSE, LeverWatch.PAUSE, LeverWatch.PAUSE);
    assertThat(notes)
        .containsExactly(
            "the lever does not answer: asked: Throttling",
            "the lever answers again after 2 times in vain");
    assertThat(pulls).isEmpty();
  }

  @Test
  void whoMayNotAskAsksSeldom() {
    watch.begin();
    answer(failing("AccessDeniedException"));

    assertThat(timer.waits).last().isEqualTo(LeverWatch.PAUSE_DENIED);
  }

  @Test
  void afterItsEndNobodyAsks() {
    watch.begin();
    answers.add(
        () -> {
          watch.close();
          return Optional.empty();
        });
    timer.turn();

    assertThat(timer.waits).containsExactly(Duration.ZERO);
  }
}
