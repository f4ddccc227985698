package io.drillmaster.chaos.container;

import io.drillmaster.chaos.Undo;
import io.drillmaster.drill.FaultKind;

/** How each fault is done to a container and undone, in words. */
public final class ContainerMeans {
  private ContainerMeans() {}

  /** What the engine is asked for. */
  public static String words(FaultKind kind) {
    return switch (kind) {
      case CRASH -> "kill";
      case VANISH -> "network disconnect and pause, and kill after the run";
      case FREEZE -> "pause, then unpause";
      case FAIL_OVER ->
          "its contents are saved and, later, kill; it is started with what was saved";
      case SHUTDOWN -> "kill --signal TERM";
      case CUT_OFF -> "network disconnect, then connect; `from: all` only";
      case REFUSE -> "-";
    };
  }

  /** What undoes it, as `plan` says it. */
  public static String undo(FaultKind kind) {
    return switch (kind) {
      case VANISH -> "kill after the run: it is gone";
      case FREEZE -> "unpause: it runs again";
      case CUT_OFF -> "network connect: it is connected again";
      case CRASH, FAIL_OVER, SHUTDOWN, REFUSE -> Undo.of(kind).words();
    };
  }
}
