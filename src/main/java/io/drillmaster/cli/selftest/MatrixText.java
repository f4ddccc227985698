package io.drillmaster.cli.selftest;

import io.drillmaster.check.Result;
import io.drillmaster.twin.role.Bug;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The matrix of a selftest as Markdown: bug x check, how each was caught, misses and surprises. */
public final class MatrixText {

  /** Room in a table for a counterexample. */
  private static final int SENTENCE_MAX = 240;

  private static final Map<String, String> MARKS =
      Map.of(Result.FAIL.key(), "F", Result.UNKNOWN.key(), "?", Result.PASS.key(), ".");

  private MatrixText() {}

  /** The checks of the columns: those that the catalogue names, in its order. */
  static List<String> columns() {
    return Stream.of(Bug.values()).map(Bug::caughtBy).distinct().toList();
  }

  /** One row in one line. */
  static String line(Row row) {
    String what =
        switch (row.state()) {
          case OPEN -> "not yet";
          case CAUGHT -> "caught by " + row.bug().caughtBy();
          case MISSED -> "MISSED by " + row.bug().caughtBy() + ", " + why(row);
        };
    String surprises = row.surprises().isEmpty() ? "" : "; surprise: " + list(row.surprises());
    return "%s: %s%s; %d runs, %d s"
        .formatted(row.bug().kebab(), what, surprises, row.attempts().size(), row.seconds());
  }

  private static String list(Iterable<String> words) {
    return String.join(", ", words);
  }

  private static String why(Row row) {
    Attempt last = row.shown().orElse(null);
    if (last == null) {
      return "never played";
    }
    if (row.spoilt() == row.attempts().size()) {
      String trouble = last.trouble().isEmpty() ? "the harness was unfit" : last.trouble();
      return "no run says anything of it: " + trouble;
    }
    return "which said " + last.verdict(row.bug().caughtBy());
  }

  /** The whole text. */
  public static String text(List<Row> rows) {
    List<String> lines = new ArrayList<>();
    lines.add("# Selftest: which check catches which bug");
    lines.add("");
    lines.add(summary(rows));
    lines.add("");
    lines.add("F failed, ? unknown, . passed, blank: no such check in the run; in brackets: the");
    lines.add("verdict that was intended, - when the check did not give it.");
    lines.add("");
    table(rows, lines);
    lines.add("");
    catches(rows, lines);
    findings("Misses", rows.stream().filter(r -> r.state() != Row.State.CAUGHT).toList(), lines);
    findings("Surprises", rows.stream().filter(r -> !r.surprises().isEmpty()).toList(), lines);
    return String.join("\n", lines) + "\n";
  }

  private static String summary(List<Row> rows) {
    long caught = rows.stream().filter(row -> row.state() == Row.State.CAUGHT).count();
    long surprising = rows.stream().filter(row -> !row.surprises().isEmpty()).count();
    int runs = rows.stream().mapToInt(row -> row.attempts().size()).sum();
    long seconds = rows.stream().mapToLong(Row::seconds).sum();
    return "%d of %d bugs caught by the intended check, %d with surprises; %d runs, %d min. Bugs that show now and then count as missed after as many runs as would have shown them with %.0f %%."
        .formatted(
            caught, rows.size(), surprising, runs, (seconds + 59) / 60, Row.CONFIDENCE * 100);
  }

  private static void table(List<Row> rows, List<String> lines) {
    lines.add("| bug | " + String.join(" | ", columns()) + " | runs | s |");
    lines.add("|---|" + "---|".repeat(columns().size() + 2));
    for (Row row : rows) {
      StringBuilder line = new StringBuilder("| `" + row.bug().kebab() + "` |");
      columns().forEach(check -> line.append(' ').append(cell(row, check)).append(" |"));
      line.append(" %d | %d |".formatted(row.attempts().size(), row.seconds()));
      lines.add(line.toString());
    }
  }

  private static String cell(Row row, String check) {
    String mark =
        row.shown().map(attempt -> MARKS.getOrDefault(attempt.verdict(check), "")).orElse("");
    if (!check.equals(row.bug().caughtBy())) {
      return mark;
    }
    return row.state() == Row.State.CAUGHT ? "[" + mark + "]" : "[-]";
  }

  private static void catches(List<Row> rows, List<String> lines) {
    lines.add("| bug | what is wrong | drill | caught by | counterexample |");
    lines.add("|---|---|---|---|---|");
    for (Row row : rows) {
      String caught = row.state() == Row.State.CAUGHT ? row.bug().caughtBy() : "-";
      String settings = String.join(" ", row.bug().exposure().settings());
      lines.add(
          "| `%s` | %s | %s%s | %s | %s |"
              .formatted(
                  row.bug().kebab(),
                  row.bug().sentence(),
                  row.bug().exposure().drill(),
                  settings.isEmpty() ? "" : " `" + settings + "`",
                  caught,
                  row.catching().map(attempt -> sentence(row, attempt)).orElse("")));
    }
  }

  private static String sentence(Row row, Attempt attempt) {
    String text =
        attempt
            .sentences()
            .getOrDefault(row.bug().caughtBy(), "")
            .replace('\n', ' ')
            .replace("|", "\\|");
    return text.length() <= SENTENCE_MAX ? text : text.substring(0, SENTENCE_MAX) + "...";
  }

  private static void findings(String title, List<Row> rows, List<String> lines) {
    lines.add("");
    lines.add("## " + title);
    lines.add("");
    if (rows.isEmpty()) {
      lines.add("None.");
    }
    for (Row row : rows) {
      String where = row.shown().map(Attempt::run).filter(run -> !run.isEmpty()).orElse("no run");
      lines.add("- " + line(row) + " (" + where + ")");
    }
  }
}
