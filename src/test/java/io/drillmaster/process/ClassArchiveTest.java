package io.drillmaster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

  @TempDir Path target;

  @Test
  void isMappedByTheJvmThatItWasMadeFor() throws IOException {
    Path jar = target.resolve("drillmaster.jar");
    Path archive =
        Files.createFile(
            target.resolve("drillmaster-" + System.getProperty("java.vm.version") + ".jsa"));

    assertThat(ClassArchive.options(jar + File.pathSeparator + "other"))
        .startsWith("-XX:SharedArchiveFile=" + archive)
        .contains("-Xshare:auto");
  }

  @Test
  void isLeftAloneByAnyOther() throws IOException {
    Files.createFile(target.resolve("drillmaster-16.0.1+9.jsa"));

    assertThat(ClassArchive.options(target.resolve("drillmaster.jar").toString())).isEmpty();
    assertThat(ClassArchive.options("target/classes" + File.pathSeparator + "a.jar")).isEmpty();
  }
}
