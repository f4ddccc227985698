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
 * @param possible faults that may explain it too, or instead: places are not known
 */
record Attribution(
    Kind kind,
    @Nullable Struck fault,
    List<String> candidates,
    Figures.Relation relation,
    List<Struck> possible) {

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
      new Attribution(Kind.UNEXPLAINED, null, List.of(), Figures.Relation.NEITHER, List.of());

  Attribution {
    candidates = List.copyOf(candidates);
    possible = List.copyOf(possible);
  }

  /** Puts an outage down to the faults that struck so far. */
  static Attribution of(Outage outage, List<Struck> faults, Nodes nodes) {
    Attribution sure = null;
    Attribution byTime = null;
    List<Struck> possible = new ArrayList<>();
    for (Struck fault : faults) {
      if (fault.meets(outage.servedBeforeAt, outage.openedAt)) {
        Figures.Relation relation = nodes.relation(fault, outage.life, outage.epoch);
        if (relation == Figures.Relation.UNKNOWN) {
          possible.add(fault);
          byTime = byTime == null ? one(Kind.BY_TIME, fault, relation) : byTime;
        } else if (relation != Figures.Relation.NEITHER) {
          sure = sure == null ? one(Kind.FAULT, fault, relation) : sure.and(fault);
        }
      }
    }
    Attribution found = sure != null ? sure : byTime;
    return found == null ? UNEXPLAINED : found.or(possible);
  }

  private Attribution or(List<Struck> others) {
    return new Attribution(kind, fault, candidates, relation, others);
  }

  private static Attribution one(Kind kind, Struck fault, Figures.Relation relation) {
    return new Attribution(kind, fault, List.of(fault.name), relation, List.of());
  }

  private Attribution and(Struck other) {
    List<String> all = new ArrayList<>(candidates);
    all.add(other.name);
    return new Attribution(Kind.SHARED, fault, all, relation, List.of());
  }

  boolean isExplained() {
    return kind == Kind.FAULT || kind == Kind.SHARED;
  }

  /** The outage's start: never before the last proven service (checks.md 4.1). */
  long start(Outage outage) {
    Struck origin = fault;
    return origin == null ? outage.servedBeforeAt : start(origin, outage);
  }

  private static long start(Struck origin, Outage outage) {
    return Math.max(origin.injectedFrom, outage.servedBeforeAt);
  }

  /** The earliest start it would have if places were known. */
  long earliestStart(Outage outage) {
    long earliest = kind == Kind.BY_TIME ? outage.servedBeforeAt : start(outage);
    for (Struck each : possible) {
      earliest = Math.min(earliest, start(each, outage));
    }
    return earliest;
  }

  /** The latest start it would have if places were known. */
  long latestStart(Outage outage) {
    long latest = start(outage);
    for (Struck each : kind == Kind.BY_TIME ? possible : List.<Struck>of()) {
      latest = Math.max(latest, start(each, outage));
    }
    return latest;
  }
}
