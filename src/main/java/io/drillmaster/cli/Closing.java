package io.drillmaster.cli;

import io.drillmaster.check.Judged;
import io.drillmaster.check.Judgement;
import io.drillmaster.report.ConsoleText;
import io.drillmaster.report.RunCard;
import io.drillmaster.run.Artefacts;
import io.drillmaster.run.DrillRun;
import io.drillmaster.run.Judging;
import io.drillmaster.run.RunFolder;
import io.drillmaster.run.StopLever;
import io.drillmaster.time.Ticker;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The end of a run: judges it, prints the verdict, writes the reports. The verdict is told whether
 * or not the disk takes the reports.
 *
 * @param folder of the run
 * @param repeat the command that does it again
 * @param console where the verdict is printed
 */
record Closing(RunFolder folder, String repeat, PrintWriter console) {

  /**
   * Closes a played run.
   *
   * @param began when the command did
   * @param told learns the judgement
   * @return the exit code
   */
  int close(DrillRun.Played played, StopLever lever, long began, Consumer<Judgement> told) {
    Judged judged = new Judging(Headers::drill).judge(folder);
    told.accept(judged.judgement());
    boolean stopped = played.stopped() || lever.pulled().isPresent();
    List<String> troubles = new ArrayList<>(played.troubles());
    if (stopped && !played.stopped()) {
      troubles.add(lever.pulled().orElse("stopped") + " when it was over");
    }
    int expected = Outcomes.exitCode(judged.judgement(), stopped, troubles);
    troubles.addAll(written(card(judged, expected, began), judged));
    int code = Outcomes.exitCode(judged.judgement(), stopped, troubles);
    RunCard card = card(judged, code, began);
    console.print(new ConsoleText(Terminal.ink()).text(card, judged.judgement(), judged.figures()));
    troubles.forEach(trouble -> console.println("trouble: " + trouble));
    if (!played.troubles().isEmpty()) {
      console.println("should anything be left, undo it with: " + RunFailed.cure(folder));
    }
    console.flush();
    return code;
  }

  private RunCard card(Judged judged, int code, long began) {
    return new RunCard(
        Terminal.shown(folder.path()),
        repeat,
        Duration.ofNanos(Ticker.system().nanos() - began),
        code,
        judged.judgement().zeroNanos());
  }

  /** Writes the reports; what kept them from being written. */
  private List<String> written(RunCard card, Judged judged) {
    try {
      Artefacts.write(folder, card, judged, ReportAssets.load());
      return List.of();
    } catch (UncheckedIOException full) {
      return List.of(
          "the reports are not written: %s; make room, then: ./drillmaster check %s"
              .formatted(full.getMessage(), Terminal.shown(folder.path())));
    }
  }
}
