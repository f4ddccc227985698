package io.drillmaster.chaos;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.TargetSpec;

/** What undoes a fault, as written to the ledger before the fault is injected. */
public enum Undo {
  /** Let the stopped process run again. */
  CONTINUE("continue", "kill -CONT: it runs again"),
  /** Take away the rules that lose its packets. */
  RECONNECT("reconnect", "the packet rules are taken away: it is connected again"),
  /** End the process that never was to come back. */
  KILL("kill", "kill -KILL after the run: it is gone"),
  /** Its own machine does it after its time, and is asked to besides. */
  THAW("thaw", "a timer on its host thaws its containers; a command does, too"),
  /** Nobody can: somebody else's scaling group replaces it in minutes, which is watched. */
  REPLACE("replace", "cannot be undone: its scaling group replaces it, which is watched"),
  /** Run the command that undoes what another did. */
  COMMAND("command", "its undo command, verified by its check or its answer"),
  /** Nothing of ours stays behind: a scaling group replaces masters and media nodes. */
  NOTHING("nothing", "nothing to undo: it is replaced, or started again where it was");

  private final String key;
  private final String words;

  Undo(String key, String words) {
    this.key = key;
    this.words = words;
  }

  /** Whether the node itself is to be with the others again once this is done. */
  public boolean returns() {
    return this == CONTINUE || this == RECONNECT || this == COMMAND || this == THAW;
  }

  /**
   * Whether a node that was stopped, or taken off its network, is to run among the others again.
   */
  public boolean resumes() {
    return this == CONTINUE || this == RECONNECT;
  }

  /** Whether what is left to do when nothing of ours is left is a scaling group's. */
  boolean endsWithOthers() {
    return this == REPLACE || this == THAW;
  }

  /** The word in ledgers. */
  public String key() {
    return key;
  }

  /** How `plan` says it. */
  public String words() {
    return words;
  }

  /** The undo of a kind of fault on a node of a twin. */
  public static Undo of(FaultKind kind) {
    return switch (kind) {
      case FREEZE -> CONTINUE;
      case CUT_OFF, REFUSE -> RECONNECT;
      case VANISH -> KILL;
      case CRASH, FAIL_OVER, SHUTDOWN -> NOTHING;
    };
  }

  /** The undo of a kind of fault on a kind of target. */
  public static Undo of(FaultKind kind, TargetSpec target) {
    if (target instanceof TargetSpec.Aws) {
      return kind == FaultKind.FREEZE ? THAW : REPLACE;
    }
    return of(kind);
  }

  /** The undo of a word that {@link #key} gave. */
  static Undo named(String key) {
    for (Undo undo : values()) {
      if (undo.key.equals(key)) {
        return undo;
      }
    }
    throw new IllegalArgumentException(
        "undo '"
            + key
            + "' is not known; use continue, reconnect, kill, thaw, replace, command or nothing");
  }
}
