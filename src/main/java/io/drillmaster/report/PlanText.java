package io.drillmaster.report;

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
    labelled(table, "load", PlanWords.load(plan.load()));
    labelled(table, "clocks", PlanWords.clocks(plan.limits()));
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
          .cell(PlanWords.on(fault))
          .cell(fault.undo())
          .end();
    }
    return table.text(" ") + expected(plan);
  }

  private static String expected(Plan plan) {
    StringBuilder text = new StringBuilder("\n");
    int number = 0;
    for (Plan.PlannedFault fault : plan.faults()) {
      number++;
      text.append("fault ").append(number).append("  ");
      text.append(PlanWords.expected(fault, plan.load())).append("\n");
      fault.commands().forEach(line -> text.append("         ").append(line).append('\n'));
    }
    return text.toString();
  }

  private String judging(Plan plan) {
    TextTable table = new TextTable();
    labelled(table, "limit", PlanWords.limit(plan.limits()));
    labelled(table, "settled", PlanWords.settled(plan.limits()));
    plan.witnesses().forEach(line -> labelled(table, "witness", line));
    labelled(table, "required", PlanWords.listed(plan.required()));
    labelled(table, "not judged", PlanWords.listed(plan.notJudged()));
    return table.text("");
  }

  private void labelled(TextTable table, String label, String text) {
    table.cell(label, ink::faint).cell(text).end();
  }
}
