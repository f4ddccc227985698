package io.drillmaster.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How tests start a program of theirs as a child. */
public final class TestLaunch {

  /** Set where the jar is known to be fresh: in the build's integration tests. */
  private static final String JAR = System.getProperty("drillmaster.jar", "");

  private TestLaunch() {}

  /** With the jar, its archive and the test's classes where there is a jar, else as the test. */
  public static Launch of(Class<?> main) {
    List<String> options = new ArrayList<>(ClassArchive.options(classPath()));
    options.addAll(List.of("-cp", classPath(), main.getName()));
    return new Launch(Path.of(System.getProperty("java.home"), "bin", "java").toString(), options);
  }

  private static String classPath() {
    return JAR.isEmpty()
        ? System.getProperty("java.class.path")
        : JAR + java.io.File.pathSeparator + Path.of("target", "test-classes").toAbsolutePath();
  }
}
