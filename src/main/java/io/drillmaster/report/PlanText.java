package io.drillmaster.report;

import io.drillmaster.drill.ExpectedBlast;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.Load;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Role;
import java.util.List;

/** A plan as text: what would happen to whom, how it is judged and undone. */
public final class PlanText {
  private final Ink ink;

  public PlanText(Ink ink) {
    this.ink = ink;
  }

  /** All of it, ended by a line feed. */
  public String text(Plan plan) {
    return ink.bold("PLAN")
        + "  "
        + plan.drill()
        + "   seed "
        + plan.seed()
        + "   nothing was touched\n"
        + plan.proves()
        + "\n\n"
        + head(plan)
        + "\n"
        + faults(plan)
        + "\n"
        + judging(plan);
  }

  private String head(Plan plan) {
    TextTable table = new TextTable();
    labelled(table, "target", Banner.of(plan.target()).toString());
    labelled(table, "cluster", plan.cluster());
    labelled(table, "load", load(plan.load()));
    labelled(table, "clocks", clocks(plan.limits()));
    labelled(table, "takes", plan.duration());
    plan.warnings()
        .forEach(
            warning ->
                table.cell("warning", text -> ink.in(Palette.UNKNOWN, text)).cell(warning).end());
    return table.text("");
  }

  private String faults(Plan plan) {
    if (plan.faults().isEmpty()) {
      return "no fault is injected: this drill is a control\n";
    }
    TextTable table = new TextTable();
    List.of("#", "when", "fault", "on", "undo").forEach(cell -> table.cell(cell, ink::faint));
    table.end();
    int number = 0;
    for (Plan.PlannedFault fault : plan.faults()) {
      number++;
      table
          .cell(Integer.toString(number))
          .cell(fault.when())
          .cell(fault.kind(), ink::fault)
          .cell(on(fault))
          .cell(fault.undo())
          .end();
    }
    return table.text(" ") + expected(plan);
  }

  private String expected(Plan plan) {
    StringBuilder text = new StringBuilder("\n");
    int number = 0;
    for (Plan.PlannedFault fault : plan.faults()) {
      number++;
      text.append("fault ").append(number).append("  ").append(fault.felt()).append("; expect ");
      text.append(hits(fault.expected(), fault.role(), plan.load()))
          .append("; ")
          .append(Words.count(fault.healthyLeft(), "master"))
          .append(" unharmed\n");
      fault.commands().forEach(line -> text.append("         ").append(line).append('\n'));
    }
    return text.toString();
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

  private static String on(Plan.PlannedFault fault) {
    String among = fault.role() + " " + String.join(" ", fault.candidates());
    return fault.targets().isEmpty()
        ? "chosen at the time among " + among
        : String.join(" ", fault.targets()) + " of " + among;
  }

  private String judging(Plan plan) {
    TextTable table = new TextTable();
    Limits limits = plan.limits();
    labelled(table, "limit", Words.length(limits.limit()) + ": " + limits.limitWhy());
    labelled(
        table,
        "settled",
        Words.length(limits.settling()) + " after the last one is back; old timers would strike");
    plan.witnesses().forEach(line -> labelled(table, "witness", line));
    labelled(table, "required", listed(plan.required()));
    labelled(table, "not judged", listed(plan.notJudged()));
    return table.text("");
  }

  private void labelled(TextTable table, String label, String text) {
    table.cell(label, ink::faint).cell(text).end();
  }

  private static String listed(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static String load(Load load) {
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

  private static String clocks(Limits limits) {
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
