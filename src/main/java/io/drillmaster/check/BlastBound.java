package io.drillmaster.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What can be said of a blast without places (checks.md 3.7 U): no more may be lost than could
 * plausibly have depended on the targets. Where the masters were not filled evenly before, by an
 * earlier fault or a node that came later, not even that.
 */
final class BlastBound {

  /** Standard deviations that an exposed share may exceed its expectation by (1 in 30,000). */
  private static final double PLAUSIBLE_DEVIATIONS = 4;

  private final Progress progress;
  private final Suspects suspects;

  BlastBound(Progress progress, Suspects suspects) {
    this.progress = progress;
    this.suspects = suspects;
  }

  /** Adds counterexamples; returns what was judged in place of the property, of the last fault. */
  String judge(int unknown) {
    String words = "";
    for (Struck fault : progress.faults.all()) {
      if (!fault.exposures.isEmpty()) {
        words = judge(fault, Math.min(unknown, fault.exposures.size()));
      }
    }
    return words;
  }

  private String judge(Struck fault, int unknown) {
    int hit = hit(fault);
    int population = fault.exposures.size();
    long rooms = fault.exposures.stream().map(each -> each.person().room).distinct().count();
    double share = Blasts.expectedShare(fault);
    double plausible =
        share + PLAUSIBLE_DEVIATIONS * Math.sqrt(share * (1 - share) / Math.max(1, rooms));
    double lost = (double) hit / population;
    if (lost > plausible && isEvenlyFilled(fault)) {
      suspects.add(tooMany(fault, hit, population, plausible));
    }
    return "where %d of %d participants were is not known, so only the bound was judged"
            .formatted(unknown, population)
        + " (%s lost service to %s, up to %s are plausible);"
            .formatted(percent(lost), fault.name, percent(Math.min(1, plausible)))
        + " let the target tell entries and owners";
  }

  /** How many of those exposed lost service in the fault's time, by clocks that are sure. */
  private int hit(Struck fault) {
    Set<Person> hit = new HashSet<>();
    for (Outage outage : progress.obligations.all()) {
      long from = outage.servedBeforeAt;
      if (fault.meets(from, outage.openedAt)
          && !progress.starvation.touches(outage.person.writer, from, outage.openedAt)) {
        hit.add(outage.person);
      }
    }
    hit.retainAll(fault.exposures.stream().map(Struck.Exposure::person).toList());
    return hit.size();
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
