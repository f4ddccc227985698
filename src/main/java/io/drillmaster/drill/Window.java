package io.drillmaster.drill;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The time in which a drill may run.
 *
 * @param from its first instant
 * @param until the instant by which all must be over; later than {@code from}
 */
public record Window(Instant from, Instant until) {
  static final String EXPECTED = "two times, e.g. 2026-03-04T09:00Z to 2026-03-04T11:00Z";

  private static final String TO = " to ";

  public Window {
    if (!until.isAfter(from)) {
      throw new IllegalArgumentException(
          "the window ends at %s, before it begins; turn the times round".formatted(until));
    }
  }

  static Window parse(String text) {
    String[] ends = text.strip().split(TO, -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException("'" + text + "' is no window; use " + EXPECTED);
    }
    return new Window(time(ends[0]), time(ends[1]));
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time with a zone; use " + EXPECTED, unreadable);
    }
  }

  /** As a drill file says it. */
  public String text() {
    return from.truncatedTo(ChronoUnit.SECONDS) + TO + until.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Why a run of that length may not begin now, with the cure; empty = it may. */
  public Optional<String> refusal(Instant now, Duration length) {
    if (now.isBefore(from)) {
      return Optional.of("it is %s; wait until %s".formatted(seconds(now), from));
    }
    if (now.plus(length).isAfter(until)) {
      return Optional.of(
          "it is %s, the drill takes about %s and must be over by %s; have a later window agreed"
              .formatted(seconds(now), Times.seconds(length), until));
    }
    return Optional.empty();
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
