package io.drillmaster.drill;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A fault to inject, as data. A driver does it. */
public sealed interface Fault {

  /** The longest time of writes that a store may lose. */
  Duration LOSING_MAX = Duration.ofMinutes(1);

  /** How the drill calls it, e.g. "crash-1"; unique within the drill. */
  String name();

  Role role();

  Selector selector();

  FaultKind kind();

  /** How long a timed fault lasts; empty for the others. */
  default Optional<Duration> lasts() {
    return Optional.empty();
  }

  /** From whom a partition cuts its victims off; empty for other faults. */
  default Set<Role> from() {
    return Set.of();
  }

  private static void requireAllowed(Duration length) {
    if (length.compareTo(Duration.ofMillis(100)) < 0
        || length.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException("for: " + length + " is not allowed; use 100ms to 10m");
    }
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
      requireAllowed(length);
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

  /** Which of the packets between the parted arrive no more. */
  enum Way {
    /** Those of the victims and those for them. */
    BOTH("both"),
    /** Those for the victims: they are heard, and hear nothing. */
    IN("in"),
    /** Those of the victims: they hear, and are not heard. */
    OUT("out");

    private final String key;

    Way(String key) {
      this.key = key;
    }

    /** The word in drill files. */
    public String key() {
      return key;
    }
  }

  /**
   * Packets between the victims and others are lost, or answered by a reset; then they are together
   * again. The victims live and talk to everybody else.
   *
   * @param kind one that {@link FaultKind#parts()}
   * @param from whose packets do not arrive, and who gets none; not empty. From their own role:
   *     each from all others of it
   * @param way which packets
   * @param length 100 ms to 10 min
   */
  record Partition(
      FaultKind kind,
      String name,
      Role role,
      Selector selector,
      Set<Role> from,
      Way way,
      Duration length)
      implements Fault {
    public Partition {
      from = Set.copyOf(from);
      requireAllowed(length);
      if (!kind.parts()) {
        throw new IllegalArgumentException(kind.key() + " parts nobody from anybody");
      }
      if (from.isEmpty()) {
        throw new IllegalArgumentException("from: nobody is not allowed; name a part, or all");
      }
    }

    @Override
    public Optional<Duration> lasts() {
      return Optional.of(length);
    }
  }

  /**
   * A store is gone, and another takes its place with what it had copied until then.
   *
   * @param losing what was written during this last time is lost: 0 to 1 min
   */
  record FailOver(String name, Role role, Selector selector, Duration losing) implements Fault {
    public FailOver {
      if (losing.isNegative() || losing.compareTo(LOSING_MAX) > 0) {
        throw new IllegalArgumentException("losing: " + losing + " is not allowed; use 0s to 1m");
      }
    }

    @Override
    public FaultKind kind() {
      return FaultKind.FAIL_OVER;
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
