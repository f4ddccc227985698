package io.drillmaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Formatter, enforcer, Error Prone, NullAway and the compiler's warnings really stop the build: the
 * project's own pom, offline, on a tiny project with a planted violation.
 */
class BuildGatesIT {
  /** Far more than the seconds that one goal takes on a busy machine. */
  private static final long MAVEN_SECONDS_MAX = 120;

  private static final String SOURCES = "src/main/java/planted/";

  @TempDir private Path project;

  @BeforeEach
  void copiesThePom() throws IOException {
    assumeTrue(maven().isPresent(), "skipped: mvn is not on the PATH");
    Files.copy(ProjectFiles.TOP.resolve("pom.xml"), project.resolve("pom.xml"));
    Files.createDirectories(project.resolve(".mvn"));
    Files.copy(ProjectFiles.TOP.resolve(".mvn/jvm.config"), project.resolve(".mvn/jvm.config"));
    write(
        SOURCES + "package-info.java",
        "/** Planted. */\n@NullMarked\npackage planted;\n\nimport org.jspecify.annotations.NullMarked;\n");
  }

  @Test
  void anUnformattedFileStopsTheBuild() throws Exception {
    write(SOURCES + "Crooked.java", "package planted;\nclass   Crooked {int x;}\n");

    Outcome outcome = run("spotless:check");

    assertThat(outcome.output()).contains("Crooked.java").contains("format violations");
    assertThat(outcome.exit()).isNotZero();
  }

  @Test
  void aDependencyDeclaredTwiceStopsTheBuild() throws Exception {
    Path pom = project.resolve("pom.xml");
    String twice =
        "<dependency><groupId>org.jspecify</groupId><artifactId>jspecify</artifactId><version>${jspecify.version}</version></dependency>";
    String text = Files.readString(pom);
    assertThat(text).contains(twice);
    Files.writeString(pom, text.replace(twice, twice + twice));

    Outcome outcome = run("enforcer:enforce@rules");

    assertThat(outcome.output()).contains("BanDuplicatePomDependencyVersions");
    assertThat(outcome.exit()).isNotZero();
  }

  @Test
  void errorProneAndNullAwayStopTheBuild() throws Exception {
    write(
        SOURCES + "Broken.java",
        """
        package planted;

        class Broken {
          String name() {
            return null;
          }

          void check(int x) {
            if (x < 0) {
              new IllegalArgumentException("negative");
            }
          }
        }
        """);

    Outcome outcome = run("compiler:compile");

    assertThat(outcome.output()).contains("[DeadException]").contains("[NullAway]");
    assertThat(outcome.exit()).isNotZero();
  }

  @Test
  void aWarningStopsTheBuild() throws Exception {
    write(
        SOURCES + "Raw.java",
        "package planted;\n\nimport java.util.List;\n\nclass Raw {\n  List raw = List.of();\n}\n");

    Outcome outcome = run("compiler:compile");

    assertThat(outcome.output()).contains("raw type").contains("-Werror specified");
    assertThat(outcome.exit()).isNotZero();
  }

  @Test
  void cleanCodeCompiles() throws Exception {
    write(SOURCES + "Clean.java", "package planted;\n\nclass Clean {\n  int x = 1;\n}\n");

    Outcome outcome = run("spotless:check", "compiler:compile");

    assertThat(outcome.exit()).as(outcome.output()).isZero();
  }

  private record Outcome(int exit, String output) {}

  private Outcome run(String... goals) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(maven().orElseThrow().toString(), "-B", "-o"));
    String repository =
        System.getProperty("localRepository", System.getProperty("maven.repo.local"));
    if (repository != null) {
      command.add("-Dmaven.repo.local=" + repository);
    }
    command.addAll(List.of(goals));
    Path log = project.resolve("maven.log");
    Process maven =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!maven.waitFor(MAVEN_SECONDS_MAX, TimeUnit.SECONDS)) {
      maven.descendants().forEach(ProcessHandle::destroyForcibly);
      maven.destroyForcibly().waitFor();
      throw new IllegalStateException(
          command + " did not end within " + MAVEN_SECONDS_MAX + " s:\n" + Files.readString(log));
    }
    return new Outcome(maven.exitValue(), Files.readString(log));
  }

  private void write(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Optional<Path> maven() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "mvn"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
