package io.drillmaster.report;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Figures.Mark;
import io.drillmaster.check.Figures.MarkKind;
import io.drillmaster.check.Figures.ObjectiveFigure;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.Verdict;
import java.util.List;
import java.util.Locale;

/** {@code summary.md}: what a job page or a chat shows, the counterexample in its first line. */
public final class Summary {

  private Summary() {}

  /** The whole file. */
  public static String text(RunCard card, Judgement judgement, Figures figures) {
    Headline headline = Headline.of(card, judgement, figures);
    StringBuilder text = new StringBuilder();
    text.append("**").append(headline.result().key().toUpperCase(Locale.ROOT)).append("** ");
    text.append(escaped(headline.text())).append("\n\n");
    headline.more().forEach(line -> text.append("- also ").append(escaped(line)).append('\n'));
    if (!headline.more().isEmpty()) {
      text.append('\n');
    }
    commands(text, card, headline);
    text.append("Target: ").append(escaped(Banner.of(figures.run().target()).toString()));
    text.append(". Drill ").append(escaped(figures.run().drill()));
    text.append(", seed ").append(figures.run().seed()).append(".\n\n");
    marks(text, figures);
    checks(text, judgement);
    objectives(text, figures);
    if (!judgement.notTested().isEmpty()) {
      text.append("\nNot tested: ");
      text.append(escaped(String.join("; ", judgement.notTested()))).append(".\n");
    }
    return text.toString();
  }

  private static void commands(StringBuilder text, RunCard card, Headline headline) {
    text.append("```sh\n").append(fenced(card.repeat())).append("   # repeats it\n");
    if (!headline.look().isEmpty()) {
      text.append(fenced(headline.look())).append("   # shows the events around it\n");
    }
    text.append("```\n\n");
  }

  /** What people did by hand belongs to what happened. */
  private static void marks(StringBuilder text, Figures figures) {
    List<Mark> marks =
        figures.marks().stream().filter(mark -> mark.kind() == MarkKind.MARKED).toList();
    marks.forEach(
        mark ->
            text.append("- marked at ")
                .append(escaped(Words.sinceZero(mark.at())))
                .append(": ")
                .append(escaped(mark.text()))
                .append('\n'));
    text.append(marks.isEmpty() ? "" : "\n");
  }

  private static void checks(StringBuilder text, Judgement judgement) {
    text.append("| check | verdict | key figure | evidence |\n|---|---|---|---|\n");
    for (Verdict verdict : judgement.verdicts()) {
      String word =
          judgement.notJudged().contains(verdict.check()) ? "not judged" : verdict.result().key();
      row(
          text,
          verdict.check(),
          word,
          verdict.figure(),
          verdict.result() == Result.UNKNOWN ? verdict.reason() : verdict.evidence());
    }
  }

  private static void objectives(StringBuilder text, Figures figures) {
    if (figures.objectives().isEmpty()) {
      return;
    }
    text.append("\n| objective | verdict | measured | of |\n|---|---|---|---|\n");
    for (ObjectiveFigure objective : figures.objectives()) {
      row(
          text,
          objective.text(),
          objective.result().key(),
          objective.measured(),
          Words.count(objective.population()));
    }
  }

  private static void row(StringBuilder text, String... cells) {
    text.append('|');
    for (String cell : cells) {
      text.append(' ').append(escaped(cell)).append(" |");
    }
    text.append('\n');
  }

  /** Text that Markdown shows as it is, in one line. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\\", "\\\\")
        .replaceAll("([|`*_\\[\\]])", "\\\\$1")
        .replaceAll("\\s+", " ");
  }

  private static String fenced(String command) {
    return command.replaceAll("[\\r\\n`]+", " ");
  }
}
