package io.drillmaster.cli;

import io.drillmaster.report.Assets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Fetches what reports are made with from the class path. */
final class ReportAssets {

  private ReportAssets() {}

  /** The assets of an HTML report. */
  static Assets load() {
    try (InputStream in = ReportAssets.class.getResourceAsStream("/" + Assets.CHART_LIBRARY)) {
      if (in == null) {
        throw new IllegalStateException(
            "the chart library is not on the class path: " + Assets.CHART_LIBRARY);
      }
      return new Assets(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
