package io.drillmaster.history;

import io.drillmaster.time.ClockAnchor;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A history as lines for people: time since the first fault, UTC, who, what. Pure; a value with the
 * two facts it needs of a run.
 *
 * @param zero stamp of the first fault, or of the beginning where none was injected
 * @param anchor of the host whose stamps these are
 */
public record HistoryText(long zero, ClockAnchor anchor) {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Looks up the first fault of a history: one pass over it. */
  public static HistoryText of(History history) {
    if (history.headers().isEmpty()) {
      throw new IllegalArgumentException("the history has no readable header");
    }
    long[] first = {Long.MAX_VALUE, Long.MAX_VALUE};
    history.read(
        recorded -> {
          Event event = recorded.event();
          if (event instanceof FaultEvent.Injecting) {
            first[0] = Math.min(first[0], event.at());
          } else if (!(event instanceof HarnessEvent.Tick)) {
            first[1] = Math.min(first[1], event.at());
          }
        });
    ClockAnchor anchor = history.headers().get(0).anchor();
    long beginning = first[1] == Long.MAX_VALUE ? anchor.nanos() : first[1];
    return new HistoryText(first[0] == Long.MAX_VALUE ? beginning : first[0], anchor);
  }

  /** One event as one line. */
  public String line(Recorded recorded) {
    Event event = recorded.event();
    return "%s  %s  %-10s %-12s %s"
        .formatted(
            relative(event.at()),
            UTC.format(anchor.wallAt(event.at())),
            recorded.writer(),
            Subject.who(event),
            EventText.of(event));
  }

  /** A stamp as time since zero: {@code +00:03.214}. */
  public String relative(long stamp) {
    long millis = Math.round((stamp - zero) / 1e6);
    long magnitude = Math.abs(millis);
    return String.format(
        Locale.ROOT,
        "%s%02d:%02d.%03d",
        millis < 0 ? "-" : "+",
        magnitude / 60_000,
        magnitude / 1000 % 60,
        magnitude % 1000);
  }

  /**
   * The stamp of a time as {@link #relative} prints it, or in seconds: {@code +00:03.2}, {@code
   * -1.5}, {@code 3.2s}.
   *
   * @throws IllegalArgumentException when it is no such time
   */
  public long stampOf(String time) {
    String text = time.strip();
    boolean negative = text.startsWith("-");
    String unsigned = negative || text.startsWith("+") ? text.substring(1) : text;
    String bare = unsigned.endsWith("s") ? unsigned.substring(0, unsigned.length() - 1) : unsigned;
    if (!bare.matches("(\\d{1,4}:)?\\d{1,6}(\\.\\d{1,9})?")) {
      throw new IllegalArgumentException(
          "time '%s' is not understood; use +MM:SS.mmm or seconds since the first fault, e.g. +00:03.2 or -1.5"
              .formatted(time));
    }
    int colon = bare.indexOf(':');
    double seconds =
        (colon < 0 ? 0 : 60 * Double.parseDouble(bare.substring(0, colon)))
            + Double.parseDouble(bare.substring(colon + 1));
    long nanos = Math.round(seconds * 1e9);
    return negative ? zero - nanos : zero + nanos;
  }
}
