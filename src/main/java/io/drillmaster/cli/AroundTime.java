package io.drillmaster.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time since the first fault as users type it. */
final class AroundTime {

  private static final Pattern FORM = Pattern.compile("([+-]?)(?:(\\d+):)?(\\d+(?:\\.\\d+)?)");

  private AroundTime() {}

  /**
   * Nanoseconds since the first fault.
   *
   * @throws BadInput when it is not of the form
   */
  static long nanos(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new BadInput(
          "--around: '"
              + text
              + "' is not a time; use MM:SS.mmm or seconds since the first fault, e.g. 00:02.5 or -3");
    }
    double seconds = Double.parseDouble(matcher.group(3));
    if (matcher.group(2) != null) {
      seconds += 60.0 * Long.parseLong(matcher.group(2));
    }
    long nanos = Math.round(seconds * 1e9);
    return matcher.group(1).equals("-") ? -nanos : nanos;
  }
}
