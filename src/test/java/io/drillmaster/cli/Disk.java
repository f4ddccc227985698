package io.drillmaster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A place for runs; one of its own, and small, where it is to become full. */
final class Disk implements AutoCloseable {

  private final Path folder;
  private final boolean isMounted;

  private Disk(Path folder, boolean isMounted) {
    this.folder = folder;
    this.isMounted = isMounted;
  }

  /**
   * Makes one.
   *
   * @param small whether it is a file system in memory, which needs root
   */
  static Disk under(Path folder, boolean small) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    if (small) {
      run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", folder.toString());
    }
    return new Disk(folder, small);
  }

  Path folder() {
    return folder;
  }

  /** Leaves no room for a single byte. */
  void fill() throws IOException, InterruptedException {
    new ProcessBuilder("dd", "if=/dev/zero", "of=" + filler(), "bs=4096")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Makes room again. */
  void empty() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  private static void run(String... command) throws IOException, InterruptedException {
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + code);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (isMounted) {
      run("umount", "-l", folder.toString());
    }
  }
}
