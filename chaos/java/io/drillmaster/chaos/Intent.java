package io.drillmaster.chaos;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.process.ProcessId;

/**
 * One node about to be harmed and what undoes it.
 *
 * @param fault its name in the drill
 * @param kind what befalls the node
 * @param role the node's part
 * @param node its name
 * @param incarnation which boot of it
 * @param process which process of this host
 * @param undo what undoes it
 */
public record Intent(
    String fault,
    FaultKind kind,
    Role role,
    String node,
    String incarnation,
    ProcessId process,
    Undo undo) {
  /** "freeze-1 of m2 (process 4711)". */
  public String words() {
    return fault + " of " + node + " (process " + process.pid() + ")";
  }
}
