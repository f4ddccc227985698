package io.drillmaster.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Figures;
import io.drillmaster.check.FiguresFile;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.VerdictFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The sample is a real run, and its reports are what this version draws from it. After a change of
 * the reports: {@code ./drillmaster report RUN --copy-to reports/sample}.
 */
class SampleTest {

  private static final Path SAMPLE = Path.of("reports", "sample");

  @Test
  void isDrawnByThisVersion() throws IOException {
    Judgement judgement = VerdictFile.read(read("verdict.json"));
    Figures figures = FiguresFile.read(read("figures.json"));
    RunCard card =
        new RunCard(
            "reports/sample",
            read("command.txt").strip(),
            Duration.ZERO,
            judgement.exitCode(),
            judgement.zeroNanos());

    assertThat(JUnitXml.text(card, judgement, figures)).isEqualTo(read("junit.xml"));
    assertThat(Summary.text(card, judgement, figures)).isEqualTo(read("summary.md"));
    assertThat(
            HtmlReport.text(card, judgement, figures, new Assets("charts")).replace("charts", ""))
        .hasSizeGreaterThan(50_000);
    assertThat(read("report.html")).contains("</html>").contains(judgement.run());
  }

  @Test
  void isARealRunOfTheDefaultDrill() throws IOException {
    Judgement judgement = VerdictFile.read(read("verdict.json"));
    Figures figures = FiguresFile.read(read("figures.json"));

    assertThat(judgement.drill()).isEqualTo("crash-one-master");
    assertThat(figures.run().participants()).isEqualTo(1_000);
    assertThat(figures.evidence().events()).isGreaterThan(100_000);
  }

  private static String read(String name) throws IOException {
    return Files.readString(SAMPLE.resolve(name));
  }
}
