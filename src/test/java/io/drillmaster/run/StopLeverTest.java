package io.drillmaster.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StopLeverTest {

  @Test
  void aPullInterruptsWhatIsBeingMadeAndNothingElse() throws InterruptedException {
    StopLever lever = new StopLever();
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Thread puller =
        new Thread(
            () -> {
              try {
                begun.await();
                lever.pull("stopped by SIGINT");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    puller.start();

    assertThat(
            lever.<String>unlessPulled(
                () -> {
                  begun.countDown();
                  never.await();
                  return "a cluster";
                }))
        .isEmpty();
    puller.join();

    assertThat(lever.pulled()).contains("stopped by SIGINT");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void whatWasMadeIsGivenAndLaterNothingIsMade() throws InterruptedException {
    StopLever lever = new StopLever();
    assertThat(lever.unlessPulled(() -> "a cluster")).contains("a cluster");
    lever.pull("first");
    lever.pull("second");

    assertThat(lever.pulled()).contains("first");
    assertThat(lever.unlessPulled(() -> "too late")).isEmpty();
  }

  @Test
  void whoeverWantsToKnowIsToldOnceAlsoAfterwards() {
    StopLever lever = new StopLever();
    List<String> told = new ArrayList<>();
    lever.whenPulled(() -> told.add("early"));
    lever.pull("first");
    lever.pull("second");
    assertThat(told).containsExactly("early");

    lever.whenPulled(() -> told.add("late"));
    assertThat(told).containsExactly("early", "late");
  }

  @Test
  void aFailureOfItsOwnIsPassedOn() {
    StopLever lever = new StopLever();
    assertThatThrownBy(
            () ->
                lever.unlessPulled(
                    () -> {
                      throw new IllegalStateException("no port");
                    }))
        .hasMessage("no port");
  }
}
