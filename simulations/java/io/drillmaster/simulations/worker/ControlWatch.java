package io.drillmaster.simulations.worker;

import io.drillmaster.run.port.LoadGenerator.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a worker makes of the control file's lines: commands to obey, each once, and the rule that a
 * worker without a sign of life from its coordinator leaves by itself (decision D26). Pure: given
 * lines and stamps. Used by one thread.
 */
final class ControlWatch {
  /** Ten heartbeats: a coordinator that stalls for a few seconds loses no load. */
  static final Duration SILENCE_MAX = Duration.ofSeconds(10);

  private long lastSignAt;
  private boolean ended;
  private boolean deserted;

  ControlWatch(long now) {
    this.lastSignAt = now;
  }

  /** The commands to obey now. */
  List<ControlLine> look(List<ControlLine> news, long now) {
    List<ControlLine> commands = new ArrayList<>();
    for (ControlLine line : news) {
      lastSignAt = now;
      Command command = line.command();
      if (command != null) {
        commands.add(line);
        ended |= command == Command.LEAVE || command == Command.DROP;
      }
    }
    if (!ended && now - lastSignAt > SILENCE_MAX.toNanos()) {
      ended = true;
      deserted = true;
      commands.add(new ControlLine(Command.LEAVE, now));
    }
    return commands;
  }

  /** Whether it leaves because nobody told it anything any more. */
  boolean isDeserted() {
    return deserted;
  }
}
