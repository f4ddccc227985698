package io.drillmaster.report;

import java.util.List;

/**
 * What a run says before it starts: the drill, what a pass shows, and then one labelled line each
 * for machine, cluster, clocks, plan and how to stop.
 */
public final class OpeningText {

  /** A labelled line, e.g. "machine", "2 cores, 7.6 GB: room for 18,000, asked for 1,000: fit". */
  public record Line(String label, String text) {}

  private final Ink ink;

  public OpeningText(Ink ink) {
    this.ink = ink;
  }

  /**
   * The block, ended by an empty line.
   *
   * @param target the kind of target as histories name it
   */
  public String text(String drill, long seed, String target, String proves, List<Line> lines) {
    TextTable table = new TextTable();
    for (Line line : lines) {
      table.cell(line.label(), ink::faint).cell(line.text()).end();
    }
    return ink.bold(drill)
        + "   seed "
        + seed
        + "   target "
        + Banner.of(target)
        + "\n"
        + proves
        + "\n"
        + table.text("")
        + "\n";
  }
}
