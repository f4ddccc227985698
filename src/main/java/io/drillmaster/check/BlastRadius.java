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
 * no eviction, no stall, no failed operation of its own. Whose places are not known is no
 * counterexample while it notices nothing; if it does, nobody can say, and a bound is judged, see
 * {@link BlastBound}.
 */
final class BlastRadius implements Checker {

  /** Fewer people than this who could have been hit wrongly show nothing. */
  static final int UNRELATED_MIN = 10;

  /** With places known for less than this share of the exposed, the bound is all that is said. */
  private static final double KNOWN_MIN = 0.9;

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
  private final Unsure unsure;
  private int collateral;
  private int undecided;
  private int unexplainedUnsure;

  BlastRadius(Progress progress) {
    this.progress = progress;
    this.unsure = new Unsure(progress);
  }

  @Override
  public void accept(Recorded recorded) {
    if (recorded.event() instanceof OperationEvent.Completed completed
        && completed.outcome() != Outcome.OK
        && isOwnService(completed.kind())
        && !Stamps.happened(progress.endAt())
        && failed.size() < MOST_FAILED) {
      Person person = progress.cast.person(completed.who());
      if (person != null && person.isOwedNow()) {
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
    Places people = places(dependence);
    String evidence =
        "%d of them noticed, %d unexplained".formatted(collateral, unexplained.size());
    List<String> findings =
        undecided == 0
            ? List.of()
            : List.of("places unknown: " + undecided + " losses could be a fault's or not");
    String unknown = unknown(people);
    String doubt = unsure(unexplained.size());
    return Opinion.of(
            Checks.BLAST_RADIUS,
            suspects,
            doubt.isEmpty() ? unknown : doubt,
            figure(people),
            evidence)
        .with(findings);
  }

  /** Losses without a fault matter only where they would be more than the drill allows. */
  private String unsure(int unexplained) {
    boolean areTooMany = unexplained + unexplainedUnsure > statedUnexplained();
    return unsure.count() > (areTooMany ? 0 : unexplainedUnsure)
        ? unsure.reason("loss", "losses")
        : "";
  }

  /** Who did not depend on what was broken, how many were there, and of how many that is known. */
  private String figure(Places people) {
    String figure =
        "%s of %s did not depend on %s"
            .formatted(
                Words.count(people.unrelated().size()),
                Words.count(exposed()),
                progress.faults.all().isEmpty() ? "anything broken" : "what was broken");
    return people.unknown().isEmpty()
        ? figure
        : "%s, of %s it is not known".formatted(figure, Words.count(people.unknown().size()));
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
    String writer = noticed.person().writer;
    if (progress.starvation.touches(writer, noticed.since(), noticed.at())) {
      unsure.add(writer, noticed.since(), noticed.at());
      unexplainedUnsure += spared == null ? 1 : 0;
    } else if (unknown) {
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

  /**
   * Those exposed by what is known of them.
   *
   * @param unrelated depended on nothing that any fault took
   * @param unknown may have depended on it or not
   * @param isFewKnown whether of some fault too few places are known to call them a few
   */
  private record Places(Set<Person> unrelated, Set<Person> unknown, boolean isFewKnown) {}

  private Places places(Dependence dependence) {
    Set<Person> unrelated = new HashSet<>();
    Set<Person> unknown = new HashSet<>();
    boolean isFewKnown = false;
    if (progress.faults.all().isEmpty()) {
      unrelated.addAll(everServed());
    }
    for (Struck fault : progress.faults.all()) {
      int open = 0;
      for (Struck.Exposure exposure : fault.exposures) {
        Relation relation = dependence.before(fault, exposure.person());
        if (relation == Relation.UNKNOWN) {
          open++;
          unknown.add(exposure.person());
        } else if (relation == Relation.NEITHER) {
          unrelated.add(exposure.person());
        }
      }
      isFewKnown |= fault.exposures.size() - open < KNOWN_MIN * fault.exposures.size();
    }
    return new Places(unrelated, unknown, isFewKnown);
  }

  /**
   * Who noticed nothing is no counterexample, whatever it depended on. Only where somebody noticed
   * something who may have depended on a target or not, nobody can say; then the bound is judged.
   */
  private String unknown(Places people) {
    if (undecided > 0) {
      String bound = new BlastBound(progress, suspects).judge(people.unknown().size());
      return people.isFewKnown() && !bound.isEmpty()
          ? bound
          : "%d losses could be a fault's or not; let the target tell entries and owners"
              .formatted(undecided);
    }
    int unrelated = people.unrelated().size();
    if (unrelated >= UNRELATED_MIN) {
      return "";
    }
    return people.unknown().isEmpty()
        ? "only %d participants depended on nothing that was broken, %d are needed; use more sessions"
            .formatted(unrelated, UNRELATED_MIN)
        : "of only %d participants it is known that they depended on nothing that was broken, %d are needed; let the target tell entries and owners"
            .formatted(unrelated, UNRELATED_MIN);
  }
}
