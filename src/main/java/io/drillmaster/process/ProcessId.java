package io.drillmaster.process;

import java.time.Instant;
import java.util.Optional;

/**
 * A process told apart from a later one with the same number.
 *
 * @param pid the process number
 * @param startMillis start time in epoch milliseconds as the operating system reports it; 0 if it
 *     does not
 */
public record ProcessId(long pid, long startMillis) {
  /**
   * Two readings of one start time may differ by this: Linux derives it from the boot time, which
   * is given in whole seconds and moves with corrections of the wall clock. Far below the time in
   * which process numbers come round again.
   */
  private static final long SAME_START_MILLIS = 1_500;

  /** The identity of a live process. */
  public static ProcessId of(ProcessHandle handle) {
    return new ProcessId(
        handle.pid(), handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  /** The process, if it still is the same one and alive (a stopped process is, a zombie is not). */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> isSame(of(handle)))
        .filter(handle -> !ProcessStat.isZombie(pid));
  }

  /** Whether the other identity is that of the same process. */
  public boolean isSame(ProcessId other) {
    return pid == other.pid && Math.abs(startMillis - other.startMillis) <= SAME_START_MILLIS;
  }
}
