package io.drillmaster.chaos.process;

import io.drillmaster.drill.FaultKind;

/** How each fault is done to a twin, in words. */
public final class Means {
  private Means() {}

  /** What happens to the process or the packets of a node. */
  public static String words(FaultKind kind) {
    return switch (kind) {
      case CRASH -> "KILL";
      case VANISH -> "STOP, and KILL after the run";
      case FREEZE -> "STOP, then CONT";
      case FAIL_OVER ->
          "its contents are saved and, later, KILL; it is started with what was saved";
      case SHUTDOWN -> "TERM";
      case CUT_OFF -> "packets lost by iptables";
      case REFUSE -> "packets answered by a reset, by iptables";
    };
  }
}
