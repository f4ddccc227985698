package io.drillmaster.report;

import io.drillmaster.drill.ExpectedBlast;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.Load;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Role;
import java.util.List;

/** The sentences of a plan, the same in each of its forms. */
final class PlanWords {

  private PlanWords() {}

  /** Whom a fault is expected to hit. */
  static String expected(Plan.PlannedFault fault, Load load) {
    return "%s; expect %s; %s unharmed"
        .formatted(
            fault.felt(),
            hits(fault.expected(), fault.role(), load),
            Words.count(fault.healthyLeft(), "master"));
  }

  static String limit(Limits limits) {
    return Words.length(limits.limit()) + ": " + limits.limitWhy();
  }

  static String settled(Limits limits) {
    return Words.length(limits.settling()) + " after the last one is back; old timers would strike";
  }

  private static String hits(ExpectedBlast expected, String role, Load load) {
    String taken = expected.victims() + "/" + expected.nodes();
    boolean masters = role.equals(Role.MASTER.key());
    return "~%s hit (%s lose a socket, ~%s rebuilt), by %s of %s"
        .formatted(
            Words.count(expected.participants()),
            Words.count(expected.sockets()),
            Words.count(expected.sessions(), "session"),
            masters ? "1 - (1 - " + taken + ")^2" : taken,
            Words.count(load.participants()));
  }

  static String on(Plan.PlannedFault fault) {
    String among = fault.role() + " " + String.join(" ", fault.candidates());
    return fault.targets().isEmpty()
        ? "chosen at the time among " + among
        : String.join(" ", fault.targets()) + " of " + among;
  }

  static String listed(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  static String load(Load load) {
    String signals =
        load.signalEvery().isZero()
            ? "silent rooms"
            : "a signal each every " + Words.length(load.signalEvery());
    return "%s: %s of %s = %s, all joined within %s; %s; clients %s"
        .formatted(
            load.simulation(),
            Words.count(load.sessions(), "session"),
            Words.count(load.participantsPerSession()),
            Words.count(load.participants(), "participant"),
            Words.length(load.rampUp()),
            signals,
            load.client().name());
  }

  static String clocks(Limits limits) {
    ProtocolClocks protocol = limits.protocol();
    InfrastructureClocks infrastructure = limits.infrastructure();
    return ("protocol %s (window %s, lease %s); infrastructure %s (check every %s, out after %d bad,"
            + " first byte %s, replaced after %s)")
        .formatted(
            protocol.name(),
            Words.length(protocol.window()),
            Words.length(protocol.lease()),
            infrastructure.name(),
            Words.length(infrastructure.checkEvery()),
            infrastructure.unhealthyAfter(),
            Words.length(infrastructure.firstByteTimeout()),
            Words.length(infrastructure.replacementDelay()));
  }
}
