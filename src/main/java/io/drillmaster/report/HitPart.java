package io.drillmaster.report;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Figures.Blast;
import io.drillmaster.check.Figures.BlastRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who was hit, against what was expected. */
record HitPart(
    List<FaultHits> faults, boolean hasFaults, String unexplained, String unexplainedCss) {

  /**
   * One fault.
   *
   * @param expectedAt where the expectation stands on the bar, in percent of the population
   */
  record FaultHits(
      String title,
      String expected,
      String formula,
      String observed,
      String population,
      String observedShare,
      String expectedAt,
      List<Row> rows) {}

  /** Participants who shared the same with the fault's targets. */
  record Row(
      String relation,
      int population,
      int resumed,
      int rejoined,
      int rebuilt,
      int lost,
      int gone,
      int untouched,
      List<Segment> segments) {}

  /** A part of a bar. */
  record Segment(String css, String width, String title) {}

  static HitPart of(Figures figures) {
    return new HitPart(
        figures.blasts().stream().map(HitPart::hits).toList(),
        !figures.blasts().isEmpty(),
        Words.count(figures.unexplained(), "outage") + " that no fault explains",
        figures.unexplained() == 0 ? "pass" : "fail");
  }

  private static FaultHits hits(Blast blast) {
    int widest = blast.rows().stream().mapToInt(BlastRow::population).max().orElse(1);
    return new FaultHits(
        blast.fault() + ": " + blast.kind() + " " + String.join(", ", blast.targets()),
        Words.count(Math.round(blast.expectedHit())),
        blast.formula(),
        Words.count(blast.observedHit()),
        Words.count(blast.population()),
        width(blast.observedHit(), blast.population()),
        width(blast.expectedHit(), blast.population()),
        blast.rows().stream().map(row -> row(row, widest)).toList());
  }

  private static Row row(BlastRow row, int widest) {
    List<Segment> segments = new ArrayList<>();
    segment(segments, "resumed", row.resumed(), widest);
    segment(segments, "rejoined", row.rejoined(), widest);
    segment(segments, "rebuilt", row.rebuilt(), widest);
    segment(segments, "lost", row.lost(), widest);
    segment(segments, "gone", row.gone(), widest);
    segment(segments, "untouched", row.untouched(), widest);
    return new Row(
        row.relation().key(),
        row.population(),
        row.resumed(),
        row.rejoined(),
        row.rebuilt(),
        row.lost(),
        row.gone(),
        row.untouched(),
        segments);
  }

  private static void segment(List<Segment> segments, String name, int count, int widest) {
    if (count > 0) {
      segments.add(new Segment(name, width(count, widest), Words.count(count) + " " + name));
    }
  }

  private static String width(double part, double whole) {
    return String.format(Locale.ROOT, "%.2f%%", whole <= 0 ? 0 : Math.min(100, 100 * part / whole));
  }
}
