package io.drillmaster.twin.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The published JavaScript clients, as npm installs them by name and version from {@code
 * sdk/package.json} into the build folder; once per clean build.
 */
public final class NpmPackages {

  private static final Path FOLDER = Path.of("target", "sdk");
  private static final long INSTALL_SECONDS_MAX = 180;

  private NpmPackages() {}

  /** A program on the path; the test that asks is skipped without it, by this sentence. */
  public static Path program(String name, String test) {
    Optional<Path> found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        found.isPresent(), test + " skipped: " + name + " is not on the PATH; .ci/run installs it");
    return found.get();
  }

  /** The folder {@code node_modules} with the clients in it. */
  public static Path installed(String test) throws IOException, InterruptedException {
    Path npm = program("npm", test);
    Files.createDirectories(FOLDER);
    Path modules = FOLDER.resolve("node_modules").toAbsolutePath();
    Path done = FOLDER.resolve("installed.json");
    try (FileChannel channel =
            FileChannel.open(
                FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Path wanted = FOLDER.resolve("package.json");
      try (var in = NpmPackages.class.getResourceAsStream("/sdk/package.json")) {
        Files.copy(in, wanted, StandardCopyOption.REPLACE_EXISTING);
      }
      if (!lock.isValid() || !Files.exists(done) || Files.mismatch(wanted, done) >= 0) {
        install(npm);
        Files.copy(wanted, done, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return modules;
  }

  private static void install(Path npm) throws IOException, InterruptedException {
    Path log = FOLDER.resolve("npm.log");
    Process install =
        new ProcessBuilder(
                List.of(
                    npm.toString(),
                    "install",
                    "--no-package-lock",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--prefer-offline"))
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = install.waitFor(INSTALL_SECONDS_MAX, TimeUnit.SECONDS);
    if (!ended) {
      install.descendants().forEach(ProcessHandle::destroyForcibly);
      install.destroyForcibly().waitFor();
    }
    if (!ended || install.exitValue() != 0) {
      throw new IllegalStateException(
          "npm could not install the published clients within %d s:%n%s"
              .formatted(INSTALL_SECONDS_MAX, Files.readString(log)));
    }
  }
}
