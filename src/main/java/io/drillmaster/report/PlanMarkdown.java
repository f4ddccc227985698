package io.drillmaster.report;

import java.util.List;

/** A plan as Markdown, to be pasted into a change request. */
public final class PlanMarkdown {

  private PlanMarkdown() {}

  /** All of it, ended by a line feed. */
  public static String text(Plan plan) {
    StringBuilder text = new StringBuilder();
    text.append("# Plan: ").append(plan.drill()).append("\n\n");
    text.append(plan.proves()).append(" Nothing was touched to make this plan.\n\n");
    item(text, "Target", Banner.of(plan.target()).toString());
    item(text, "Cluster", plan.cluster());
    item(text, "Load", PlanWords.load(plan.load()));
    item(text, "Clocks", PlanWords.clocks(plan.limits()));
    item(text, "Takes", plan.duration());
    item(text, "Seed", Long.toString(plan.seed()));
    plan.warnings().forEach(warning -> item(text, "**Warning**", warning));
    text.append("\n");
    faults(text, plan);
    item(text, "Limit", PlanWords.limit(plan.limits()));
    item(text, "Settled", PlanWords.settled(plan.limits()));
    plan.witnesses().forEach(line -> item(text, "Witness", line));
    item(text, "Required", PlanWords.listed(plan.required()));
    item(text, "Not judged", PlanWords.listed(plan.notJudged()));
    return text.toString();
  }

  private static void faults(StringBuilder text, Plan plan) {
    if (plan.faults().isEmpty()) {
      text.append("No fault is injected: this drill is a control.\n\n");
      return;
    }
    row(text, List.of("#", "when", "fault", "on", "expected", "undo"));
    row(text, List.of("---", "---", "---", "---", "---", "---"));
    int number = 0;
    for (Plan.PlannedFault fault : plan.faults()) {
      number++;
      row(
          text,
          List.of(
              Integer.toString(number),
              fault.when(),
              "`" + fault.kind() + "`",
              PlanWords.on(fault),
              PlanWords.expected(fault, plan.load()),
              fault.undo()));
    }
    text.append("\n");
    for (Plan.PlannedFault fault : plan.faults()) {
      fault.commands().forEach(line -> text.append("    ").append(line).append("\n"));
    }
    if (plan.faults().stream().anyMatch(fault -> !fault.commands().isEmpty())) {
      text.append("\n");
    }
  }

  private static void item(StringBuilder text, String label, String says) {
    text.append("- ").append(label).append(": ").append(says).append("\n");
  }

  /** A bar would end a cell. */
  private static void row(StringBuilder text, List<String> cells) {
    cells.forEach(cell -> text.append("| ").append(cell.replace("|", "\\|")).append(" "));
    text.append("|\n");
  }
}
