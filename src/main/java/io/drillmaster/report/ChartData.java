package io.drillmaster.report;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Figures.AnswerSeries;
import io.drillmaster.check.Figures.Lane;
import io.drillmaster.check.Figures.Mark;
import io.drillmaster.check.Figures.MarkKind;
import io.drillmaster.check.Figures.States;
import io.drillmaster.check.Figures.Survival;
import io.drillmaster.check.Figures.Unfit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the charts are drawn from: the part of the figures that has a time.
 *
 * @param marks those drawn as lines across all charts
 * @param limits upright lines of the survival curve
 */
record ChartData(
    String zeroWall,
    double from,
    double to,
    List<Double> bins,
    List<Mark> marks,
    States states,
    List<Lane> lanes,
    List<AnswerSeries> answers,
    Survival survival,
    List<Limit> limits,
    List<Unfit> unfit) {

  private static final Set<MarkKind> DRAWN =
      Set.of(MarkKind.FAULT, MarkKind.HEALED, MarkKind.MARKED);
  private static final double BEFORE_ANYBODY = 3;
  private static final Pattern RTO_BOUND =
      Pattern.compile("rto +(p\\d+|max) *<=? *([0-9.]+) *(ms|s|m)");

  /** A bound in seconds and what it bounds. */
  record Limit(double seconds, String text) {}

  static ChartData of(Figures figures) {
    Figures.Run run = figures.run();
    return new ChartData(
        run.zeroWall(),
        begin(figures),
        run.toSeconds(),
        figures.bins(),
        figures.marks().stream().filter(mark -> DRAWN.contains(mark.kind())).toList(),
        figures.states(),
        figures.lanes(),
        figures.storm().answers(),
        figures.survival(),
        limits(figures),
        joined(figures.fitness().unfit()));
  }

  /**
   * Shortly before anybody was there: how long a cluster takes to start is no part of the drill.
   */
  private static double begin(Figures figures) {
    States states = figures.states();
    for (int bin = 0; bin < figures.bins().size(); bin++) {
      if (states.joining().get(bin) + states.served().get(bin) > 0) {
        return Math.max(figures.run().fromSeconds(), figures.bins().get(bin) - BEFORE_ANYBODY);
      }
    }
    return figures.run().fromSeconds();
  }

  /** Intervals of several processes as one where they meet: they are shaded, not told apart. */
  private static List<Unfit> joined(List<Unfit> unfit) {
    List<Unfit> joined = new ArrayList<>();
    for (Unfit next : unfit.stream().sorted(Comparator.comparingDouble(Unfit::from)).toList()) {
      int last = joined.size() - 1;
      if (last >= 0 && next.from() <= joined.get(last).to()) {
        Unfit before = joined.get(last);
        double to = Math.max(before.to(), next.to());
        joined.set(last, new Unfit(before.process(), before.from(), to, before.why()));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  private static List<Limit> limits(Figures figures) {
    Stream<Limit> objectives =
        figures.objectives().stream()
            .map(objective -> RTO_BOUND.matcher(objective.text()))
            .filter(Matcher::matches)
            .map(bound -> new Limit(seconds(bound), bound.group()));
    return Stream.concat(objectives, Stream.of(new Limit(figures.run().limitSeconds(), "LIMIT")))
        .toList();
  }

  private static double seconds(Matcher bound) {
    double number = Double.parseDouble(bound.group(2));
    return switch (bound.group(3)) {
      case "ms" -> number / 1000;
      case "m" -> number * 60;
      default -> number;
    };
  }
}
