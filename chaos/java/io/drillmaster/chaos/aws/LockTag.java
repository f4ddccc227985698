package io.drillmaster.chaos.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a stack, as a tag on its master group says it: one value, so that two who write at the
 * same time cannot mix.
 *
 * @param run its id
 * @param caller as AWS calls who runs it
 * @param host where it runs, with the number of its process
 * @param since when it took the stack, by the clock of its host
 * @param until when the lock ends unless it is renewed
 */
record LockTag(String run, String caller, String host, Instant since, Instant until) {
  /** The tag's key. */
  static final String KEY = "drillmaster:lock";

  /** A holder that died blocks nobody for longer. */
  static final Duration LENGTH = Duration.ofMinutes(10);

  /** A holder that lives renews after so long. */
  static final Duration RENEWAL = Duration.ofMinutes(2);

  /** By how much the clocks of two machines may differ. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** A value has 256 characters at most; run, words and times take less than 75 of them. */
  private static final int CALLER_MOST = 140;

  private static final int HOST_MOST = 40;

  private static final Pattern FORM =
      Pattern.compile("(\\S+) by (\\S+) on (\\S+) since (\\S+) until (\\S+)");

  LockTag {
    caller = end(caller, CALLER_MOST);
    host = end(host, HOST_MOST);
    since = since.truncatedTo(ChronoUnit.SECONDS);
    until = until.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Of one who takes it now. */
  static LockTag of(String run, String caller, String host, Instant now) {
    return new LockTag(run, caller, host, now, now.plus(LENGTH));
  }

  /** The end tells more than the beginning; values take few signs. */
  private static String end(String text, int most) {
    String clean = text.isBlank() ? "unknown" : text.replaceAll("[^A-Za-z0-9+=._:/@-]", "_");
    return clean.substring(Math.max(0, clean.length() - most));
  }

  /** Reads what {@link #text} gave; empty = it is no lock of ours. */
  static Optional<LockTag> read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LockTag(
              form.group(1),
              form.group(2),
              form.group(3),
              Instant.parse(form.group(4)),
              Instant.parse(form.group(5))));
    } catch (DateTimeParseException foreign) {
      return Optional.empty();
    }
  }

  /** The tag's value, which people read in the console. */
  String text() {
    return "%s by %s on %s since %s until %s".formatted(run, caller, host, since, until);
  }

  /** The same hold, renewed. */
  LockTag renewed(Instant now) {
    return new LockTag(run, caller, host, since, now.plus(LENGTH));
  }

  /** Whether the other speaks of the same hold, renewed or not. */
  boolean isSameHold(LockTag other) {
    return run.equals(other.run) && host.equals(other.host) && since.equals(other.since);
  }

  /** Whether its holder would renew it now. */
  boolean isDue(Instant now) {
    return now.isAfter(until.minus(LENGTH).plus(RENEWAL));
  }

  /** Whether its holder must stop: others may take it soon. */
  boolean isOver(Instant now) {
    return now.isAfter(until);
  }

  /** Whether another may take it, whatever its clock. */
  boolean isFree(Instant now) {
    return now.isAfter(until.plus(SKEW));
  }

  /** Whether its holder renewed it so lately that it must be alive. */
  boolean isKept(Instant now) {
    return now.isBefore(until.minus(LENGTH).plus(RENEWAL.multipliedBy(2)).plus(SKEW));
  }
}
