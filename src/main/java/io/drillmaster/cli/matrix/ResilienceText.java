package io.drillmaster.cli.matrix;

import io.drillmaster.check.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The resilience table as Markdown, worst first. */
public final class ResilienceText {

  private static final int PERCENT = 100;

  private static final Comparator<Trial> WORST_FIRST =
      Comparator.comparingInt(ResilienceText::rank)
          .thenComparing(Comparator.comparingInt(Trial::lost).reversed())
          .thenComparing(Comparator.comparingInt(Trial::unexplained).reversed())
          .thenComparing(
              Comparator.comparingDouble((Trial trial) -> trial.budgetUsed().orElse(0.0))
                  .reversed())
          .thenComparing(Trial::flavour);

  private ResilienceText() {}

  private static int rank(Trial trial) {
    return trial.verdict().equals(Result.FAIL.key())
        ? 0
        : trial.verdict().equals(Result.PASS.key()) ? 2 : 1;
  }

  /** One trial in one line. */
  static String line(Trial trial) {
    return "%s: %s%s; hit %d, slowest %s, lost %d, unexplained %d; %d s"
        .formatted(
            trial.flavour(),
            verdict(trial),
            trial.decided().isEmpty() ? "" : " by " + String.join(", ", trial.decided()),
            trial.hit(),
            time(trial.max()),
            trial.lost(),
            trial.unexplained(),
            trial.seconds());
  }

  private static String verdict(Trial trial) {
    return trial.verdict().isEmpty() ? "no verdict (" + trial.why() + ")" : trial.verdict();
  }

  /**
   * The whole text.
   *
   * @param load what the target carried, in words
   * @param flavours by name
   * @param skipped why some flavours were not played; empty = all were
   */
  public static String text(
      String load, List<Trial> trials, Map<String, Flavour> flavours, List<String> skipped) {
    List<String> lines = new ArrayList<>();
    lines.add("# Resilience: every flavour of fault under one load");
    lines.add("");
    lines.add(summary(load, trials));
    lines.add("");
    lines.add(
        "| flavour | what is felt | wire | verdict | hit | rto p50 | p99 | slowest | of the limit | lost | unexplained |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|---|");
    List<Trial> sorted = trials.stream().sorted(WORST_FIRST).toList();
    sorted.forEach(trial -> lines.add(row(trial, flavours.get(trial.flavour()))));
    reasons(sorted, lines);
    if (!skipped.isEmpty()) {
      lines.add("");
      lines.add("## Not played");
      lines.add("");
      skipped.forEach(each -> lines.add("- " + each));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String summary(String load, List<Trial> trials) {
    Map<Integer, Long> counts =
        trials.stream().collect(Collectors.groupingBy(ResilienceText::rank, Collectors.counting()));
    long seconds = trials.stream().mapToLong(Trial::seconds).sum();
    return "%s. %d flavours, worst first: %d failed, %d unknown, %d passed; %d min."
        .formatted(
            load,
            trials.size(),
            counts.getOrDefault(0, 0L),
            counts.getOrDefault(1, 0L),
            counts.getOrDefault(2, 0L),
            (seconds + 59) / 60);
  }

  private static String row(Trial trial, @Nullable Flavour flavour) {
    return "| `%s` | %s | %s | %s | %d | %s | %s | %s | %s | %d | %d |"
        .formatted(
            trial.flavour(),
            flavour == null ? "" : flavour.words(),
            trial.signature(),
            trial.verdict().isEmpty() ? "none" : trial.verdict(),
            trial.hit(),
            time(trial.p50()),
            time(trial.p99()),
            time(trial.max()),
            budget(trial),
            trial.lost(),
            trial.unexplained());
  }

  private static void reasons(List<Trial> sorted, List<String> lines) {
    List<Trial> odd =
        sorted.stream().filter(trial -> !trial.verdict().equals(Result.PASS.key())).toList();
    if (odd.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("## Not passed");
    lines.add("");
    for (Trial trial : odd) {
      lines.add("- `%s`: %s (%s)".formatted(trial.flavour(), trial.why(), trial.run()));
    }
  }

  private static String time(@Nullable Double seconds) {
    return seconds == null ? "-" : String.format(Locale.ROOT, "%.1f s", seconds);
  }

  private static String budget(Trial trial) {
    return trial
        .budgetUsed()
        .map(share -> share.isInfinite() ? "over" : Math.round(share * PERCENT) + " %")
        .orElse("-");
  }
}
