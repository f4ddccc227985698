package io.drillmaster.cli;

import io.drillmaster.process.ClassArchive;
import io.drillmaster.process.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** This program: its version and how it starts itself again as a child. */
final class Self {

  private Self() {}

  /** The version in the jar's manifest, or "dev" outside a jar. */
  static String version() {
    return Optional.ofNullable(Self.class.getPackage().getImplementationVersion()).orElse("dev");
  }

  /** The argv prefix of children (decision D17): the same java, class path and main class. */
  static Launch launch() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String launcher = Files.isExecutable(java) ? java.toString() : "java";
    String classPath = System.getProperty("java.class.path");
    List<String> options = new ArrayList<>(ClassArchive.options(classPath));
    options.addAll(List.of("-cp", classPath, Main.class.getName()));
    return new Launch(launcher, options);
  }

  /** The project's folder when started by its launcher, else the working directory. */
  static Path home() {
    return Path.of(Optional.ofNullable(System.getProperty("drillmaster.home")).orElse(""))
        .toAbsolutePath();
  }

  /** Where runs are kept by default. */
  static Path runs() {
    return home().resolve("reports").resolve("runs");
  }
}
