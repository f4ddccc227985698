package io.drillmaster.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Checks;
import io.drillmaster.check.Counterexample;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.Verdict;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Console, summary and JUnit of a pass, a fail and an unknown. */
class TextReportsTest {

  @Test
  void theConsoleEndsWithTheVerdict() {
    Golden.compare("pass.txt", console(0, Examples.passing(), 0));
  }

  @Test
  void aFailureBeginsWithTheCounterexampleInWords() {
    Golden.compare("fail.txt", console(1, Examples.failing(), 3));
  }

  @Test
  void anUnknownBeginsWithItsReasonAndCure() {
    assertThat(console(2, Examples.unknown(), 0))
        .startsWith(
            """

            UNKNOWN  EveryoneReconnected: nobody was hit by a fault on a master; raise load.sessions
            repeat  ./drillmaster run crash-one-master --seed 20817

            """)
        .contains(" EveryoneReconnected  unknown  no obligation ")
        .endsWith(
            "UNKNOWN in 66 s  (exit 2)    ./drillmaster report --open    "
                + "reports/runs/crash-one-master-20260304T091502Z-20817\n");
  }

  @Test
  void aRunJudgedAgainTookNoTime() {
    RunCard again = new RunCard("reports/latest", "./drillmaster run x", Duration.ZERO, 0, 0);

    assertThat(new ConsoleText(Ink.PLAIN).text(again, Examples.passing(), Examples.figures("", 0)))
        .endsWith("\nPASS  (exit 0)    ./drillmaster report --open    reports/latest\n");
  }

  @Test
  void colourChangesNoWord() {
    String colour =
        new ConsoleText(Ink.COLOUR)
            .text(Examples.card(1), Examples.failing(), Examples.figures("", 3));

    assertThat(colour).contains("\u001b[1;38;5;202mFAIL\u001b[0m");
    assertThat(colour.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(console(1, Examples.failing(), 3));
  }

  @Test
  void theSummaryBeginsWithTheCounterexample() {
    Golden.compare(
        "fail.md", Summary.text(Examples.card(1), Examples.failing(), Examples.figures("", 3)));
  }

  @Test
  void theSummaryShowsHostileTextAsItIs() {
    assertThat(
            Summary.text(
                Examples.card(1), hostile("a|b <img src=x> `c` [d](e)\n# f"), Examples.figures()))
        .startsWith("**FAIL** PinnedMediaNode: a\\|b &lt;img src=x> \\`c\\` \\[d\\](e) # f\n");
  }

  @Test
  void junitHasACasePerCheckAndPerObjective() {
    Golden.compare(
        "fail.xml", JUnitXml.text(Examples.card(1), Examples.failing(), Examples.figures("", 3)));
  }

  @Test
  void aRequiredUnknownIsAnErrorAndAnotherIsSkipped() throws Exception {
    Document required =
        parsed(JUnitXml.text(Examples.card(2), Examples.unknown(), Examples.figures()));
    Document aside =
        parsed(JUnitXml.text(Examples.card(1), Examples.failing(), Examples.figures()));

    assertThat(required.getElementsByTagName("error").getLength()).isEqualTo(1);
    assertThat(required.getDocumentElement().getAttribute("errors")).isEqualTo("1");
    assertThat(required.getElementsByTagName("skipped").getLength()).isZero();
    assertThat(((Element) aside.getElementsByTagName("skipped").item(0)).getAttribute("message"))
        .isEqualTo("nobody was settled before the end; end the drill with `steady: settled`");
  }

  @Test
  void junitStaysXmlWhateverTheClusterSays() throws Exception {
    String nasty = "]]> </failure> & \" \u0000 \u001b[31m \uD800 \uFFFE end";

    Document document =
        parsed(JUnitXml.text(Examples.card(1), hostile(nasty), Examples.figures(nasty, 3)));

    assertThat(((Element) document.getElementsByTagName("failure").item(0)).getAttribute("message"))
        .isEqualTo("]]> </failure> & \" \uFFFD \uFFFD[31m \uFFFD \uFFFD end");
  }

  @Test
  void withoutFaultsTheConsoleSaysThatNobodyWasHit() {
    var figures = Examples.control();

    assertThat(new ConsoleText(Ink.PLAIN).text(Examples.card(0), Examples.passing(), figures))
        .contains("\n RTO  nobody was hit\n");
  }

  static Judgement hostile(String text) {
    Judgement judgement = Examples.failing();
    Verdict verdict =
        new Verdict(
            Checks.PINNED_MEDIA_NODE,
            Result.FAIL,
            text,
            text,
            text,
            List.of(new Counterexample(text, text, text, Examples.ZERO, List.of(text))),
            List.of(text),
            1);
    return new Judgement(
        judgement.drill(),
        judgement.target(),
        judgement.run(),
        judgement.seed(),
        Result.FAIL,
        text,
        List.of(verdict),
        List.of(),
        List.of(text),
        List.of(text),
        0);
  }

  private static String console(int exit, Judgement judgement, int stuck) {
    return new ConsoleText(Ink.PLAIN)
        .text(Examples.card(exit), judgement, Examples.figures("", stuck));
  }

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
