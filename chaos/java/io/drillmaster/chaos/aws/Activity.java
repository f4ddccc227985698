package io.drillmaster.chaos.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a scaling group did, or does.
 *
 * @param ended empty = it is going on
 * @param status e.g. Successful, InProgress
 */
record Activity(
    String id, String description, String status, Instant begun, Optional<Instant> ended) {

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
