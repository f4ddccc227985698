package io.drillmaster.cli.selftest;

import io.drillmaster.check.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the healthy runs came to, as Markdown: how many passed, and every false alarm. */
public final class HealthyText {

  private HealthyText() {}

  /** Checks that failed on the healthy cluster in a run: false alarms. */
  static List<String> alarms(Attempt attempt) {
    return with(attempt, Result.FAIL);
  }

  private static List<String> with(Attempt attempt, Result result) {
    List<String> checks = new ArrayList<>();
    attempt
        .verdicts()
        .forEach(
            (check, verdict) -> {
              if (verdict.equals(result.key())) {
                checks.add(check);
              }
            });
    return checks;
  }

  /** Whether no run came to a false alarm, and each came to a verdict. */
  public static boolean isClean(List<Attempt> attempts) {
    return attempts.stream().allMatch(each -> each.trouble().isEmpty() && alarms(each).isEmpty());
  }

  /** One run in one line. */
  static String line(Attempt attempt) {
    String what;
    if (!attempt.trouble().isEmpty()) {
      what = "no verdict: " + attempt.trouble();
    } else if (!alarms(attempt).isEmpty()) {
      what = "FALSE ALARM of " + String.join(", ", alarms(attempt));
    } else if (attempt.wasSpoilt()) {
      what = "harness unfit";
    } else {
      List<String> unknown = with(attempt, Result.UNKNOWN);
      what = unknown.isEmpty() ? "pass" : "pass, unknown: " + String.join(", ", unknown);
    }
    return "%s: %s; %d s (%s)".formatted(attempt.bug(), what, attempt.seconds(), attempt.recipe());
  }

  /** The whole text. */
  public static String text(List<Attempt> attempts) {
    List<String> lines = new ArrayList<>();
    lines.add("# Selftest: false alarms on a healthy cluster");
    lines.add("");
    long clean = attempts.stream().filter(each -> isClean(List.of(each))).count();
    long seconds = attempts.stream().mapToLong(Attempt::seconds).sum();
    long spoilt = attempts.stream().filter(Attempt::wasSpoilt).count();
    lines.add(
        "%d of %d runs without a false alarm, %d of them on a host too busy to tell; %d min."
            .formatted(clean, attempts.size(), spoilt, (seconds + 59) / 60));
    lines.add("");
    lines.add("| check | pass | unknown | fail |");
    lines.add("|---|---|---|---|");
    counts(attempts)
        .forEach(
            (check, counts) ->
                lines.add(
                    "| %s | %d | %d | %d |"
                        .formatted(
                            check,
                            counts.getOrDefault(Result.PASS.key(), 0),
                            counts.getOrDefault(Result.UNKNOWN.key(), 0),
                            counts.getOrDefault(Result.FAIL.key(), 0))));
    lines.add("");
    lines.add("## Not clean");
    lines.add("");
    List<Attempt> others = attempts.stream().filter(each -> !isClean(List.of(each))).toList();
    if (others.isEmpty()) {
      lines.add("None.");
    }
    for (Attempt each : others) {
      lines.add("- " + line(each) + ", " + each.run());
      alarms(each).forEach(check -> lines.add("  - " + each.sentences().get(check)));
    }
    return String.join("\n", lines) + "\n";
  }

  /** How often each check said what. */
  private static Map<String, Map<String, Integer>> counts(List<Attempt> attempts) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (Attempt attempt : attempts) {
      attempt
          .verdicts()
          .forEach(
              (check, verdict) ->
                  counts
                      .computeIfAbsent(check, key -> new TreeMap<>())
                      .merge(verdict, 1, Integer::sum));
    }
    return counts;
  }
}
