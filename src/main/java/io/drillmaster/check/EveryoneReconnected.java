package io.drillmaster.check;

import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.check.Starvation.Lateness;
import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every obligation closes within LIMIT of serviceable time, proven, and holds (checks.md 3.3,
 * decision D1). One that the run left open before its LIMIT is unknown, and so is one that was not
 * proven to hold for HOLD. The clock begins anew at a fault that strikes meanwhile. A late one
 * counts only if it was out for too long in one piece of time in which clocks can be trusted, see
 * {@link Starvation}; else it is unknown.
 */
final class EveryoneReconnected implements Checker {

  /** How somebody failed to come back (checks.md 3.3). */
  private enum Failure {
    STUCK("stuck, never told, never served: not served by "),
    TOLD("stuck after being told: not served by "),
    HOLLOW("hollow: not served by "),
    FLAPPING("flapping: not served by "),
    LATE("late: served again only at ");

    private final String words;

    Failure(String words) {
      this.words = words;
    }
  }

  private final Map<Failure, Integer> failures = new EnumMap<>(Failure.class);
  private final Progress progress;
  private final Suspects suspects = new Suspects();
  private final Unsure unsure;
  private int back;
  private final Ways byWay = new Ways();
  private int gone;
  private int cut;
  private int unheld;
  private int voided;
  private int flapped;
  private boolean isAnyAttributed;

  /** Late only if they were out before the fault that explains them by its time. */
  private int doubtful;

  private String firstCut = "";

  EveryoneReconnected(Progress progress) {
    this.progress = progress;
    this.unsure = new Unsure(progress);
  }

  @Override
  public void accept(Recorded recorded) {
    // Progress keeps the obligations; they are judged when all is known.
  }

  @Override
  public Opinion opinion() {
    List<Outage> outages = progress.obligations.all();
    for (Outage outage : outages) {
      Attribution attribution = progress.attribution(outage);
      isAnyAttributed |= attribution.kind() != Attribution.Kind.UNEXPLAINED;
      judge(outage, attribution);
    }
    int counted = outages.size() - voided;
    String figure = "%s of %s hit are back".formatted(Words.count(back), Words.count(counted));
    String evidence =
        "%d resumed, %d rejoined, %d rebuilt"
            .formatted(byWay.of(Way.RESUMED), byWay.of(Way.REJOINED), byWay.of(Way.REBUILT));
    return Opinion.of(Checks.EVERYONE_RECONNECTED, suspects, unknown(), figure, evidence)
        .with(findings());
  }

  private String unknown() {
    if (!isAnyAttributed) {
      return "nobody lost service to a fault; inject one that hits somebody";
    }
    if (unsure.count() > 0) {
      return unsure.reason("late recovery", "late recoveries");
    }
    if (cut > 0) {
      return "%d still out when the run ended before their LIMIT of %s (%s); let it run longer"
          .formatted(cut, Words.length(progress.clocks.limit), firstCut);
    }
    if (doubtful > 0) {
      return "%d were back so late that it depends on what put them out; let the target tell entries and owners"
          .formatted(doubtful);
    }
    if (unheld > 0) {
      return "%d were back for less than %s when the run ended (%s); end with steady: settled"
          .formatted(unheld, Words.length(progress.clocks.hold), firstCut);
    }
    return "";
  }

  private List<String> findings() {
    List<String> findings = new ArrayList<>();
    if (!failures.isEmpty()) {
      findings.add(
          failures.entrySet().stream()
              .map(each -> each.getValue() + " " + each.getKey().name().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", ", "not back: ", "")));
    }
    if (gone > 0) {
      findings.add("gone: " + gone + " left by their policy after being told");
    }
    if (flapped > 0) {
      findings.add("flapping: " + flapped + " were back, lost service again and came back again");
    }
    long outside =
        progress.cast.people().stream()
            .filter(person -> happened(person.intendedAt) && !person.everServed())
            .count();
    if (outside > 0) {
      findings.add("never joined: " + outside + " meant to be in and were never served");
    }
    if (voided > 0) {
      findings.add("not judged: " + voided + " outages of our own making");
    }
    return findings;
  }

  private void judge(Outage outage, Attribution attribution) {
    if (outage.fate == Outage.Fate.VOID || !outage.voidWhy.isEmpty()) {
      voided++;
      return;
    }
    flapped += outage.relapses > 0 ? 1 : 0;
    if (outage.fate == Outage.Fate.GONE) {
      gone++;
      return;
    }
    long start = attribution.latestStart(outage);
    long until = outage.isBack() ? outage.endedAt : watchedUntil(outage);
    Lateness late = lateness(outage, start, until, progress.faults.strikes());
    if (late == Lateness.UNSURE) {
      unsure.add(outage.person.writer, start, until);
    }
    if (outage.isBack()) {
      back(outage);
      if (late == Lateness.LATE) {
        fail(outage, start, until, Failure.LATE);
      } else if (late == Lateness.IN_TIME && isDoubtful(outage, attribution, until)) {
        doubtful++;
      } else if (!isHeld(outage)) {
        unheld++;
        firstCut = firstCut.isEmpty() ? outage.person.name : firstCut;
      }
    } else if (late == Lateness.LATE) {
      fail(outage, start, until, kind(outage));
    } else if (late == Lateness.IN_TIME) {
      cut++;
      firstCut = firstCut.isEmpty() ? outage.person.name : firstCut;
    }
  }

  private void fail(Outage outage, long start, long until, Failure failure) {
    failures.merge(failure, 1, Integer::sum);
    suspects.add(suspect(outage, start, until, failure.words));
  }

  /** Watched for HOLD after it came back, and proven until a proof interval before its end. */
  private boolean isHeld(Outage outage) {
    long heldUntil = outage.endedAt + progress.clocks.hold;
    return watchedUntil(outage) >= heldUntil
        && outage.person.servedAt >= heldUntil - progress.clocks.provenWithin;
  }

  private void back(Outage outage) {
    Way way = outage.way;
    back++;
    if (way != null) {
      byWay.count(way);
    }
  }

  /** The end of the load, or the participant's own leave before it. */
  private long watchedUntil(Outage outage) {
    long end = progress.watchedUntil();
    if (outage.fate == Outage.Fate.CENSORED) {
      return Math.min(end, outage.endedAt);
    }
    return happened(outage.person.leaveAt) ? Math.min(end, outage.person.leaveAt) : end;
  }

  /** Whether it would be late if it were not put down to faults that explain it by their time. */
  private boolean isDoubtful(Outage outage, Attribution attribution, long until) {
    List<Long> others =
        progress.faults.all().stream()
            .filter(each -> !attribution.possible().contains(each))
            .map(Struck::struckAt)
            .toList();
    return lateness(outage, attribution.earliestStart(outage), until, others) != Lateness.IN_TIME;
  }

  private Lateness lateness(Outage outage, long start, long until, List<Long> strikes) {
    return progress.starvation.late(
        new Starvation.Wait(outage.person.writer, start, until, progress.clocks.limit), strikes);
  }

  private static Failure kind(Outage outage) {
    if (outage.relapses > 0) {
      return Failure.FLAPPING;
    }
    if (happened(outage.toldAt)) {
      return Failure.TOLD;
    }
    Epoch epoch = outage.person.epoch;
    boolean isHollow = epoch != null && happened(epoch.reconnectedAt) && !epoch.served;
    return isHollow ? Failure.HOLLOW : Failure.STUCK;
  }

  private Suspect suspect(Outage outage, long start, long until, String what) {
    Person person = outage.person;
    return new Suspect(
        zero ->
            "session %s: %s %s at %s, last served at %s; %s%s, %s after the outage began (LIMIT %s)"
                .formatted(
                    person.room.session,
                    person.name,
                    outage.cause.words(),
                    Words.at(outage.openedAt, zero),
                    Words.at(outage.servedBeforeAt, zero),
                    what,
                    Words.at(until, zero),
                    Words.length(until - start),
                    Words.length(progress.clocks.limit)),
        person.room.session,
        person.name,
        List.of(outage.openedAt, until));
  }
}
