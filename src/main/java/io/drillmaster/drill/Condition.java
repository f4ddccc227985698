package io.drillmaster.drill;

import io.drillmaster.drill.Objective.Comparison;
import java.time.Duration;

/**
 * Something that may come to hold while a drill runs: {@code METRIC OP VALUE [for TIME]}, or {@code
 * harness unfit [for TIME]}.
 *
 * @param metric what is looked at
 * @param comparison how it is compared
 * @param value the bound: a count, or percent where {@code isShare}
 * @param isShare whether the value is a share in percent
 * @param lasts for how long it must hold; zero = once is enough
 * @param text as the drill file says it
 */
public record Condition(
    Metric metric,
    Comparison comparison,
    double value,
    boolean isShare,
    Duration lasts,
    String text) {

  /** What a condition can speak of. */
  public enum Metric {
    /** Outages that no fault explains; share of the participants that mean to be in. */
    UNEXPLAINED_LOSSES("unexplained losses", Scale.BOTH),
    /** Participants in an outage now; share of those that mean to be in. */
    LOST("lost", Scale.BOTH),
    /** Outages that ended with service; share of all that began. */
    BACK("back", Scale.BOTH),
    /** Outages that ended in a new life; share of all that began. */
    REBUILT("rebuilt", Scale.BOTH),
    /** Outages that end with service in a second, while somebody is out. */
    BACK_RATE("back rate", Scale.COUNT),
    /** Masters that are up and under no fault. */
    HEALTHY_MASTERS("healthy masters", Scale.COUNT),
    /** 1 while the harness is unfit to judge (decision D5), else 0; said without a value. */
    HARNESS_UNFIT("harness unfit", Scale.COUNT);

    private final String key;
    private final Scale scale;

    Metric(String key, Scale scale) {
      this.key = key;
      this.scale = scale;
    }

    public String key() {
      return key;
    }

    /** Whether it can be said as a share in percent, too. */
    public boolean hasShare() {
      return scale == Scale.BOTH;
    }
  }

  private enum Scale {
    COUNT,
    BOTH
  }
}
