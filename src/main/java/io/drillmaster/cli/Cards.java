package io.drillmaster.cli;

import io.drillmaster.check.Judgement;
import io.drillmaster.report.RunCard;
import io.drillmaster.run.Artefacts;
import io.drillmaster.run.RunFolder;
import java.time.Duration;

/** Cards of stored runs. */
final class Cards {

  private Cards() {}

  /** The card of a stored run that was judged, or drawn, again. */
  static RunCard of(RunFolder folder, Judgement judgement, Duration took) {
    String shown = Terminal.shown(folder.path());
    return new RunCard(
        shown,
        Artefacts.command(folder).orElse("./drillmaster check " + shown),
        took,
        judgement.exitCode(),
        judgement.zeroNanos());
  }
}
