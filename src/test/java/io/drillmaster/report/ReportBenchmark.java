package io.drillmaster.report;

import io.drillmaster.check.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Time and size of a report from figures at their largest. Run by hand, without arguments. */
public final class ReportBenchmark {
  private static final int ROUNDS = 5;

  private ReportBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Figures figures = FigureExamples.largest();
    Assets assets = assets();
    for (int round = 1; round <= ROUNDS; round++) {
      long begin = System.nanoTime();
      String page = HtmlReport.text(Examples.card(1), Examples.failing(), figures, assets);
      double millis = (System.nanoTime() - begin) / 1e6;
      System.out.printf(
          Locale.ROOT,
          "round %d: %.0f ms, %,d bytes%n",
          round,
          millis,
          page.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  private static Assets assets() throws IOException {
    try (InputStream in =
        ReportBenchmark.class.getClassLoader().getResourceAsStream(Assets.CHART_LIBRARY)) {
      return new Assets(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
