package io.drillmaster.drill;

import java.util.List;
import java.util.OptionalInt;

/**
 * One number the drill demands: {@code METRIC [pNN|max] OP VALUE}.
 *
 * @param metric what is measured
 * @param percentile 1 to 100 (100 = max); empty where the metric is a single number
 * @param comparison how it is compared
 * @param value the bound, in the metric's unit: percent, seconds or a count
 * @param text as the drill file says it
 */
public record Objective(
    Metric metric, OptionalInt percentile, Comparison comparison, double value, String text) {

  /** What is demanded after every fault, also where a drill says nothing. */
  public static final List<Objective> AFTER_A_FAULT =
      List.of(ObjectiveText.parse("back >= 100 %"), ObjectiveText.parse("unexplained losses = 0"));

  /** What an objective can speak of. */
  public enum Metric {
    /** Share of those hit that are back, in percent. */
    BACK("back", Unit.PERCENT),
    /** Recovery time of those hit, in seconds. */
    RTO("rto", Unit.SECONDS),
    /** Outages that no fault explains, a count. */
    UNEXPLAINED_LOSSES("unexplained losses", Unit.COUNT),
    /** Joins, from first attempt to joined, in seconds. */
    JOIN("join", Unit.SECONDS),
    /** Signals, from the intended time to the receipt by each member, in seconds. */
    SIGNAL("signal", Unit.SECONDS);

    private final String key;
    private final Unit unit;

    Metric(String key, Unit unit) {
      this.key = key;
      this.unit = unit;
    }

    public String key() {
      return key;
    }

    public Unit unit() {
      return unit;
    }

    /** Whether it speaks of those whom a fault hit. */
    public boolean isOfFaults() {
      return this == BACK || this == RTO;
    }
  }

  /** The unit of a metric's value. */
  public enum Unit {
    PERCENT,
    SECONDS,
    COUNT
  }

  /** How a measured figure is held against the bound. */
  public enum Comparison {
    AT_LEAST(">="),
    AT_MOST("<="),
    EQUAL("="),
    MORE(">"),
    LESS("<");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }

    /** Whether a measured value meets the bound. */
    public boolean holds(double measured, double bound) {
      return switch (this) {
        case AT_LEAST -> measured >= bound;
        case AT_MOST -> measured <= bound;
        case EQUAL -> measured == bound;
        case MORE -> measured > bound;
        case LESS -> measured < bound;
      };
    }
  }
}
