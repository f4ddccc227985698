package io.drillmaster.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A Kaplan-Meier curve: the share of a population that has not had its event by a time, when some
 * were watched for a shorter time than others.
 *
 * <p>S(t) = product over event times t_i &lt;= t of (1 - d_i / n_i), where d_i events happen at t_i
 * among the n_i still watched just before it; who is censored at t_i counts in n_i. Source: [1] E.
 * L. Kaplan, P. Meier, Nonparametric estimation from incomplete observations, Journal of the
 * American Statistical Association 53 (1958) 457-481, equation 2a.
 */
public final class KaplanMeier {

  /**
   * One member of the population.
   *
   * @param time of its event, or for how long it was watched without one; 0 or more, any unit
   * @param event whether it had its event
   */
  public record Observation(double time, boolean event) {
    public Observation {
      if (!(time >= 0) || Double.isInfinite(time)) {
        throw new IllegalArgumentException("time: " + time + " is not allowed; use 0 or more");
      }
    }
  }

  /**
   * From this time on, until the next step, this share has not had its event.
   *
   * @param time an event time
   * @param share S(t)
   * @param atRisk n_i
   * @param events d_i
   */
  public record Step(double time, double share, int atRisk, int events) {}

  private final List<Observation> sorted;
  private final List<Step> steps;

  private KaplanMeier(List<Observation> sorted, List<Step> steps) {
    this.sorted = sorted;
    this.steps = steps;
  }

  /** The curve of a population; O(n log n). */
  public static KaplanMeier of(List<Observation> population) {
    List<Observation> sorted = new ArrayList<>(population);
    sorted.sort(Comparator.comparingDouble(Observation::time));
    List<Step> steps = new ArrayList<>();
    double share = 1;
    int i = 0;
    while (i < sorted.size()) {
      double time = sorted.get(i).time();
      int atRisk = sorted.size() - i;
      int events = 0;
      while (i < sorted.size() && sorted.get(i).time() == time) {
        events += sorted.get(i).event() ? 1 : 0;
        i++;
      }
      if (events > 0) {
        share *= 1 - (double) events / atRisk;
        steps.add(new Step(time, share, atRisk, events));
      }
    }
    return new KaplanMeier(List.copyOf(sorted), List.copyOf(steps));
  }

  /** The steps, earliest first. */
  public List<Step> steps() {
    return steps;
  }

  /** How many were still watched just before a time. */
  public int atRisk(double time) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).time() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return sorted.size() - low;
  }

  /** The share that has not had its event by a time, S(t). */
  public double share(double time) {
    double share = 1;
    for (Step step : steps) {
      if (step.time() > time) {
        break;
      }
      share = step.share();
    }
    return share;
  }

  /**
   * The time by which a share of the population has had its event: the smallest t with 1 - S(t)
   * &gt;= share; empty where the curve does not reach it.
   *
   * @param share above 0, at most 1
   */
  public OptionalDouble quantile(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share: " + share + " is not allowed; use above 0 to 1");
    }
    for (Step step : steps) {
      if (step.share() <= 1 - share + ROUNDING) {
        return OptionalDouble.of(step.time());
      }
    }
    return OptionalDouble.empty();
  }

  /** Products of fractions are not exact: 19 of 20 must count as 95 %. */
  private static final double ROUNDING = 1e-12;

  /** The longest time anybody was watched; 0 for nobody. */
  public double lastTime() {
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() - 1).time();
  }

  /** The size of the population. */
  public int population() {
    return sorted.size();
  }

  /** How many had no event. */
  public int censored() {
    return (int) sorted.stream().filter(each -> !each.event()).count();
  }
}
