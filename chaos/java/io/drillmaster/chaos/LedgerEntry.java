package io.drillmaster.chaos;

import io.drillmaster.process.ProcessId;
import java.time.Instant;

/** One line of the undo ledger. */
public sealed interface LedgerEntry {
  /**
   * The first line: whose ledger it is.
   *
   * @param run the run's id
   * @param target identity of the target
   * @param standing folder of a standing twin, empty for an embedded one
   * @param harness the process that must heal
   * @param since wall time
   */
  record Opened(String run, String target, String standing, ProcessId harness, Instant since)
      implements LedgerEntry {}

  /** About to be injected. */
  record Intended(Intent intent) implements LedgerEntry {}

  /**
   * Undone and verified.
   *
   * @param how what was observed
   */
  record Healed(String fault, String incarnation, String how) implements LedgerEntry {}
}
