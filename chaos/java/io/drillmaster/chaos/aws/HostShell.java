package io.drillmaster.chaos.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Runs a script on a machine of a stack by AWS Systems Manager, and waits for what it answers. What
 * the machine has not got after a while is cancelled. Thread-safe.
 */
final class HostShell {
  /** A fault's time is the drill's: later it would be another fault. */
  static final Duration DELIVERY = Duration.ofSeconds(10);

  /** From its delivery to its end; the scripts take less than a second. */
  private static final Duration END = Duration.ofSeconds(15);

  private static final Duration LOOK = Duration.ofMillis(500);

  private final Hosts hosts;
  private final WallClock clock;

  HostShell(Hosts hosts, WallClock clock) {
    this.hosts = hosts;
    this.clock = clock;
  }

  /** The script was not run, and will not be. */
  static final class NothingDone extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NothingDone(String message) {
      super(message);
    }
  }

  /**
   * What a script did.
   *
   * @param command AWS's id of it
   * @param at when, by the machine's own clock
   */
  record Done(String command, Instant at) {
    /** "at 2026-03-04T09:15:00.123Z by its own clock (SSM command 0b5c)". */
    String words() {
      return "at %s by its own clock (SSM command %s)".formatted(at, command);
    }
  }

  /**
   * Runs it.
   *
   * @throws NothingDone when it was not run
   * @throws IllegalStateException when it was not run to its end
   * @throws CloudException when AWS does not tell what became of it
   */
  Done run(String instance, List<String> script, String what) {
    String id = sent(instance, script, what);
    HostCommand last = awaited(id, instance);
    if (!last.isOver()) {
      hosts.cancel(id, instance);
    }
    if (!last.isDelivered()) {
      throw new NothingDone(
          "%s was not delivered to %s within %d s; cancelled (SSM command %s)"
              .formatted(what, instance, DELIVERY.toSeconds(), id));
    }
    if (!last.isOver()) {
      throw new IllegalStateException(
          "%s on %s does not end: %s; cancelled (SSM command %s)"
              .formatted(what, instance, last.words(), id));
    }
    if (last.code() == HostScript.LATE) {
      throw new NothingDone(
          "%s came too late to %s, which did nothing; see its clock (SSM command %s)"
              .formatted(what, instance, id));
    }
    return new Done(
        id,
        HostScript.at(last.output())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "%s on %s failed: %s (SSM command %s)"
                            .formatted(what, instance, last.words(), id))));
  }

  private String sent(String instance, List<String> script, String what) {
    try {
      return hosts.send(instance, script, what);
    } catch (CloudException refused) {
      if (refused.code().isEmpty()) {
        throw refused;
      }
      throw new NothingDone(String.valueOf(refused.getMessage()));
    }
  }

  private HostCommand awaited(String id, String instance) {
    Instant sent = clock.now();
    HostCommand last = hosts.command(id, instance);
    while (!last.isOver() && isInTime(last, Duration.between(sent, clock.now()))) {
      try {
        clock.pause(LOOK);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return last;
      }
      last = hosts.command(id, instance);
    }
    return last;
  }

  private static boolean isInTime(HostCommand last, Duration gone) {
    return gone.compareTo(last.isDelivered() ? DELIVERY.plus(END) : DELIVERY) < 0;
  }
}
