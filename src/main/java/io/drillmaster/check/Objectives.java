package io.drillmaster.check;

import io.drillmaster.drill.Objective;
import io.drillmaster.drill.Objective.Comparison;
import io.drillmaster.history.Recorded;
import io.drillmaster.stats.KaplanMeier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The drill's own numbers (checks.md 3.11 and 4), each with its population, origin and censoring. A
 * bound that is broken only by what the harness's own unfitness may explain is unknown.
 */
final class Objectives implements Checker {

  /** Fewer affected than this are no sample (checks.md 3.11). */
  static final int AFFECTED_MIN = 20;

  private final Progress progress;
  private final Timings timings;
  private final List<Figures.ObjectiveFigure> figures = new ArrayList<>();
  private final Suspects suspects = new Suspects();
  private boolean judged;

  Objectives(Progress progress, Timings timings) {
    this.progress = progress;
    this.timings = timings;
  }

  @Override
  public void accept(Recorded recorded) {
    // Obligations and timings are folded elsewhere; the numbers are drawn at the end.
  }

  /** What was measured for each objective, in the drill's order. */
  List<Figures.ObjectiveFigure> figures() {
    if (!judged) {
      judged = true;
      Recoveries recoveries = Recoveries.of(progress);
      for (Objective objective : progress.drill.objectives()) {
        Figures.ObjectiveFigure figure = measure(objective, recoveries);
        figures.add(figure);
        if (figure.result() == Result.FAIL) {
          suspects.add(suspect(objective, figure, recoveries));
        }
      }
    }
    return figures;
  }

  @Override
  public Opinion opinion() {
    List<Figures.ObjectiveFigure> all = figures();
    long passed = all.stream().filter(each -> each.result() == Result.PASS).count();
    String unknown = "";
    for (int i = 0; i < all.size(); i++) {
      Figures.ObjectiveFigure each = all.get(i);
      if (each.result() == Result.UNKNOWN
          && unknown.isEmpty()
          && !(isOfThoseHit(progress.drill.objectives().get(i)) && hasNoFault())) {
        unknown = each.text() + ": " + each.why();
      }
    }
    if (passed == 0 && unknown.isEmpty()) {
      unknown = all.isEmpty() ? "the drill states no objective" : "no objective could be judged";
    }
    return Opinion.of(
        Checks.OBJECTIVES, suspects, unknown, passed + " of " + all.size(), measured(all));
  }

  private static String measured(List<Figures.ObjectiveFigure> all) {
    return String.join(
        ", ", all.stream().map(each -> each.text() + ": " + each.measured()).toList());
  }

  private boolean hasNoFault() {
    return progress.drill.faults().isEmpty();
  }

  private static boolean isOfThoseHit(Objective objective) {
    return objective.metric() == Objective.Metric.BACK
        || objective.metric() == Objective.Metric.RTO;
  }

  private Figures.ObjectiveFigure measure(Objective objective, Recoveries recoveries) {
    return switch (objective.metric()) {
      case BACK -> ofThoseHit(objective, recoveries, Recoveries.Item::back, this::back);
      case RTO ->
          ofThoseHit(
              objective,
              recoveries,
              item -> item.back() && holds(objective, item.seconds()),
              this::rto);
      case UNEXPLAINED_LOSSES -> unexplained(objective, recoveries);
      case JOIN -> quantile(objective, timings.joins(), "first joins, from the intention to join");
      case SIGNAL ->
          quantile(
              objective, timings.signals(), "receipts of room signals, from the intended time");
    };
  }

  /**
   * A number of those hit. Where a fault explains an outage by its time only, the number must hold,
   * or not hold, whichever way places would speak.
   */
  private Figures.ObjectiveFigure ofThoseHit(
      Objective objective,
      Recoveries recoveries,
      Predicate<Recoveries.Item> speaksFor,
      BiFunction<Objective, Recoveries, Figures.ObjectiveFigure> measure) {
    Figures.ObjectiveFigure figure = measure.apply(objective, recoveries);
    int hit = recoveries.items().size();
    if (recoveries.doubtful() > 0 && figure.result() != Result.UNKNOWN) {
      boolean holds = figure.result() == Result.PASS;
      Recoveries other = recoveries.extreme(!holds, speaksFor);
      boolean stands =
          other.items().isEmpty()
              ? holds
              : measure.apply(objective, other).result() == figure.result();
      if (!stands) {
        return unknown(
            objective,
            figure.measured(),
            hit,
            "%d of %d outages are put down to a fault by their time only; give the target a source of entries and owners"
                .formatted(recoveries.doubtful(), hit));
      }
    }
    return figure.result() == Result.PASS && hit < AFFECTED_MIN
        ? unknown(objective, figure.measured(), hit, few(hit))
        : figure;
  }

  private Figures.ObjectiveFigure back(Objective objective, Recoveries recoveries) {
    int hit = recoveries.items().size();
    if (hit == 0) {
      return unknown(objective, "nobody hit", 0, "no fault hit anybody");
    }
    double measured = 100.0 * recoveries.back() / hit;
    double best = 100.0 * (hit - recoveries.certainlyNotBack()) / hit;
    String words =
        String.format(Locale.ROOT, "%s of %s, %.1f %%", recoveries.back(), hit, measured);
    String population = "outages that a fault explains; back = proven by a signal to oneself";
    boolean holds = holds(objective, measured);
    if (!holds && holds(objective, best)) {
      return unknown(
          objective,
          words,
          hit,
          "the run ended, or clocks were not sure, before the LIMIT of some that were still out; let it run longer on a quiet machine");
    }
    return figure(objective, holds, words, hit, population);
  }

  private static String few(int hit) {
    return hit + " affected, " + AFFECTED_MIN + " are needed; use more participants";
  }

  private Figures.ObjectiveFigure rto(Objective objective, Recoveries recoveries) {
    int hit = recoveries.items().size();
    if (hit == 0) {
      return unknown(objective, "nobody hit", 0, "no fault hit anybody");
    }
    Figures.ObjectiveFigure figure = rto(objective, recoveries.items());
    boolean isSure =
        figure.result() != Result.FAIL
            || rto(objective, recoveries.credited(progress)).result() == Result.FAIL;
    return isSure
        ? figure
        : unknown(
            objective,
            figure.measured(),
            hit,
            "the harness was unfit for as long as it is too late; use a quieter or larger machine");
  }

  private static Figures.ObjectiveFigure rto(Objective objective, List<Recoveries.Item> items) {
    double share = share(objective);
    KaplanMeier curve = Recoveries.curve(items);
    OptionalDouble measured = curve.quantile(share);
    String words =
        measured.isPresent()
            ? Words.seconds(measured.getAsDouble())
            : "more than " + Words.seconds(curve.lastTime());
    String population =
        "outages that a fault explains, from the fault or the last proof before it, Kaplan-Meier,"
            + " censored at the end of the load";
    if (measured.isEmpty()) {
      boolean surelyLonger =
          items.stream().noneMatch(item -> !item.back() && item.seconds() < objective.value());
      return surelyLonger && objective.comparison() == Comparison.AT_MOST
          ? figure(objective, false, words, items.size(), population)
          : unknown(
              objective,
              words,
              items.size(),
              "the curve does not reach it; let the run last longer");
    }
    boolean holds = holds(objective, measured.getAsDouble());
    return figure(objective, holds, words, items.size(), population);
  }

  /** An objective without a percentile speaks of everybody. */
  private static final int MOST_PERCENT = 100;

  private Figures.ObjectiveFigure unexplained(Objective objective, Recoveries recoveries) {
    int count = recoveries.unexplained();
    int all = recoveries.items().size() + count;
    boolean holds = holds(objective, count);
    String words = Integer.toString(count);
    int unsure = recoveries.unsure.count();
    if (holds != holds(objective, count + unsure)) {
      return unknown(
          objective,
          words + ", and " + unsure + " more while unfit",
          all + unsure,
          recoveries.unsure.reason("loss", "losses"));
    }
    if (!holds && progress.faultsUnsure()) {
      return unknown(
          objective, words, all, "the harness's file is damaged, and with it the record of faults");
    }
    if (holds && !holds(objective, count + recoveries.unattributed())) {
      return unknown(
          objective,
          words,
          all,
          recoveries.unattributed()
              + " outages have no evidence of entry or owner; give the target a source of it");
    }
    return figure(
        objective, holds, words, all, "outages that no fault explains though places are known");
  }

  private Figures.ObjectiveFigure quantile(Objective objective, Sample sample, String population) {
    int count = (int) Math.min(Integer.MAX_VALUE, sample.lengths().count());
    OptionalDouble measured = sample.lengths().quantileSeconds(share(objective));
    if (measured.isEmpty()) {
      return unknown(objective, count + " measured", count, "too few for this percentile");
    }
    double value = measured.getAsDouble();
    boolean holds = holds(objective, value);
    boolean isSure =
        holds
            || objective.comparison() != Comparison.AT_MOST
            || sample.isSurelyLonger(share(objective), objective.value(), progress.starvation);
    return isSure
        ? figure(objective, holds, Words.seconds(value), count, population)
        : unknown(
            objective,
            Words.seconds(value),
            count,
            "those that took longer did so while the harness was unfit; use a quieter or larger machine");
  }

  private static double share(Objective objective) {
    return objective.percentile().orElse(MOST_PERCENT) / 100.0;
  }

  private static boolean holds(Objective objective, double measured) {
    return objective.comparison().holds(measured, objective.value());
  }

  private static Figures.ObjectiveFigure figure(
      Objective objective, boolean holds, String measured, int population, String why) {
    Result result = holds ? Result.PASS : Result.FAIL;
    return new Figures.ObjectiveFigure(objective.text(), result, measured, population, why);
  }

  private static Figures.ObjectiveFigure unknown(
      Objective objective, String measured, int population, String why) {
    return new Figures.ObjectiveFigure(objective.text(), Result.UNKNOWN, measured, population, why);
  }

  /** The participant who shows it best: the longest outage, or the first unexplained one. */
  private Suspect suspect(
      Objective objective, Figures.ObjectiveFigure figure, Recoveries recoveries) {
    String sentence =
        "objective \"%s\" does not hold: %s (population %d: %s)"
            .formatted(figure.text(), figure.measured(), figure.population(), figure.why());
    if (objective.metric() == Objective.Metric.UNEXPLAINED_LOSSES) {
      for (Outage outage : progress.obligations.all()) {
        if (progress.attribution(outage).kind() == Attribution.Kind.UNEXPLAINED) {
          return about(outage.person, List.of(outage.openedAt), sentence, "first ");
        }
      }
    } else if (isOfThoseHit(objective)) {
      Recoveries.Item worst =
          recoveries.items().stream()
              .reduce((a, b) -> b.seconds() > a.seconds() ? b : a)
              .orElseThrow();
      return about(
          worst.outage().person, List.of(worst.start(), worst.end()), sentence, "longest ");
    }
    return new Suspect(zero -> sentence, "", "", List.of(progress.zero()));
  }

  private static Suspect about(Person person, List<Long> stamps, String sentence, String which) {
    return new Suspect(
        zero -> sentence + "; " + which + person.name + " of session " + person.room.session,
        person.room.session,
        person.name,
        stamps);
  }
}
