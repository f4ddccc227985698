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

  /** The identity of a live process. */
  public static ProcessId of(ProcessHandle handle) {
    return new ProcessId(
        handle.pid(), handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  /** The process, if it still is the same one and alive (a stopped process is alive). */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> of(handle).equals(this));
  }
}
