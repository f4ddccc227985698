package io.drillmaster.check;

import io.drillmaster.stats.CumulativeIncidence;
import io.drillmaster.stats.KaplanMeier;
import io.drillmaster.stats.Quantiles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Survival curves and recovery times of a population, as figures. */
final class Curves {

  private static final List<Way> WAYS = List.of(Way.values());

  /** Left by policy: competes with the three ways back. */
  private static final int GONE = WAYS.size();

  private static final double[] ROUND_SECONDS = {0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600};
  private static final int MOST_AT_RISK = 12;

  private Curves() {}

  static Figures.Survival survival(Recoveries recoveries) {
    KaplanMeier curve = recoveries.curve();
    List<Figures.Point> out = new ArrayList<>();
    out.add(new Figures.Point(0, 1));
    curve.steps().forEach(step -> out.add(point(step.time(), step.share())));
    List<Figures.Curve> ways = new ArrayList<>();
    List<List<CumulativeIncidence.Step>> byCause =
        CumulativeIncidence.of(
            recoveries.items().stream()
                .map(item -> new CumulativeIncidence.Observation(item.seconds(), cause(item)))
                .toList(),
            GONE + 1);
    for (int cause = 0; cause <= GONE; cause++) {
      if (!byCause.get(cause).isEmpty()) {
        List<Figures.Point> points = new ArrayList<>();
        points.add(new Figures.Point(0, 0));
        byCause.get(cause).forEach(step -> points.add(point(step.time(), step.share())));
        ways.add(new Figures.Curve(name(cause), thinned(points)));
      }
    }
    return new Figures.Survival(
        curve.population(), curve.censored(), thinned(out), ways, atRisk(curve));
  }

  private static int cause(Recoveries.Item item) {
    Way way = item.outage().way;
    if (item.back() && way != null) {
      return WAYS.indexOf(way);
    }
    return item.outage().fate == Outage.Fate.GONE ? GONE : CumulativeIncidence.CENSORED;
  }

  private static String name(int cause) {
    return cause == GONE ? "gone" : WAYS.get(cause).key();
  }

  private static Figures.Point point(double seconds, double share) {
    return new Figures.Point(Rounded.seconds(seconds), Rounded.share(share));
  }

  /** Keeps the first and the last point, and those between at equal distances. */
  private static List<Figures.Point> thinned(List<Figures.Point> points) {
    int size = points.size();
    if (size <= Figures.MOST_POINTS) {
      return points;
    }
    List<Figures.Point> kept = new ArrayList<>(Figures.MOST_POINTS);
    for (int i = 0; i < Figures.MOST_POINTS; i++) {
      kept.add(points.get((int) ((long) i * (size - 1) / (Figures.MOST_POINTS - 1))));
    }
    return kept;
  }

  private static List<Figures.AtRisk> atRisk(KaplanMeier curve) {
    double step = ROUND_SECONDS[ROUND_SECONDS.length - 1];
    for (int i = ROUND_SECONDS.length - 1; i >= 0; i--) {
      step = curve.lastTime() / ROUND_SECONDS[i] < MOST_AT_RISK ? ROUND_SECONDS[i] : step;
    }
    List<Figures.AtRisk> counts = new ArrayList<>();
    for (int i = 0; i < MOST_AT_RISK && i * step <= curve.lastTime(); i++) {
      counts.add(new Figures.AtRisk(i * step, curve.atRisk(i * step)));
    }
    return counts;
  }

  /** All ways together from the survival curve, then each way by itself. */
  static List<Figures.Recovery> recoveries(Recoveries recoveries) {
    List<Figures.Recovery> rows = new ArrayList<>();
    List<Recoveries.Item> all = recoveries.items();
    if (all.isEmpty()) {
      return rows;
    }
    rows.add(row("all", all));
    for (Way way : Way.values()) {
      List<Recoveries.Item> items =
          all.stream().filter(item -> item.back() && item.outage().way == way).toList();
      if (!items.isEmpty()) {
        rows.add(back(way.key(), items));
      }
    }
    return rows;
  }

  /** One row over outages, whether they ended or not. */
  static Figures.Recovery row(String name, List<Recoveries.Item> items) {
    List<Recoveries.Item> back = items.stream().filter(Recoveries.Item::back).toList();
    return row(name, items.size(), Recoveries.curve(items), phases(back));
  }

  /** One row from a survival curve. */
  static Figures.Recovery row(
      String name, int count, KaplanMeier curve, List<Figures.PhaseLength> phases) {
    return new Figures.Recovery(
        name,
        count,
        ofCurve(curve, 0.5),
        ofCurve(curve, 0.95),
        ofCurve(curve, 0.99),
        ofCurve(curve, 1),
        phases);
  }

  private static @Nullable Double ofCurve(KaplanMeier curve, double share) {
    if (!Quantiles.enough(curve.population(), share)) {
      return null;
    }
    Double seconds = Timings.boxed(curve.quantile(share));
    return seconds == null ? null : Rounded.seconds(seconds.doubleValue());
  }

  /** One row over outages that ended. */
  static Figures.Recovery back(String way, List<Recoveries.Item> items) {
    double[] seconds = items.stream().mapToDouble(Recoveries.Item::seconds).toArray();
    return new Figures.Recovery(
        way,
        items.size(),
        ofSample(seconds, 0.5),
        ofSample(seconds, 0.95),
        ofSample(seconds, 0.99),
        ofSample(seconds, 1),
        phases(items));
  }

  private static @Nullable Double ofSample(double[] seconds, double share) {
    return Quantiles.enough(seconds.length, share)
        ? Rounded.seconds(Quantiles.of(seconds, share).orElseThrow())
        : null;
  }

  private static List<Figures.PhaseLength> phases(List<Recoveries.Item> items) {
    List<Figures.PhaseLength> medians = new ArrayList<>();
    List<List<Long>> lengths = items.stream().map(Phases::of).toList();
    for (int phase = 0; phase < Phases.NAMES.size(); phase++) {
      int which = phase;
      double[] seconds =
          lengths.stream().mapToDouble(each -> Stamps.seconds(each.get(which))).toArray();
      double median = Quantiles.of(seconds, 0.5).orElse(0);
      medians.add(new Figures.PhaseLength(Phases.NAMES.get(phase), Rounded.seconds(median)));
    }
    return medians;
  }
}
