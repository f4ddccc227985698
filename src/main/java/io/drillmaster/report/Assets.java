package io.drillmaster.report;

/**
 * What a report carries inside itself besides its own words; handed in, because this package reads
 * nothing.
 *
 * @param chartLibrary the text of {@link #CHART_LIBRARY}
 */
public record Assets(String chartLibrary) {

  /** Where the class path holds the chart library: Apache ECharts, Apache-2.0. */
  public static final String CHART_LIBRARY =
      "META-INF/resources/webjars/echarts/5.3.1/dist/echarts.common.min.js";

  public Assets {
    if (chartLibrary.contains("</script")) {
      throw new IllegalArgumentException(
          "the chart library contains </script and cannot be inlined; use " + CHART_LIBRARY);
    }
  }
}
