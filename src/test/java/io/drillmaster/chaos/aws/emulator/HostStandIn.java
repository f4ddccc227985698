package io.drillmaster.chaos.aws.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for the shell, Docker and systemd of a machine: it knows the very lines that a fault
 * needs, and no others. Pausing containers is pausing the machine behind an instance. Guarded by
 * the {@link World}.
 */
final class HostStandIn {
  private static final Pattern IN_TIME =
      Pattern.compile("test \\$\\(date \\+%s\\) -le (\\d+) \\|\\| exit (\\d+)");
  private static final Pattern TIMER =
      Pattern.compile(
          "systemd-run --on-active=(\\d+)ms --timer-property=AccuracySec=100ms --unit=([A-Za-z0-9-]+) docker unpause \\$\\(docker ps -q\\)");
  private static final Pattern STOPPED =
      Pattern.compile("systemctl stop ([A-Za-z0-9-]+)\\.timer \\|\\| true");
  private static final int NOT_FOUND = 127;

  /** What a shell answered. */
  record Answer(int code, String output, String error) {}

  private record Timer(Instance instance, Instant at) {}

  private final World world;
  private final Map<String, Timer> timers = new LinkedHashMap<>();

  HostStandIn(World world) {
    this.world = world;
  }

  /** Lets the machines' timers do what is due. */
  void turn() {
    for (Iterator<Timer> each = timers.values().iterator(); each.hasNext(); ) {
      Timer timer = each.next();
      if (!world.now().isBefore(timer.at())) {
        world.pause(timer.instance(), false);
        each.remove();
      }
    }
  }

  /** Runs lines until one of them ends the shell. */
  Answer run(Instance instance, List<String> lines) {
    StringBuilder output = new StringBuilder();
    for (String line : lines) {
      Matcher inTime = IN_TIME.matcher(line);
      if (inTime.matches()) {
        if (world.now().getEpochSecond() > Long.parseLong(inTime.group(1))) {
          return new Answer(Integer.parseInt(inTime.group(2)), "", "");
        }
      } else if (line.equals("echo \"drillmaster-at $(date +%s.%N)\"")) {
        output.append(
            "drillmaster-at %d.%09d\n"
                .formatted(world.now().getEpochSecond(), world.now().getNano()));
      } else if (!isDone(instance, line)) {
        return new Answer(NOT_FOUND, output.toString(), "not found: " + line);
      }
    }
    return new Answer(0, output.toString(), "");
  }

  private boolean isDone(Instance instance, String line) {
    Matcher timer = TIMER.matcher(line);
    Matcher stopped = STOPPED.matcher(line);
    if (timer.matches()) {
      Instant at = world.now().plus(Duration.ofMillis(Long.parseLong(timer.group(1))));
      timers.put(timer.group(2), new Timer(instance, at));
    } else if (stopped.matches()) {
      timers.remove(stopped.group(1));
    } else if (line.equals("docker pause $(docker ps -q)")) {
      world.pause(instance, true);
    } else if (line.equals("docker ps -q --filter status=paused | xargs -r docker unpause")) {
      world.pause(instance, false);
    } else {
      return line.equals("set -e");
    }
    return true;
  }
}
