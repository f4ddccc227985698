package io.drillmaster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachmentTest {
  private static final List<String> JAVA = List.of("/jdk/bin/java", "-jar", "d.jar", "node");

  @Test
  void leavesTheTerminalsSessionWhereSetsidIs() {
    assertThat(Detachment.setsid(Path.of("/usr/bin/setsid")).argv(JAVA))
        .containsExactly("/usr/bin/setsid", "/jdk/bin/java", "-jar", "d.jar", "node");
  }

  @Test
  void ignoresInterruptsAndExecsElsewhere() {
    assertThat(Detachment.ignoringInterrupt().argv(JAVA))
        .containsExactly(
            "/bin/sh",
            "-c",
            "trap '' INT; exec \"$0\" \"$@\"",
            "/jdk/bin/java",
            "-jar",
            "d.jar",
            "node");
  }

  @Test
  void findsAProgramInTheFirstFolderOfThePathThatHasIt(@TempDir Path folder) throws IOException {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    Path program = Files.createFile(second.resolve("setsid"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(Detachment.find("setsid", first + ":" + second)).contains(program);
    assertThat(Detachment.find("setsid", first.toString())).isEmpty();
    assertThat(Detachment.find("setsid", null)).isEmpty();
  }
}
