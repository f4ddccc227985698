package io.drillmaster.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeverFileTest {
  @TempDir private Path runs;

  private final StopLever lever = new StopLever();

  private RunFolder folder() {
    return RunFolder.create(runs, "smoke", Instant.EPOCH, 7);
  }

  @Test
  void anotherProcessPullsTheLeverAndIsAnswered() throws Exception {
    RunFolder folder = folder();
    try (LeverFile file = LeverFile.watch(folder, lever)) {
      assertThat(file).isNotNull();
      assertThat(LeverFile.pull(folder, Duration.ofSeconds(5))).isTrue();
      await().until(() -> lever.pulled().isPresent());
      assertThat(lever.pulled()).contains("stopped by drillmaster stop");
    }
  }

  @Test
  void nobodyAnswersForARunThatIsGoneAndTheFileIsTakenBack() throws Exception {
    RunFolder folder = folder();
    assertThat(LeverFile.pull(folder, Duration.ofMillis(300))).isFalse();
    assertThat(folder.path().resolve("stop")).doesNotExist();
    assertThat(lever.pulled()).isEmpty();
  }
}
