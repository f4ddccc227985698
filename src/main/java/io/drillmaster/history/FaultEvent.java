package io.drillmaster.history;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import java.util.List;

/**
 * The life of a fault. Faults are events of the history too, not only of the ledger (decision D7).
 */
public sealed interface FaultEvent extends Event {

  /** Its name in the drill. */
  String fault();

  /**
   * About to be injected: stamped before the act (inject.invoke).
   *
   * @param targets node names
   * @param incarnations beside the targets
   */
  record Injecting(
      long at,
      String fault,
      FaultKind kind,
      Role role,
      List<String> targets,
      List<String> incarnations)
      implements FaultEvent {
    public Injecting {
      targets = List.copyOf(targets);
      incarnations = List.copyOf(incarnations);
    }
  }

  /** The act returned (inject.ok). */
  record Injected(long at, String fault) implements FaultEvent {}

  /** The driver saw its act: exit status, process state. */
  record EffectSeen(long at, String fault, String node, String effect) implements FaultEvent {}

  /** The harness's own probe socket to the node showed it. */
  record SignatureSeen(long at, String fault, String node, Signature signature)
      implements FaultEvent {}

  /** The act or its observation failed. */
  record Failed(long at, String fault, String why) implements FaultEvent {}

  /** Undone, verified by observation; {@code how} e.g. "runs again", "replaced by m4". */
  record Healed(long at, String fault, String node, String how) implements FaultEvent {}
}
