package io.drillmaster.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an outage is put down to (checks.md 4.1 and 4.2).
 *
 * @param kind how sure it is
 * @param fault the fault from which time counts: of several the earliest; null = none
 * @param candidates names of all faults that explain it
 * @param relation what the participant shared with the fault's targets
 */
record Attribution(
    Kind kind, @Nullable Struck fault, List<String> candidates, Figures.Relation relation) {

  enum Kind {
    /** One fault, and the participant depended on a target. */
    FAULT,
    /** Several faults explain it. */
    SHARED,
    /** A fault explains it by its time; places are not known. Never a premise of a verdict. */
    BY_TIME,
    /** No fault explains it. */
    UNEXPLAINED
  }

  private static final Attribution UNEXPLAINED =
      new Attribution(Kind.UNEXPLAINED, null, List.of(), Figures.Relation.NEITHER);

  Attribution {
    candidates = List.copyOf(candidates);
  }

  /** Puts an outage down to the faults that struck so far. */
  static Attribution of(Outage outage, List<Struck> faults, Nodes nodes) {
    Attribution sure = null;
    Attribution byTime = null;
    for (Struck fault : faults) {
      if (fault.meets(outage.servedBeforeAt, outage.openedAt)) {
        Figures.Relation relation = nodes.relation(fault, outage.life, outage.epoch);
        if (relation == Figures.Relation.UNKNOWN) {
          byTime = byTime == null ? one(Kind.BY_TIME, fault, relation) : byTime;
        } else if (relation != Figures.Relation.NEITHER) {
          sure = sure == null ? one(Kind.FAULT, fault, relation) : sure.and(fault);
        }
      }
    }
    return sure != null ? sure : byTime != null ? byTime : UNEXPLAINED;
  }

  private static Attribution one(Kind kind, Struck fault, Figures.Relation relation) {
    return new Attribution(kind, fault, List.of(fault.name), relation);
  }

  private Attribution and(Struck other) {
    List<String> all = new ArrayList<>(candidates);
    all.add(other.name);
    return new Attribution(Kind.SHARED, fault, all, relation);
  }

  boolean isExplained() {
    return kind == Kind.FAULT || kind == Kind.SHARED;
  }

  /** The outage's start: never before the last proven service (checks.md 4.1). */
  long start(Outage outage) {
    Struck origin = fault;
    return origin == null
        ? outage.servedBeforeAt
        : Math.max(origin.injectedFrom, outage.servedBeforeAt);
  }
}
