package io.drillmaster.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of this program as the build laid them out beside the jar, ready to be mapped into
 * memory [1]: a run starts ten processes on the cores that it shares with the cluster under test.
 * The archive is good for one JVM and one jar; with others the JVM starts as if there were none.
 *
 * <p>[1] <a href="https://openjdk.org/jeps/310">JEP 310</a>, application class-data sharing.
 */
public final class ClassArchive {

  private ClassArchive() {}

  /**
   * The options with which a child maps the archive; none where the build made none for this JVM.
   *
   * @param classPath of the child; the archive is good for one that begins with the jar
   */
  public static List<String> options(String classPath) {
    Path jar = Path.of(classPath.split(java.io.File.pathSeparator, 2)[0]);
    Path archive = fileFor(jar, System.getProperty("java.vm.version", ""));
    if (!Files.isRegularFile(archive)) {
      return List.of();
    }
    return List.of(
        "-XX:SharedArchiveFile=" + archive,
        "-Xshare:auto",
        // Whatever the JVM has to say of it must not come before READY on standard output.
        "-Xlog:disable",
        "-Xlog:all=warning:stderr");
  }

  /** Where the build leaves the archive of a jar for a JVM. */
  static Path fileFor(Path jar, String vmVersion) {
    String name = String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "");
    return jar.resolveSibling(name + "-" + vmVersion + ".jsa");
  }
}
