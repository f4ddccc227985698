package io.drillmaster.drill;

import java.time.Duration;
import java.util.Optional;

/** A fault to inject, as data. A driver does it. */
public sealed interface Fault {

  /** How the drill calls it, e.g. "crash-1"; unique within the drill. */
  String name();

  Role role();

  Selector selector();

  FaultKind kind();

  /** How long a timed fault lasts; empty for the others. */
  default Optional<Duration> lasts() {
    return Optional.empty();
  }

  /** Sockets cut, node gone. */
  record Crash(String name, Role role, Selector selector) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.CRASH;
    }
  }

  /** Silence, node gone. */
  record Vanish(String name, Role role, Selector selector) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.VANISH;
    }
  }

  /**
   * Silence, comes back.
   *
   * @param length 100 ms to 10 min
   */
  record Freeze(String name, Role role, Selector selector, Duration length) implements Fault {
    public Freeze {
      if (length.compareTo(Duration.ofMillis(100)) < 0
          || length.compareTo(Duration.ofMinutes(10)) > 0) {
        throw new IllegalArgumentException("for: " + length + " is not allowed; use 100ms to 10m");
      }
    }

    @Override
    public FaultKind kind() {
      return FaultKind.FREEZE;
    }

    @Override
    public Optional<Duration> lasts() {
      return Optional.of(length);
    }
  }

  /** Asked to stop. */
  record Shutdown(String name, Role role, Selector selector) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.SHUTDOWN;
    }
  }
}
