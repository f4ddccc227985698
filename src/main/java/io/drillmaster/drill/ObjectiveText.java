package io.drillmaster.drill;

import io.drillmaster.drill.Objective.Comparison;
import io.drillmaster.drill.Objective.Metric;
import io.drillmaster.drill.Objective.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Objectives as drill files write them: {@code METRIC [pNN|max] OP VALUE}. */
final class ObjectiveText {

  static final String EXPECTED =
      "METRIC [pNN|max] OP VALUE, e.g. back >= 100 %, rto p95 <= 15s, unexplained losses = 0";

  private static final Pattern FORM =
      Pattern.compile("([a-z][a-z ]*?)(?: +(p\\d{1,3}|max))? *(>=|<=|==|=|<|>) *(.+)");

  /** Words of designs to come, so that they are told apart from slips. */
  private static final List<String> LATER = List.of("joins during outage", "capacity restored");

  private static final Map<String, Metric> METRICS =
      Arrays.stream(Metric.values())
          .collect(java.util.stream.Collectors.toUnmodifiableMap(Metric::key, metric -> metric));

  private ObjectiveText() {}

  /**
   * Reads an objective.
   *
   * @throws IllegalArgumentException with the word that is wrong
   */
  static Objective parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no objective; use " + EXPECTED);
    }
    Metric metric = metric(matcher.group(1));
    OptionalInt percentile = percentile(text, metric, matcher.group(2));
    Comparison comparison = comparison(matcher.group(3));
    double value = value(metric, matcher.group(4).strip());
    return new Objective(metric, percentile, comparison, value, text.strip());
  }

  private static Metric metric(String word) {
    Metric metric = METRICS.get(word);
    if (metric != null) {
      return metric;
    } else if (LATER.contains(word)) {
      throw new IllegalArgumentException("'" + word + "' cannot be demanded: not yet");
    }
    throw new IllegalArgumentException(
        "'"
            + word
            + "' is not measured"
            + Nearest.hint(word, METRICS.keySet().stream().sorted().toList()));
  }

  private static OptionalInt percentile(
      String text, Metric metric, @org.jspecify.annotations.Nullable String word) {
    if (metric.unit() != Unit.SECONDS) {
      if (word != null) {
        throw new IllegalArgumentException(
            "'" + text + "': " + metric.key() + " is a single number; leave " + word + " out");
      }
      return OptionalInt.empty();
    }
    if (word == null) {
      throw new IllegalArgumentException(
          "'" + text + "': say which percentile, e.g. " + metric.key() + " p95, or max");
    }
    int percentile = word.equals("max") ? 100 : Integer.parseInt(word.substring(1));
    if (percentile < 1 || percentile > 100) {
      throw new IllegalArgumentException(
          "'" + text + "': " + word + " is not allowed; use p1 to p100 or max");
    }
    return OptionalInt.of(percentile);
  }

  private static Comparison comparison(String sign) {
    for (Comparison comparison : Comparison.values()) {
      boolean isStrict = comparison == Comparison.MORE || comparison == Comparison.LESS;
      if (comparison.sign().equals(sign) && !isStrict) {
        return comparison;
      }
    }
    throw new IllegalArgumentException("'" + sign + "' is not allowed; use >=, <= or =");
  }

  private static double value(Metric metric, String text) {
    return switch (metric.unit()) {
      case PERCENT -> number(text, "(\\d{1,3}(?:\\.\\d+)?) ?%", 100, "0 % to 100 %");
      case COUNT -> number(text, "(\\d{1,9})", 999_999_999, "a count, e.g. 0");
      case SECONDS -> seconds(text);
    };
  }

  private static double number(String text, String form, double most, String expected) {
    Matcher matcher = Pattern.compile(form).matcher(text);
    if (matcher.matches() && Double.parseDouble(matcher.group(1)) <= most) {
      return Double.parseDouble(matcher.group(1));
    }
    throw new IllegalArgumentException("'" + text + "' is not allowed; use " + expected);
  }

  private static double seconds(String text) {
    long millis = Times.parse(text).toMillis();
    if (millis < 0) {
      throw new IllegalArgumentException("'" + text + "' is not allowed; use 0s or more");
    }
    return millis / 1000.0;
  }
}
