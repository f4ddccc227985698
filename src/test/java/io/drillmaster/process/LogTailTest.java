package io.drillmaster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path folder;

  @Test
  void givesTheLastLinesOldestFirst() throws IOException {
    Path log = Files.writeString(folder.resolve("m1.log"), "one\ntwo\nthree\n");
    assertThat(LogTail.of(log, 2)).containsExactly("two", "three");
    assertThat(LogTail.of(log)).containsExactly("one", "two", "three");
  }

  @Test
  void leavesOutTheLineThatItsBoundCuts() throws IOException {
    Path log = Files.writeString(folder.resolve("m1.log"), "x".repeat(20_000) + "\nlast\n");
    assertThat(LogTail.of(log)).containsExactly("last");
  }

  @Test
  void isEmptyForAnAbsentOrEmptyFile() throws IOException {
    assertThat(LogTail.of(folder.resolve("none.log"))).isEmpty();
    assertThat(LogTail.of(Files.createFile(folder.resolve("empty.log")))).isEmpty();
  }
}
