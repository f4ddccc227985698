package io.drillmaster.drill;

import io.drillmaster.drill.Condition.Metric;
import io.drillmaster.drill.Objective.Comparison;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Conditions as drill files write them: {@code METRIC OP VALUE [for TIME]}. */
final class ConditionText {

  static final String EXPECTED =
      "METRIC OP VALUE [for TIME], e.g. unexplained losses > 1 %, back rate = 0 for 60s";

  private static final Pattern FORM =
      Pattern.compile(
          "([a-z][a-z ]*?) *(>=|<=|==|=|<|>) *(\\d{1,9}(?:\\.\\d+)?) ?(%)?(?: +for +(\\S+))?");

  private static final Pattern UNFIT = Pattern.compile("harness unfit(?: +for +(\\S+))?");

  private ConditionText() {}

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException with the word that is wrong
   */
  static Condition parse(String text) {
    Matcher unfit = UNFIT.matcher(text.strip());
    if (unfit.matches()) {
      return new Condition(
          Metric.HARNESS_UNFIT,
          Comparison.AT_LEAST,
          1,
          false,
          lasts(text, unfit.group(1)),
          text.strip());
    }
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no condition; use " + EXPECTED);
    }
    Metric metric = metric(matcher.group(1));
    boolean isShare = matcher.group(4) != null;
    double value = Double.parseDouble(matcher.group(3));
    if (isShare && !metric.hasShare()) {
      throw new IllegalArgumentException(
          "'%s': %s is a number; leave %% out".formatted(text, metric.key()));
    }
    if (isShare && value > 100) {
      throw new IllegalArgumentException("'" + text + "' is not allowed; use 0 % to 100 %");
    }
    return new Condition(
        metric,
        comparison(matcher.group(2)),
        value,
        isShare,
        lasts(text, matcher.group(5)),
        text.strip());
  }

  private static Duration lasts(String text, @Nullable String word) {
    Duration lasts = word == null ? Duration.ZERO : Times.parse(word);
    if (lasts.isNegative()) {
      throw new IllegalArgumentException(
          "'%s': for %s is not allowed; use 0s or more".formatted(text, word));
    }
    return lasts;
  }

  private static Metric metric(String word) {
    List<String> known = Arrays.stream(Metric.values()).map(Metric::key).sorted().toList();
    for (Metric metric : Metric.values()) {
      if (metric.key().equals(word)) {
        return metric;
      }
    }
    throw new IllegalArgumentException(
        "'" + word + "' cannot be waited for" + Nearest.hint(word, known));
  }

  private static Comparison comparison(String sign) {
    for (Comparison comparison : Comparison.values()) {
      if (comparison.sign().equals(sign)) {
        return comparison;
      }
    }
    throw new IllegalArgumentException("'" + sign + "' is not allowed; use >=, >, =, < or <=");
  }
}
