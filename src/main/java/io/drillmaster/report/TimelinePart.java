package io.drillmaster.report;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Figures.Mark;
import io.drillmaster.check.Figures.MarkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened: participants by state, and every mark of the time axis. */
record TimelinePart(String zeroMeans, String zeroWall, List<Moment> moments, List<MarkRow> marks) {

  /** More moments would not be read as a table; the chart has all. */
  private static final int MOST_MOMENTS = 16;

  private static final int NOBODY_OUT = -1;

  /** Participants by state at one moment. */
  record Moment(
      String at,
      String what,
      int joining,
      int served,
      int lost,
      int rejoining,
      int rebuilding,
      int gone) {}

  /** A mark in words. */
  record MarkRow(String at, String kind, String css, String node, String text) {}

  static TimelinePart of(Figures figures) {
    return new TimelinePart(
        figures.run().zeroMeans(),
        Words.utc(figures.run().zeroWall()),
        moments(figures),
        figures.marks().stream().map(TimelinePart::row).toList());
  }

  private static List<Moment> moments(Figures figures) {
    List<Moment> moments = new ArrayList<>();
    if (figures.bins().isEmpty()) {
      return moments;
    }
    int deepest = deepest(figures);
    int last = figures.bins().size() - 1;
    for (Mark mark : figures.marks()) {
      boolean telling =
          mark.kind() == MarkKind.PHASE
              || mark.kind() == MarkKind.FAULT
              || mark.kind() == MarkKind.MARKED;
      if (telling && moments.size() < MOST_MOMENTS) {
        int bin = binOf(figures.bins(), mark.at());
        if (deepest != NOBODY_OUT && deepest < bin) {
          moments.add(moment(figures, deepest, "most people out"));
        }
        deepest = deepest <= bin ? NOBODY_OUT : deepest;
        moments.add(moment(figures, bin, mark.text()));
      }
    }
    if (deepest != NOBODY_OUT) {
      moments.add(moment(figures, deepest, "most people out"));
    }
    moments.add(moment(figures, last, "end"));
    return moments;
  }

  /** The bin with most people out. */
  private static int deepest(Figures figures) {
    int deepest = NOBODY_OUT;
    int most = 0;
    for (int bin = 0; bin < figures.bins().size(); bin++) {
      Figures.States states = figures.states();
      int out = states.lost().get(bin) + states.rejoining().get(bin) + states.rebuilding().get(bin);
      if (out > most) {
        most = out;
        deepest = bin;
      }
    }
    return deepest;
  }

  private static int binOf(List<Double> bins, double at) {
    for (int bin = 0; bin < bins.size(); bin++) {
      if (bins.get(bin) >= at) {
        return bin;
      }
    }
    return bins.size() - 1;
  }

  private static Moment moment(Figures figures, int bin, String what) {
    Figures.States states = figures.states();
    return new Moment(
        Words.sinceZero(figures.bins().get(bin)),
        what,
        states.joining().get(bin),
        states.served().get(bin),
        states.lost().get(bin),
        states.rejoining().get(bin),
        states.rebuilding().get(bin),
        states.gone().get(bin));
  }

  private static MarkRow row(Mark mark) {
    String kind = mark.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return new MarkRow(
        Words.sinceZero(mark.at()), kind, kind.replace(' ', '-'), mark.node(), mark.text());
  }
}
