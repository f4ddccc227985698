package io.drillmaster.report;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Figures.Lane;
import io.drillmaster.check.Figures.Span;
import java.util.List;
import java.util.Locale;

/** The nodes over time: what the chart shows as lanes, in words. */
record ClusterPart(List<NodeRow> nodes, boolean hasNodes, int chartHeight) {
  private static final int LANE_WITH_SOCKETS = 74;
  private static final int LANE = 44;
  private static final int MARGINS = 36;

  /**
   * One node.
   *
   * @param sockets sockets at the beginning, least and most; empty = has none
   */
  record NodeRow(String node, String role, String sockets, List<SpanRow> spans) {}

  /** A time in which something held of a node. */
  record SpanRow(String what, String css, String when, String why) {}

  static ClusterPart of(Figures figures) {
    List<Lane> lanes = figures.lanes();
    int height =
        lanes.stream().mapToInt(lane -> lane.sockets().isEmpty() ? LANE : LANE_WITH_SOCKETS).sum();
    return new ClusterPart(
        lanes.stream().map(ClusterPart::row).toList(), !lanes.isEmpty(), height + MARGINS);
  }

  private static NodeRow row(Lane lane) {
    return new NodeRow(
        lane.node(),
        lane.role(),
        sockets(lane.sockets()),
        lane.spans().stream().map(ClusterPart::row).toList());
  }

  private static String sockets(List<Integer> sockets) {
    if (sockets.isEmpty()) {
      return "-";
    }
    int most = sockets.stream().mapToInt(Integer::intValue).max().orElse(0);
    return "at most "
        + Words.count(most)
        + ", "
        + Words.count(sockets.get(sockets.size() - 1))
        + " at the end";
  }

  private static SpanRow row(Span span) {
    String what = span.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return new SpanRow(
        what,
        what.replace(' ', '-'),
        Words.sinceZero(span.from()) + " to " + Words.sinceZero(span.to()),
        span.why());
  }
}
