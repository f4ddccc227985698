package io.drillmaster.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Judgement;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report is one file that says the essential, loads nothing and trusts nobody. */
class HtmlReportTest {
  private static final int MOST_BYTES = 5_000_000;
  private static final long BROWSER_SECONDS_MAX = 60;
  private static final String HOSTILE =
      "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">'&\u2028{{x}}";

  private static Assets assets;

  @BeforeAll
  static void readsTheChartLibrary() throws IOException {
    try (InputStream in =
        HtmlReportTest.class.getClassLoader().getResourceAsStream(Assets.CHART_LIBRARY)) {
      assets = new Assets(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void saysFirstWhyItFailedAndHowToRepeatIt() {
    String text = words(failing());

    assertThat(text)
        .containsSubsequence(
            "FAIL",
            "PinnedMediaNode",
            "participant p-017-2 was told k1 at +00:00.912, participant p-017-4 was told k2",
            "also: EveryoneReconnected: participant p-101-3 lost its socket",
            "./drillmaster run crash-one-master --seed 20817",
            "./drillmaster history reports/runs/crash-one-master-20260304T091502Z-20817"
                + " --session drill-7f3-017 --around +00:01.204",
            "TWIN embedded cluster; says nothing about anybody's servers.",
            "What this run says nothing about",
            "a silent master",
            "MembershipAgrees: not judged",
            "What happened",
            "The cluster",
            "Who was hit",
            "How long it took",
            "Checks",
            "Setup");
  }

  @Test
  void saysTheEssentialWithoutScripts() {
    String text = words(failing());

    assertThat(text)
        .contains("+0.0 s crash m2 0 444 556 0 0 0")
        .contains("entry and owner 111 0 0 108 3 0 0")
        .contains("Expected 556 of 1,000, by 1 - (1 - 1/3)^2 of 1,000; observed 556.")
        .contains("rebuilt 332 5.6 s 11.4 s 12.1 s 12.9 s")
        .contains("m2 master at most 333, 0 at the end")
        .contains("worker-1 +17.2 s to +18.1 s tick gap 412 ms")
        .contains("2026-03-04 09:15:24.207 UTC")
        .contains("LIMIT 34 s: auto: ejection 3 s")
        .contains("- crash: { master: one }");
  }

  @Test
  void aPassIsHeadedByWhatItShows() {
    assertThat(words(html(0, Examples.passing(), Examples.figures())))
        .containsSubsequence(
            "PASS", "When one of three masters crashes", "Every check passed; 556 of 556")
        .doesNotContain("What a pass would have shown");
  }

  @Test
  void aControlHasNobodyHit() {
    assertThat(words(html(0, Examples.passing(), Examples.control())))
        .contains("No fault was injected: this run is a control.", "Nobody was hit.");
  }

  @Test
  void loadsNothingFromOutside() {
    String own = failing().replace(assets.chartLibrary(), "");

    assertThat(own).contains("default-src 'none'");
    assertThat(own).doesNotContain("http://", "https://", "<link", "@import", "url(", " src=");
  }

  @Test
  void escapesWhateverComesFromTheCluster() {
    String page =
        html(1, TextReportsTest.hostile(HOSTILE), Examples.figures(HOSTILE, 3))
            .replace(assets.chartLibrary(), "");

    assertThat(Pattern.compile("<script").matcher(page).results()).hasSize(3);
    assertThat(Pattern.compile("</script>").matcher(page).results()).hasSize(3);
    assertThat(page).doesNotContain("<img", "\u2028{{x}}</script>");
    assertThat(page).contains("&lt;/script&gt;&lt;script&gt;", "\\u003c/script\\u003e", "\\u2028");
  }

  @Test
  void staysSmallWhateverTheRunsLength() {
    String page = html(1, Examples.failing(), FigureExamples.largest());

    assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
  }

  @Test
  void refusesALibraryThatWouldEndItsScript() {
    assertThatThrownBy(() -> new Assets("x</script>"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Assets.CHART_LIBRARY);
  }

  @Test
  void aBrowserDrawsEveryChartAndRunsNothingHostile(@TempDir Path folder) throws Exception {
    Optional<Path> browser = onThePath("chromium");
    assumeTrue(browser.isPresent(), "skipped: chromium is not on the PATH");

    String dom =
        opened(
            browser.get(),
            folder,
            html(1, TextReportsTest.hostile(HOSTILE), Examples.figures(HOSTILE, 3)));

    assertThat(dom).contains("data-charts=\"4\"").contains("<title>FAIL crash-one-master</title>");
    assertThat(Pattern.compile("<svg").matcher(dom).results()).hasSize(4);
  }

  private static String failing() {
    return html(1, Examples.failing(), Examples.figures("rotation: failed 2 checks", 3));
  }

  private static String html(int exit, Judgement judgement, Figures figures) {
    return HtmlReport.text(Examples.card(exit), judgement, figures, assets);
  }

  /** What a reader sees: tags gone, blanks joined, character references resolved. */
  private static String words(String html) {
    return html.substring(html.indexOf("<main>"), html.indexOf("</main>"))
        .replaceAll("<[^>]+>", " ")
        .replace("&#x27;", "'")
        .replace("&#x3D;", "=")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replaceAll("\\s+", " ")
        .replace(" .", ".")
        .replace(" ;", ";");
  }

  private static String opened(Path browser, Path folder, String html) throws Exception {
    Path file = Files.writeString(folder.resolve("report.html"), html);
    Path dom = folder.resolve("dom.html");
    Process chromium =
        new ProcessBuilder(
                List.of(
                    browser.toString(),
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--user-data-dir=" + folder.resolve("profile"),
                    "--dump-dom",
                    file.toUri().toString()))
            .redirectOutput(dom.toFile())
            .redirectError(folder.resolve("errors.txt").toFile())
            .start();
    if (!chromium.waitFor(BROWSER_SECONDS_MAX, TimeUnit.SECONDS)) {
      chromium.descendants().forEach(ProcessHandle::destroyForcibly);
      chromium.destroyForcibly().waitFor();
      throw new IllegalStateException("chromium did not end within " + BROWSER_SECONDS_MAX + " s");
    }
    return Files.readString(dom);
  }

  private static Optional<Path> onThePath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
