package io.drillmaster.check;

import io.drillmaster.check.Figures.Relation;
import io.drillmaster.drill.Objective;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who did not depend on a fault's targets does not notice it (checks.md 3.7): no unwilling close,
 * no eviction, no stall, no failed operation of its own. Where places are not known only a bound is
 * judged: no more may be lost than could plausibly have depended on the targets; and where the
 * masters were not filled evenly before, by an earlier fault or a node that came later, not that.
 */
final class BlastRadius implements Checker {

  /** Fewer people than this who could have been hit wrongly show nothing. */
  static final int UNRELATED_MIN = 10;

  /** With places known for less than this share of the exposed, only the bound is judged. */
  private static final double KNOWN_MIN = 0.9;

  /** Standard deviations that an exposed share may exceed its expectation by (1 in 30,000). */
  private static final double PLAUSIBLE_DEVIATIONS = 4;

  /** A broken cluster fails operations by the million; these are enough to show it. */
  private static final int MOST_FAILED = 10_000;

  /** The end of a socket may be recorded this much after the operations that died with it. */
  private static final long SAME_LOSS = Stamps.SECOND;

  /** An operation that failed for somebody who was in service. */
  private record Failed(
      Person person,
      Kind kind,
      String answer,
      long at,
      @Nullable Life life,
      @Nullable Epoch epoch) {}

  /** What somebody noticed, and since when it may have been so. */
  private record Noticed(
      Person person,
      String what,
      long since,
      long at,
      @Nullable Life life,
      @Nullable Epoch epoch) {}

  private final Progress progress;
  private final List<Failed> failed = new ArrayList<>();
  private final Suspects suspects = new Suspects();
  private int collateral;
  private int undecided;

  BlastRadius(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void accept(Recorded recorded) {
    if (recorded.event() instanceof OperationEvent.Completed completed
        && completed.outcome() != Outcome.OK
        && isOwnService(completed.kind())
        && !Stamps.happened(progress.endAt())
        && failed.size() < MOST_FAILED) {
      Person person = progress.cast.person(completed.who());
      if (person != null && person.inService()) {
        String answer = Operations.answer(completed);
        failed.add(
            new Failed(
                person, completed.kind(), answer, completed.at(), person.life(), person.epoch));
      }
    }
  }

  /** What succeeds or fails with one's own membership, whoever else comes and goes. */
  private static boolean isOwnService(Kind kind) {
    return switch (kind) {
      case SIGNAL, PROOF, PUBLISH, UNPUBLISH -> true;
      default -> false;
    };
  }

  @Override
  public Opinion opinion() {
    Dependence dependence = new Dependence(progress);
    List<Noticed> unexplained = new ArrayList<>();
    for (Noticed noticed : noticed()) {
      judge(noticed, dependence, unexplained);
    }
    if (unexplained.size() > statedUnexplained()) {
      unexplained.forEach(each -> suspects.add(suspect(each, ", and no fault explains it")));
    }
    Set<Person> known = new HashSet<>();
    String unknown = population(dependence, known);
    String figure =
        "%s of %s did not depend on %s"
            .formatted(
                Words.count(known.size()),
                Words.count(exposed()),
                progress.faults.all().isEmpty() ? "anything broken" : "what was broken");
    String evidence =
        "%d of them noticed, %d unexplained".formatted(collateral, unexplained.size());
    List<String> findings =
        undecided == 0
            ? List.of()
            : List.of("places unknown: " + undecided + " losses could be a fault's or not");
    return Opinion.of(Checks.BLAST_RADIUS, suspects, unknown, figure, evidence).with(findings);
  }

  /** Everything that was noticed, but for what the harness did itself. */
  private List<Noticed> noticed() {
    List<Noticed> all = new ArrayList<>();
    Map<Person, List<Outage>> outages = new HashMap<>();
    for (Outage outage : progress.obligations.all()) {
      outages.computeIfAbsent(outage.person, key -> new ArrayList<>()).add(outage);
      if (outage.fate != Outage.Fate.VOID && outage.voidWhy.isEmpty()) {
        all.add(
            new Noticed(
                outage.person,
                outage.cause.words(),
                outage.servedBeforeAt,
                outage.openedAt,
                outage.life,
                outage.epoch));
      }
    }
    long patience = progress.header.limits().protocol().requestTimeout().toNanos();
    for (Failed each : failed) {
      long since = each.at() - patience;
      if (outages.getOrDefault(each.person(), List.of()).stream()
          .noneMatch(outage -> meets(outage, since, each.at() + SAME_LOSS))) {
        String what = "had its own %s answered %s".formatted(word(each.kind()), each.answer());
        all.add(new Noticed(each.person(), what, since, each.at(), each.life(), each.epoch()));
      }
    }
    all.removeIf(each -> progress.fitness.unfit(each.person().writer, each.since(), each.at()) > 0);
    return all;
  }

  private static boolean meets(Outage outage, long from, long to) {
    return outage.openedAt <= to && (outage.isOpen() || outage.endedAt >= from);
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  private void judge(Noticed noticed, Dependence dependence, List<Noticed> unexplained) {
    Struck spared = null;
    boolean unknown = false;
    for (Struck fault : progress.faults.all()) {
      if (fault.meets(noticed.since(), noticed.at())) {
        Relation relation =
            dependence.throughout(fault, noticed.person(), noticed.life(), noticed.epoch());
        if (Dependence.isDependence(relation)) {
          return;
        }
        unknown |= relation == Relation.UNKNOWN;
        spared = fault;
      }
    }
    if (unknown) {
      undecided++;
    } else if (spared == null) {
      unexplained.add(noticed);
    } else {
      collateral++;
      suspects.add(suspect(noticed, ", and depended on nothing that " + spared.words() + " took"));
    }
  }

  private Suspect suspect(Noticed noticed, String why) {
    Person person = noticed.person();
    Life life = noticed.life();
    Epoch epoch = noticed.epoch();
    String owner = life == null ? null : life.owner();
    String entry = epoch == null ? null : epoch.entry;
    return new Suspect(
        zero ->
            "session %s: %s (entry %s, owner %s) %s at %s%s"
                .formatted(
                    person.room.session,
                    person.name,
                    entry == null ? "unknown" : entry,
                    owner == null ? "unknown" : owner,
                    noticed.what(),
                    Words.at(noticed.at(), zero),
                    why),
        person.room.session,
        person.name,
        List.of(noticed.at()));
  }

  /** How many losses without a fault the drill allows; none unless it says so. */
  private double statedUnexplained() {
    return progress.drill.objectives().stream()
        .filter(each -> each.metric() == Objective.Metric.UNEXPLAINED_LOSSES)
        .mapToDouble(Objective::value)
        .findFirst()
        .orElse(0);
  }

  /** How many the figure speaks of: those exposed to any fault, or everybody. */
  private long exposed() {
    return progress.faults.all().isEmpty()
        ? everServed().size()
        : progress.faults.all().stream()
            .flatMap(fault -> fault.exposures.stream())
            .map(Struck.Exposure::person)
            .distinct()
            .count();
  }

  private Set<Person> everServed() {
    Set<Person> served = new HashSet<>();
    for (Person person : progress.cast.people()) {
      if (person.everServed()) {
        served.add(person);
      }
    }
    return served;
  }

  /** Collects who is known to have depended on none; returns why that is too little, or empty. */
  private String population(Dependence dependence, Set<Person> unrelated) {
    if (progress.faults.all().isEmpty()) {
      unrelated.addAll(everServed());
    }
    String bound = "";
    for (Struck fault : progress.faults.all()) {
      int unknown = 0;
      for (Struck.Exposure exposure : fault.exposures) {
        Relation relation = dependence.before(fault, exposure.person());
        unknown += relation == Relation.UNKNOWN ? 1 : 0;
        if (relation == Relation.NEITHER) {
          unrelated.add(exposure.person());
        }
      }
      if (fault.exposures.size() - unknown < KNOWN_MIN * fault.exposures.size()) {
        bound = bound(fault, unknown);
      }
    }
    if (!bound.isEmpty()) {
      return bound;
    }
    if (undecided > 0) {
      return "%d losses could be a fault's or not; let the target tell entries and owners"
          .formatted(undecided);
    }
    return unrelated.size() < UNRELATED_MIN
        ? "only %d participants depended on nothing that was broken, %d are needed; use more sessions"
            .formatted(unrelated.size(), UNRELATED_MIN)
        : "";
  }

  /** Judges what can be judged without places: how many were lost at all. */
  private String bound(Struck fault, int unknown) {
    Set<Person> hit = new HashSet<>();
    for (Outage outage : progress.obligations.all()) {
      if (fault.meets(outage.servedBeforeAt, outage.openedAt)) {
        hit.add(outage.person);
      }
    }
    hit.retainAll(fault.exposures.stream().map(Struck.Exposure::person).toList());
    int population = fault.exposures.size();
    long rooms = fault.exposures.stream().map(each -> each.person().room).distinct().count();
    double share = Blasts.expectedShare(fault);
    double plausible =
        share + PLAUSIBLE_DEVIATIONS * Math.sqrt(share * (1 - share) / Math.max(1, rooms));
    double lost = (double) hit.size() / population;
    if (lost > plausible && isEvenlyFilled(fault)) {
      suspects.add(tooMany(fault, hit.size(), population, plausible));
    }
    return "where %d of %d participants were is not known, so only the bound was judged"
            .formatted(unknown, population)
        + " (%s lost service to %s, up to %s are plausible);"
            .formatted(percent(lost), fault.name, percent(Math.min(1, plausible)))
        + " let the target tell entries and owners";
  }

  /** The first fault meets masters that were there before anybody came, each with its share. */
  private boolean isEvenlyFilled(Struck fault) {
    long firstJoinedAt = Stamps.OPEN;
    for (Person person : progress.cast.people()) {
      if (Stamps.happened(person.firstJoinedAt)) {
        firstJoinedAt = Math.min(firstJoinedAt, person.firstJoinedAt);
      }
    }
    boolean isEven = progress.faults.all().get(0) == fault;
    for (Nodes.Node node : progress.nodes.all()) {
      boolean wasThere = node.role == fault.role && node.seenAt < fault.injectedFrom;
      isEven &= !wasThere || node.seenAt < firstJoinedAt;
    }
    return isEven;
  }

  private static Suspect tooMany(Struck fault, int hit, int population, double plausible) {
    return new Suspect(
        zero ->
            "%s: %d of %d participants lost service, more than the %s that can plausibly have"
                    .formatted(fault.words(), hit, population, percent(plausible))
                + " depended on what it took",
        "",
        "",
        List.of(fault.injectedFrom));
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }
}
