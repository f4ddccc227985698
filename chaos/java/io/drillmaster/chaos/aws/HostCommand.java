package io.drillmaster.chaos.aws;

import java.util.Set;

/**
 * What became of a command that was sent to a machine (AWS Systems Manager).
 *
 * @param status Pending, InProgress, Delayed, Success, Cancelled, TimedOut, Failed or Cancelling
 * @param code what its shell answered; -1 = nothing yet
 * @param output what it printed
 * @param error what it printed as errors
 */
record HostCommand(String status, int code, String output, String error) {
  private static final Set<String> UNDELIVERED = Set.of("Pending", "Delayed");
  private static final Set<String> GOING_ON =
      Set.of("Pending", "Delayed", "InProgress", "Cancelling");

  /** Whether the machine has got it. */
  boolean isDelivered() {
    return !UNDELIVERED.contains(status);
  }

  boolean isOver() {
    return !GOING_ON.contains(status);
  }

  /** "Failed, 1: no such container". */
  String words() {
    String why = error.isBlank() ? "" : ": " + error.strip();
    return code < 0 ? status + why : "%s, %d%s".formatted(status, code, why);
  }
}
