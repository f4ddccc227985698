package io.drillmaster.twin;

import java.nio.file.Path;
import java.util.List;

/** Twins for tests. */
final class TestTwins {

  private TestTwins() {}

  /** Three masters, two media nodes, short infrastructure clocks, real protocol clocks. */
  static TwinSpec spec(Path folder) {
    return new TwinSpec(3, 2, TwinClocks.FAST, List.of(), 7, folder, 100, List.of());
  }
}
