package io.drillmaster.chaos.aws;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is run on a machine of a stack, as root by its shell. OpenVidu's template runs the product
 * in containers, and nothing else of it on the machine; the agent that takes commands is none.
 */
final class HostScript {
  private static final String AT = "drillmaster-at ";
  private static final Pattern STAMP = Pattern.compile("(?m)^drillmaster-at (\\d+)\\.(\\d{9})$");

  /** What a shell answers that came too late: nothing was done. */
  static final int LATE = 75;

  private HostScript() {}

  /**
   * Freezes every container, and says when by the machine's own clock. First a timer is started
   * that thaws them after their time whatever becomes of us; what comes too late does nothing.
   *
   * @param unit name of the timer
   * @param lasts until the timer thaws
   * @param until the latest time by the machine's clock, which may be a second or two off
   */
  static List<String> freeze(String unit, Duration lasts, Instant until) {
    return List.of(
        "set -e",
        "test $(date +%%s) -le %d || exit %d".formatted(until.getEpochSecond(), LATE),
        "systemd-run --on-active=%dms --timer-property=AccuracySec=100ms --unit=%s docker unpause $(docker ps -q)"
            .formatted(lasts.toMillis(), unit),
        "docker pause $(docker ps -q)",
        "echo \"" + AT + "$(date +%s.%N)\"");
  }

  /** Thaws whatever is frozen, and says when; doing it twice does no harm. */
  static List<String> thaw(String unit) {
    return List.of(
        "docker ps -q --filter status=paused | xargs -r docker unpause",
        "systemctl stop %s.timer || true".formatted(unit),
        "echo \"" + AT + "$(date +%s.%N)\"");
  }

  /** When it was done, by the machine's clock; empty = it was not. */
  static Optional<Instant> at(String output) {
    Matcher stamp = STAMP.matcher(output);
    if (!stamp.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Instant.ofEpochSecond(Long.parseLong(stamp.group(1)), Long.parseLong(stamp.group(2))));
    } catch (NumberFormatException | DateTimeException garbled) {
      return Optional.empty();
    }
  }
}
