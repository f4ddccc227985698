package io.drillmaster.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers, times and lengths of time as readers see them, the same in every artefact. */
final class Words {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private Words() {}

  /** A count, thousands apart: 3,912. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A count and its noun: 1 master, 3 masters. */
  static String count(long value, String noun) {
    return count(value) + " " + (value == 1 ? noun : noun + "s");
  }

  /** A length as a drill file would write it: 250 ms, 6.3 s, 12 s, 5 min, 1 h 5 min. */
  static String length(Duration length) {
    long millis = length.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 120_000) {
      String seconds = String.format(Locale.ROOT, "%.1f", millis / 1000.0);
      return (seconds.endsWith(".0") ? seconds.substring(0, seconds.length() - 2) : seconds) + " s";
    }
    long minutes = length.toMinutes();
    long rest = length.toSecondsPart();
    if (minutes < 120) {
      return minutes + " min" + (rest == 0 ? "" : " " + rest + " s");
    }
    return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }

  /** A recovery time in seconds with one digit, as columns need it: 6.3 s. */
  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }

  /** A time in seconds, below one in milliseconds: 4 ms, 11.6 s. */
  static String shortSeconds(double seconds) {
    return seconds < 1
        ? String.format(Locale.ROOT, "%.0f ms", seconds * 1000)
        : length(Duration.ofMillis(Math.round(seconds * 10) * 100));
  }

  /** Time since the start of a run: 01:05. */
  static String clock(long nanos) {
    long seconds = Math.max(0, nanos / NANOS_PER_SECOND);
    return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
  }

  /** Time on the axis whose zero is the first fault, as the history prints it: +00:03.214. */
  static String sinceZero(long nanos) {
    long millis = Math.round(Math.abs(nanos) / 1e6);
    return String.format(
        Locale.ROOT,
        "%s%02d:%02d.%03d",
        nanos < 0 ? "-" : "+",
        millis / 60_000,
        millis / 1000 % 60,
        millis % 1000);
  }

  /** A time on that axis in seconds: +0.9 s. */
  static String sinceZero(double seconds) {
    return String.format(Locale.ROOT, "%+.1f s", seconds);
  }

  /** A share in percent, with a digit only where it says something: 56 %, 99.9 %. */
  static String percent(double part, double whole) {
    if (whole <= 0) {
      return "-";
    }
    double percent = 100 * part / whole;
    boolean nearTheEnds = (percent > 99 && percent < 100) || (percent > 0 && percent < 1);
    return nearTheEnds
        ? String.format(Locale.ROOT, "%.1f %%", Math.min(99.9, Math.max(0.1, percent)))
        : String.format(Locale.ROOT, "%.0f %%", percent);
  }

  /** Wall time as figures write it, as readers see it: 2026-03-04 09:15:24.207 UTC. */
  static String utc(String iso) {
    return iso.replaceFirst("(\\.\\d{3})\\d+Z$", "$1Z").replace('T', ' ').replace("Z", " UTC");
  }

  /** A round time in seconds, with a digit only where it has one: 0 s, 0.5 s, 10 s. */
  static String plainSeconds(double seconds) {
    String text = String.format(Locale.ROOT, "%.1f", seconds);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " s";
  }
}
