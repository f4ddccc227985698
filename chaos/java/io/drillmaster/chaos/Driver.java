package io.drillmaster.chaos;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.run.port.Node;
import java.time.Duration;
import java.util.Optional;

/**
 * How a fault reaches the nodes of one kind of cluster. Thread-safe; each call is short and does
 * one thing, so that the nemesis decides order and bounds.
 */
public interface Driver {
  /** What an observation of a harmed node shows. */
  enum State {
    /** The fault lasts. */
    BROKEN,
    /** Nothing of ours is left, but the cluster is not as many as it was. */
    CLEAN,
    /** Nothing of ours is left and every place is taken by a running node. */
    WHOLE
  }

  /**
   * How far a node's healing has come.
   *
   * @param state how far
   * @param how in words, e.g. "runs again", "replaced by m4"
   */
  record Healing(State state, String how) {}

  /** Why a node may not be taken by a fault, in words that follow its name; empty = it may. */
  default Optional<String> refusal(io.drillmaster.drill.Fault fault, Node node) {
    return Optional.empty();
  }

  /**
   * Says whom the fault would meet and what would undo it; touches nothing.
   *
   * @throws io.drillmaster.run.port.Nemesis.Refused when this driver cannot do that to that node
   */
  Intent intent(io.drillmaster.drill.Fault fault, Node node);

  /**
   * The address that a probe socket is to speak from, so that the fault meets it too; empty = any.
   */
  default Optional<String> seat(io.drillmaster.drill.Fault fault, Node node) {
    return Optional.empty();
  }

  /** Whether the node is still the very one that was meant, and runs. */
  boolean isPresent(Intent intent);

  /** Injects. */
  void act(Intent intent);

  /** How long effect and signature may take to show. */
  default Duration patience(FaultKind kind) {
    return Observer.bound(kind);
  }

  /**
   * Whether the effect is there when it is told; otherwise it is noted only when the wire has shown
   * something, too: whoever was served before that has not outlived the fault.
   */
  default boolean showsEffectAtOnce() {
    return true;
  }

  /** What shows that the act took effect, e.g. "process ended"; empty = nothing yet. */
  Optional<String> effect(Intent intent);

  /** Undoes; does nothing where nothing is to be undone (any more). */
  void undo(Intent intent);

  /**
   * Looks at a harmed node.
   *
   * @param actedAt monotonic stamp of the act
   */
  Healing healing(Intent intent, long actedAt);

  /**
   * Whether a dead node needs no replacement for the run to be healed: the cluster ends with it, or
   * nobody but its owner brings a node back.
   */
  boolean isPrivate();
}
