package io.drillmaster.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files of libraries that reports are made with. */
final class Assets {

  /** Within the webjar; the version is in the path, so a test keeps it true. */
  private static final String CHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.common.min.js";

  private Assets() {}

  /** The chart library's script. */
  static String chartLibrary() {
    try (InputStream in = Assets.class.getResourceAsStream(CHARTS)) {
      if (in == null) {
        throw new IllegalStateException("the chart library is not on the class path: " + CHARTS);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
