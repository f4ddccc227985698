package io.drillmaster.cli;

import io.drillmaster.check.Snapshot;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.report.Ink;
import io.drillmaster.report.ProgressLine;
import io.drillmaster.run.Screen;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints a run's live lines, one after the other, on a terminal and in a log alike. */
final class ConsoleScreen implements Screen {

  private final PrintWriter out;
  private final ProgressLine lines;
  private @Nullable Snapshot before;

  ConsoleScreen(PrintWriter out, Ink ink) {
    this.out = out;
    this.lines = new ProgressLine(ink);
  }

  @Override
  public void say(Duration sinceStart, String label, String what, String text) {
    print(lines.event(sinceStart, label, what, text));
  }

  @Override
  public void fault(Duration sinceStart, int number, String kind, List<String> nodes, String text) {
    print(lines.fault(sinceStart, number, kind, nodes, text));
  }

  @Override
  public void progress(Duration sinceStart, Phase phase, String detail, Snapshot snapshot) {
    print(lines.status(sinceStart, phase, detail, before == null ? snapshot : before, snapshot));
    before = snapshot;
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
