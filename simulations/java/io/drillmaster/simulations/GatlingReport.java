package io.drillmaster.simulations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the start page of Gatling's own report in a run folder. */
final class GatlingReport {
  /** {@code gatling/worker-1/conference-20260101120000/index.html}. */
  private static final int DEPTH = 3;

  private GatlingReport() {}

  /** Its path relative to the run folder, the first worker's when there are several. */
  static Optional<String> find(Path run) {
    Path gatling = run.resolve("gatling");
    if (!Files.isDirectory(gatling)) {
      return Optional.empty();
    }
    try (Stream<Path> pages =
        Files.find(gatling, DEPTH, (path, what) -> path.endsWith("index.html"))) {
      return pages.sorted().findFirst().map(page -> run.relativize(page).toString());
    } catch (IOException cause) {
      throw new UncheckedIOException(gatling + " cannot be read", cause);
    }
  }
}
