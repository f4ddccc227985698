package io.drillmaster.cli;

import io.drillmaster.check.Snapshot;
import io.drillmaster.cli.notify.Notice;
import io.drillmaster.cli.notify.Notice.Event;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.run.Screen;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Shows what another screen shows, and tells a webhook the turns of the run. */
final class NotifyingScreen implements Screen {

  private final Screen shown;
  private final Consumer<Notice> notices;
  private final Notice like;

  /**
   * A screen that tells.
   *
   * @param like run, drill, target and change of every notice
   */
  NotifyingScreen(Screen shown, Notice like, Consumer<Notice> notices) {
    this.shown = shown;
    this.like = like;
    this.notices = notices;
  }

  private void tell(Event event, String text) {
    String line = "drillmaster %s (run %s): %s".formatted(like.drill(), like.run(), text);
    notices.accept(new Notice(event, like.run(), like.drill(), like.target(), like.change(), line));
  }

  @Override
  public void say(Duration sinceStart, String label, String what, String text) {
    shown.say(sinceStart, label, what, text);
    switch (label) {
      case "cluster" -> tell(Event.START, "begins on " + text);
      case "FAULT" -> tell(Event.FAULT, "fault %s: %s".formatted(what, text));
      case "abort", "stop" -> tell(Event.ABORT, "ends before its time: " + text);
      default -> {
        // Nothing that anybody need be told who does not watch.
      }
    }
  }

  @Override
  public void fault(Duration sinceStart, int number, String kind, List<String> nodes, String text) {
    shown.fault(sinceStart, number, kind, nodes, text);
    String victims = String.join(" ", nodes);
    tell(Event.FAULT, "fault %d, %s of %s; %s".formatted(number, kind, victims, text));
  }

  @Override
  public void healed(List<String> failures) {
    shown.healed(failures);
    tell(
        Event.HEAL,
        failures.isEmpty()
            ? "everything that was broken is undone"
            : "NOT UNDONE: " + String.join("; ", failures));
  }

  @Override
  public void progress(Duration sinceStart, Phase phase, String detail, Snapshot snapshot) {
    shown.progress(sinceStart, phase, detail, snapshot);
  }

  /** The verdict stands. */
  void ended(String verdict) {
    tell(Event.END, verdict);
  }
}
