package io.drillmaster.report;

import io.drillmaster.check.Snapshot;
import io.drillmaster.history.HarnessEvent.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Live lines of a run: time since its start, phase, what is going on, participants, what the
 * balancer answered. Plain lines, one after the other, so that a log reads as well as a terminal.
 */
public final class ProgressLine {
  private static final int PHASE_WIDTH = 8;
  private static final int DOING_WIDTH = 18;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Ink ink;

  public ProgressLine(Ink ink) {
    this.ink = ink;
  }

  /**
   * How everybody is doing.
   *
   * @param sinceStart time since the run began
   * @param phase the phase it is in
   * @param detail what the phase is doing, in a few words; empty = said by the figures
   * @param before the snapshot of the line before, for rates
   * @param now the snapshot to show
   */
  public String status(
      Duration sinceStart, Phase phase, String detail, Snapshot before, Snapshot now) {
    Snapshot.People people = now.people();
    String lost = String.format(Locale.ROOT, "lost %4s", Words.count(people.out()));
    StringBuilder text = new StringBuilder();
    text.append("joined ").append(String.format(Locale.ROOT, "%5s", Words.count(people.served())));
    text.append("   ").append(people.out() == 0 ? lost : ink.in(Palette.LOST, lost));
    text.append("   signals ").append(Words.count(rate(before, now))).append("/s");
    if (now.outages().unexplained() > 0) {
      String unexplained = "unexplained " + Words.count(now.outages().unexplained());
      text.append("   ").append(ink.in(Palette.FAIL, unexplained));
    }
    refusals(before, now).forEach((answer, n) -> text.append("   " + answer + ": " + n));
    return line(sinceStart, word(phase), doing(phase, detail, now), text.toString());
  }

  /**
   * A fault was injected.
   *
   * @param number counted from 1
   * @param kind the fault's word
   * @param text who was hit and what was observed
   */
  public String fault(
      Duration sinceStart, int number, String kind, List<String> nodes, String text) {
    String label = String.format(Locale.ROOT, "%-" + PHASE_WIDTH + "s", "FAULT " + number);
    return line(sinceStart, ink.fault(label), kind + " " + String.join(", ", nodes), text);
  }

  /** Anything else worth a line, e.g. a replacement that took over. */
  public String event(Duration sinceStart, String label, String what, String text) {
    return line(sinceStart, label, what, text);
  }

  private String line(Duration sinceStart, String label, String what, String text) {
    return String.format(
            Locale.ROOT,
            " %s  %-" + PHASE_WIDTH + "s %-" + DOING_WIDTH + "s  %s",
            Words.clock(sinceStart.toNanos()),
            label,
            what,
            text)
        .stripTrailing();
  }

  private static String word(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  private static String doing(Phase phase, String detail, Snapshot now) {
    Snapshot.Outages outages = now.outages();
    boolean counting = phase == Phase.RECOVER || phase == Phase.FAULT || phase == Phase.SETTLE;
    if (counting && outages.open() > 0) {
      return "back " + Words.percent(outages.back(), outages.hit());
    }
    if (phase == Phase.RAMP) {
      return Words.count(now.people().joining()) + " joining";
    }
    return detail;
  }

  private static long rate(Snapshot before, Snapshot now) {
    double seconds = (now.at() - before.at()) / NANOS_PER_SECOND;
    return seconds <= 0 ? 0 : Math.round((now.signalsSent() - before.signalsSent()) / seconds);
  }

  /** What was refused since the line before, by answer. */
  private static Map<String, String> refusals(Snapshot before, Snapshot now) {
    Map<String, String> news = new TreeMap<>();
    now.refusals()
        .forEach(
            (answer, total) -> {
              long since = total - before.refusals().getOrDefault(answer, 0L);
              if (since > 0) {
                news.put(answer, Words.count(since));
              }
            });
    return news;
  }
}
