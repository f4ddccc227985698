package io.drillmaster.chaos.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Something that a scaling group did, or does.
 *
 * @param cause AWS's sentence on why
 * @param status e.g. Successful, InProgress
 * @param begun to the second
 * @param ended empty = it is going on
 */
record Activity(
    String id,
    String description,
    String cause,
    String status,
    Instant begun,
    Optional<Instant> ended) {

  private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-z]+");

  /** Which instance it is about; empty = it does not say. */
  Optional<String> instance() {
    return INSTANCE.matcher(description).results().map(MatchResult::group).findFirst();
  }

  boolean isEnd() {
    return description.startsWith("Terminating");
  }

  /** "Launching a new EC2 instance: i-m4, Successful, FROM to UNTIL; AWS's cause". */
  String words() {
    return "%s, %s, %s to %s; %s"
        .formatted(description, status, begun, ended.map(Instant::toString).orElse("now"), cause);
  }

  boolean isGoingOn() {
    return ended.isEmpty();
  }

  boolean isLaunch() {
    return description.startsWith("Launching");
  }

  /** How long a finished one took. */
  Optional<Duration> length() {
    return ended.map(end -> Duration.between(begun, end));
  }
}
