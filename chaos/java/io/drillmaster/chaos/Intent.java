package io.drillmaster.chaos;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.process.ProcessId;
import io.drillmaster.run.port.Node;
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
 * @param commands what is run; empty where no command is
 */
public record Intent(
    String fault,
    FaultKind kind,
    Role role,
    String node,
    String incarnation,
    ProcessId process,
    Undo undo,
    Optional<PacketFilter> filter,
    Optional<NodeCommands> commands) {

  /** No process of this host. */
  private static final ProcessId NO_PROCESS = new ProcessId(0, 0);

  /** One without packet rules and commands. */
  public Intent(
      String fault,
      FaultKind kind,
      Role role,
      String node,
      String incarnation,
      ProcessId process,
      Undo undo) {
    this(fault, kind, role, node, incarnation, process, undo, Optional.empty(), Optional.empty());
  }

  /** The same with packet rules. */
  public Intent with(PacketFilter rules) {
    return new Intent(
        fault, kind, role, node, incarnation, process, undo, Optional.of(rules), commands);
  }

  /** What commands do to a node that may be anywhere. */
  public static Intent of(io.drillmaster.drill.Fault fault, Node node, NodeCommands commands) {
    return new Intent(
        fault.name(),
        fault.kind(),
        node.role(),
        node.name(),
        node.incarnation(),
        NO_PROCESS,
        commands.undoing().isEmpty() ? Undo.NOTHING : Undo.COMMAND,
        Optional.empty(),
        Optional.of(commands));
  }

  /** "freeze-1 of m2 (process 4711)"; a machine elsewhere has no process of ours to name. */
  public String words() {
    String where = process.pid() == 0 ? "" : " (process " + process.pid() + ")";
    return fault + " of " + node + where;
  }
}
