package io.drillmaster.twin.group;

import io.drillmaster.process.ProcessId;
import io.drillmaster.process.ProcessState;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import io.drillmaster.twin.role.Bug;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Whom a scaling group or a supervisor ends although nobody declared it dead: nobody, unless a bug
 * is on. Not thread-safe.
 */
final class Overreach {

  private final Set<Bug> bugs;
  private final Function<ProcessId, ProcessState> state;
  private boolean isDone;

  Overreach(Set<Bug> bugs, Function<ProcessId, ProcessState> state) {
    this.bugs = Set.copyOf(bugs);
    this.state = state;
  }

  /** Victims of the first replacement of a master, by incarnation. */
  List<String> whenReplacing(TwinNode replacement, Collection<TwinNode> nodes) {
    List<String> victims = new ArrayList<>();
    if (replacement.role() == TwinRole.MASTER && !isDone) {
      isDone = true;
      if (bugs.contains(Bug.SECOND_VICTIM)) {
        victims.addAll(first(TwinRole.MASTER, replacement, nodes));
      }
      if (bugs.contains(Bug.MEDIA_NODE_SCALED_IN)) {
        victims.addAll(first(TwinRole.MEDIA_NODE, replacement, nodes));
      }
    }
    return victims;
  }

  private static List<String> first(
      TwinRole role, TwinNode replacement, Collection<TwinNode> nodes) {
    return nodes.stream()
        .filter(node -> node.role() == role && node.state() == TwinNode.State.RUNNING)
        .map(TwinNode::incarnation)
        .filter(incarnation -> !incarnation.equals(replacement.incarnation()))
        .limit(1)
        .toList();
  }

  /** Victims of a look at the processes. */
  List<String> whenLooking(Collection<TwinNode> nodes) {
    if (!bugs.contains(Bug.RESET_INSTEAD_OF_SILENCE)) {
      return List.of();
    }
    return nodes.stream()
        .filter(node -> node.role() == TwinRole.MASTER && node.state() != TwinNode.State.GONE)
        .filter(node -> state.apply(node.process()) == ProcessState.STOPPED)
        .map(TwinNode::incarnation)
        .toList();
  }
}
