package io.drillmaster.chaos;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.process.ProcessId;
import java.util.Optional;

/**
 * One node about to be harmed and what undoes it.
 *
 * @param fault its name in the drill
 * @param kind what befalls the node
 * @param role the node's part
 * @param node its name
 * @param incarnation which boot of it
 * @param process which process of this host; number 0 = none
 * @param undo what undoes it
 * @param filter rules that lose packets; empty where none are needed
 */
public record Intent(
    String fault,
    FaultKind kind,
    Role role,
    String node,
    String incarnation,
    ProcessId process,
    Undo undo,
    Optional<PacketFilter> filter) {

  /** One without packet rules. */
  public Intent(
      String fault,
      FaultKind kind,
      Role role,
      String node,
      String incarnation,
      ProcessId process,
      Undo undo) {
    this(fault, kind, role, node, incarnation, process, undo, Optional.empty());
  }

  /** The same with packet rules. */
  public Intent with(PacketFilter rules) {
    return new Intent(fault, kind, role, node, incarnation, process, undo, Optional.of(rules));
  }

  /** "freeze-1 of m2 (process 4711)"; a machine elsewhere has no process of ours to name. */
  public String words() {
    String where = process.pid() == 0 ? "" : " (process " + process.pid() + ")";
    return fault + " of " + node + where;
  }
}
