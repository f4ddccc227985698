package io.drillmaster.drill;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as drill files write them ({@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}) and
 * as people are told them ({@code 5 s}).
 */
public final class Times {

  /** The form as a regular expression, for editors. */
  static final String PATTERN = "-?\\d{1,9}(\\.\\d{1,3})?(ms|s|m|h)";

  private static final Pattern FORM = Pattern.compile("(-?\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h)");

  private Times() {}

  /**
   * Reads a length of time, to the millisecond.
   *
   * @throws IllegalArgumentException when it has no unit or is none
   */
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a length of time; write e.g. 250ms, 5s, 2m, 1h");
    }
    long unit =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          default -> 3_600_000;
        };
    return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit));
  }

  /** Writes it in the largest unit that is whole, seconds at most with decimals. */
  public static String text(Duration length) {
    long millis = length.toMillis();
    if (millis == 0) {
      return "0s";
    } else if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    } else if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    } else if (millis % 1_000 == 0) {
      return millis / 1_000 + "s";
    } else if (Math.abs(millis) < 1_000) {
      return millis + "ms";
    }
    return millis % 100 == 0 ? millis / 1_000.0 + "s" : millis + "ms";
  }

  /** Says it in seconds, with a digit only where it has one: 16 s, 0.5 s, 90 s. */
  public static String seconds(Duration length) {
    return length.toMillis() % 1_000 == 0
        ? length.toSeconds() + " s"
        : String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1e3);
  }
}
