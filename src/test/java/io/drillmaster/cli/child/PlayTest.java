package io.drillmaster.cli.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.process.Launch;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayTest {

  @Test
  void aRunIsStartedAsAUserWouldStartIt() {
    Launch launch = new Launch("java", List.of("-jar", "x.jar"));
    Play play = new Play("old-timer", "recipe", "smoke", List.of("--set", "load.signals=none"), 7);

    assertThat(play.argv(launch, Path.of("out", "runs")))
        .containsExactly(
            "java",
            "-jar",
            "x.jar",
            "run",
            "smoke",
            "--seed",
            "7",
            "--out",
            Path.of("out", "runs").toString(),
            "--quiet",
            "--set",
            "load.signals=none");
  }
}
