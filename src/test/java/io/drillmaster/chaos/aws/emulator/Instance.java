package io.drillmaster.chaos.aws.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** An EC2 instance. Guarded by the {@link World}. */
final class Instance {

  /** States with their codes. */
  enum State {
    PENDING(0, "pending"),
    RUNNING(16, "running"),
    SHUTTING_DOWN(32, "shutting-down"),
    TERMINATED(48, "terminated"),
    STOPPING(64, "stopping"),
    STOPPED(80, "stopped");

    final int code;
    final String word;

    State(int code, String word) {
      this.code = code;
      this.word = word;
    }
  }

  /** On AWS tens of seconds; the order is what matters. */
  static final Duration CHANGE = Duration.ofSeconds(1);

  final Machines.Machine machine;
  final String zone;
  final Instant launchedAt;
  final Map<String, String> tags = new TreeMap<>();
  boolean isTerminationProtected;

  /** So many reads still show it as it was before it changed. */
  int staleReads;

  /** In its scaling group: false once the group has replaced it. */
  boolean isInGroup = true;

  /** When the group found it bad; null = it did not. */
  @org.jspecify.annotations.Nullable Instant foundBadAt;

  private State state = State.RUNNING;
  private State before = State.RUNNING;
  private Instant changesAt = Instant.MAX;

  Instance(Machines.Machine machine, String zone, Instant launchedAt) {
    this.machine = machine;
    this.zone = zone;
    this.launchedAt = launchedAt;
  }

  State state() {
    return state;
  }

  /** As a read sees it that may be behind. */
  State shown() {
    if (staleReads > 0) {
      staleReads--;
      return before;
    }
    return state;
  }

  /** Begins to change, and is done after {@link #CHANGE}. */
  void begin(State passing, Instant now) {
    before = state;
    state = passing;
    changesAt = now.plus(CHANGE);
  }

  void advance(Instant now) {
    if (!now.isBefore(changesAt)) {
      changesAt = Instant.MAX;
      state =
          switch (state) {
            case PENDING -> State.RUNNING;
            case SHUTTING_DOWN -> State.TERMINATED;
            case STOPPING -> State.STOPPED;
            default -> state;
          };
    }
  }
}
