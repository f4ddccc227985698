package io.drillmaster.report;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Judgement;

/**
 * {@code report.html}: one file that opens anywhere, loads nothing and says the essential on paper
 * and without scripts too. Text from the cluster is escaped by the template; data for the charts is
 * JSON in which no {@code <} is left.
 */
public final class HtmlReport {

  private HtmlReport() {}

  /** The whole file. */
  public static String text(RunCard card, Judgement judgement, Figures figures, Assets assets) {
    Page page =
        new Page(
            HeadPart.of(card, judgement, figures),
            TimelinePart.of(figures),
            ClusterPart.of(figures),
            HitPart.of(figures),
            RecoveryPart.of(figures),
            StormPart.of(figures),
            ChecksPart.of(card, judgement),
            SetupPart.of(figures),
            PageColour.all(),
            ChartDataCodec.json(ChartData.of(figures)),
            assets.chartLibrary());
    return PageRenderer.of().execute(page);
  }
}
