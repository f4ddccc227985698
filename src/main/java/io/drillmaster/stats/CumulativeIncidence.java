package io.drillmaster.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Aalen-Johansen curves: the share of a population that has had its event by a time, by cause,
 * where an event of one cause keeps those of the others from happening. The curves and the
 * Kaplan-Meier share of all causes together sum to one at any time.
 *
 * <p>F_k(t) = sum over t_i &lt;= t of S(t_i-) d_ki / n_i. Source: [1] O. O. Aalen, S. Johansen, An
 * empirical transition matrix for non-homogeneous Markov chains based on censored observations,
 * Scandinavian Journal of Statistics 5 (1978) 141-150; in this form [2] J. D. Kalbfleisch, R. L.
 * Prentice, The Statistical Analysis of Failure Time Data, 2nd ed., equation 8.11.
 */
public final class CumulativeIncidence {

  /** The cause of who had no event while watched. */
  public static final int CENSORED = -1;

  /**
   * One member of the population.
   *
   * @param time of its event, or for how long it was watched without one
   * @param cause 0 to causes-1, or {@link #CENSORED}
   */
  public record Observation(double time, int cause) {}

  /** From this time on, until the next step, this share has had its event. */
  public record Step(double time, double share) {}

  private CumulativeIncidence() {}

  /**
   * One curve per cause, each with a step at every time at which it grows; O(n log n + n causes).
   *
   * @param causes how many there are
   */
  public static List<List<Step>> of(List<Observation> population, int causes) {
    List<Observation> sorted = new ArrayList<>(population);
    sorted.sort(Comparator.comparingDouble(Observation::time));
    List<List<Step>> curves = new ArrayList<>();
    for (int cause = 0; cause < causes; cause++) {
      curves.add(new ArrayList<>());
    }
    double[] shares = new double[causes];
    double surviving = 1;
    int i = 0;
    while (i < sorted.size()) {
      double time = sorted.get(i).time();
      int atRisk = sorted.size() - i;
      int[] events = new int[causes];
      int all = 0;
      for (; i < sorted.size() && sorted.get(i).time() == time; i++) {
        int cause = sorted.get(i).cause();
        if (cause != CENSORED) {
          events[cause]++;
          all++;
        }
      }
      for (int cause = 0; cause < causes; cause++) {
        if (events[cause] > 0) {
          shares[cause] += surviving * events[cause] / atRisk;
          curves.get(cause).add(new Step(time, shares[cause]));
        }
      }
      surviving *= 1 - (double) all / atRisk;
    }
    return curves.stream().map(List::copyOf).toList();
  }
}
