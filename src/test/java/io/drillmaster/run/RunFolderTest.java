package io.drillmaster.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @Test
  void twoRunsBegunInTheSameSecondGetFoldersOfTheirOwn(@TempDir Path runs) {
    assertThat(RunFolder.create(runs, "smoke", NOON, 7).path())
        .isEqualTo(runs.resolve("smoke-20260102T120000Z-7"));
    assertThat(RunFolder.create(runs, "smoke", NOON, 7).path())
        .isEqualTo(runs.resolve("smoke-20260102T120000Z-7-1"));
  }

  @Test
  void aPlaceThatTakesNoFolderIsBadInputWithACure(@TempDir Path runs) throws IOException {
    Path file = Files.createFile(runs.resolve("file"));
    assertThatThrownBy(() -> RunFolder.create(file, "smoke", NOON, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no run folder can be made below %s: it is a file; give a writable folder with --out"
                .formatted(file));
    assertThatThrownBy(() -> RunFolder.create(file.resolve("below"), "smoke", NOON, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("Not a directory; give a writable folder with --out");
  }
}
