package io.drillmaster.chaos;

import java.util.List;

/**
 * What is run to harm one node and to put it right, word for word as it stands in the ledger.
 *
 * @param doing program and arguments that do the harm
 * @param undoing program and arguments that undo it; empty = nothing of ours stays behind
 * @param checking program and arguments that succeed when nothing is left of the harm; empty = the
 *     node must answer at its address
 * @param address host:port where the node answers those who watch it
 */
public record NodeCommands(
    List<String> doing, List<String> undoing, List<String> checking, String address) {
  public NodeCommands {
    doing = List.copyOf(doing);
    undoing = List.copyOf(undoing);
    checking = List.copyOf(checking);
  }
}
