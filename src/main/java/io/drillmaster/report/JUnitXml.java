package io.drillmaster.report;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Figures.ObjectiveFigure;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code junit.xml}: a case per check and per objective. A fail is a failure with its
 * counterexample, a required unknown an error, another unknown is skipped with its reason.
 */
public final class JUnitXml {
  private static final String OBJECTIVES = "Objectives";

  /** One test case; {@code message} is empty for a pass. */
  private record Case(String group, String name, Outcome outcome, String message, String detail) {}

  private enum Outcome {
    PASSED(""),
    FAILURE("failure"),
    ERROR("error"),
    SKIPPED("skipped");

    private final String element;

    Outcome(String element) {
      this.element = element;
    }
  }

  private JUnitXml() {}

  /** The whole file. */
  public static String text(RunCard card, Judgement judgement, Figures figures) {
    List<Case> cases = new ArrayList<>();
    for (Verdict verdict : judgement.verdicts()) {
      cases.add(check(card, judgement, verdict));
    }
    for (ObjectiveFigure objective : figures.objectives()) {
      cases.add(objective(judgement, objective));
    }
    StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    text.append("<testsuite name=\"").append(escaped("drill " + figures.run().drill()));
    text.append("\" tests=\"").append(cases.size());
    text.append("\" failures=\"").append(count(cases, Outcome.FAILURE));
    text.append("\" errors=\"").append(count(cases, Outcome.ERROR));
    text.append("\" skipped=\"").append(count(cases, Outcome.SKIPPED));
    text.append(String.format(Locale.ROOT, "\" time=\"%.3f", card.took().toMillis() / 1000.0));
    text.append("\" timestamp=\"").append(escaped(figures.run().zeroWall())).append("\">\n");
    properties(text, card, figures);
    cases.forEach(one -> append(text, figures.run().drill(), one));
    return text.append("</testsuite>\n").toString();
  }

  private static Case check(RunCard card, Judgement judgement, Verdict verdict) {
    Outcome outcome = outcome(verdict.result(), judgement.required().contains(verdict.check()));
    if (outcome == Outcome.PASSED) {
      return new Case("checks", verdict.check(), outcome, "", "");
    }
    StringBuilder detail = new StringBuilder();
    verdict
        .counterexamples()
        .forEach(
            found -> {
              detail.append(found.sentence()).append('\n');
              found.events().forEach(event -> detail.append("  ").append(event).append('\n'));
              detail.append("look: ").append(Headline.look(card, found)).append('\n');
            });
    detail.append("repeat: ").append(card.repeat()).append('\n');
    return new Case(
        "checks", verdict.check(), outcome, Headline.sentence(verdict), detail.toString());
  }

  private static Case objective(Judgement judgement, ObjectiveFigure objective) {
    Outcome outcome = outcome(objective.result(), judgement.required().contains(OBJECTIVES));
    String message =
        switch (outcome) {
          case PASSED -> "";
          case FAILURE -> "measured " + objective.measured();
          case ERROR, SKIPPED -> objective.why();
        };
    return new Case("objectives", objective.text(), outcome, message, objective.why() + "\n");
  }

  private static Outcome outcome(Result result, boolean required) {
    return switch (result) {
      case PASS -> Outcome.PASSED;
      case FAIL -> Outcome.FAILURE;
      case UNKNOWN -> required ? Outcome.ERROR : Outcome.SKIPPED;
    };
  }

  private static long count(List<Case> cases, Outcome outcome) {
    return cases.stream().filter(one -> one.outcome() == outcome).count();
  }

  private static void properties(StringBuilder text, RunCard card, Figures figures) {
    text.append("  <properties>\n");
    property(text, "target", Banner.of(figures.run().target()).toString());
    property(text, "seed", Long.toString(figures.run().seed()));
    property(text, "tool", figures.run().tool());
    property(text, "folder", card.folder());
    property(text, "repeat", card.repeat());
    text.append("  </properties>\n");
  }

  private static void property(StringBuilder text, String name, String value) {
    text.append("    <property name=\"").append(name).append("\" value=\"");
    text.append(escaped(value)).append("\"/>\n");
  }

  private static void append(StringBuilder text, String drill, Case one) {
    text.append("  <testcase classname=\"").append(escaped(drill + "." + one.group()));
    text.append("\" name=\"").append(escaped(one.name())).append('"');
    if (one.outcome() == Outcome.PASSED) {
      text.append("/>\n");
      return;
    }
    text.append(">\n    <").append(one.outcome().element);
    text.append(" message=\"").append(escaped(one.message())).append('"');
    if (one.outcome() == Outcome.SKIPPED) {
      text.append("/>\n");
    } else {
      text.append('>').append(escaped(one.detail()).replace("&#10;", "\n"));
      text.append("</").append(one.outcome().element).append(">\n");
    }
    text.append("  </testcase>\n");
  }

  /** Text for content and attributes; what XML 1.0 cannot carry becomes a replacement sign. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                case '\t' -> escaped.append("&#9;");
                default -> escaped.appendCodePoint(isXml(c) ? c : '\uFFFD');
              }
            });
    return escaped.toString();
  }

  private static boolean isXml(int c) {
    return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
  }
}
