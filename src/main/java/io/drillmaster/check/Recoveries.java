package io.drillmaster.check;

import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.stats.KaplanMeier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The outages that a fault explains, as a population for survival curves (checks.md 4): each with
 * its start, and its end or the time until which it was watched. Canaries and outages of our own
 * making are left out; who left by policy is watched to the end, for it never came back.
 */
final class Recoveries {

  /**
   * One outage.
   *
   * @param start never before the last proven service
   * @param end closing proof, or the end of the watch
   * @param back whether it ended with the participant being back
   * @param certain whether it is known not to be back in time: gone, or out for longer than LIMIT
   */
  record Item(
      Outage outage, Attribution attribution, long start, long end, boolean back, boolean certain) {

    double seconds() {
      return Stamps.seconds(Math.max(0, end - start));
    }

    /** Whether it is certain that a fault explains it, and since when. */
    boolean isSure() {
      return attribution.isExplained() && attribution.possible().isEmpty();
    }

    private Item from(long otherStart) {
      return new Item(outage, attribution, otherStart, end, back, certain);
    }
  }

  private final List<Item> items = new ArrayList<>();
  private int unexplained;
  private int unattributed;

  /** Outages that no fault explains, while clocks were not sure. */
  final Unsure unsure;

  private Recoveries(Unsure unsure) {
    this.unsure = unsure;
  }

  static Recoveries of(Progress progress) {
    Recoveries all = new Recoveries(new Unsure(progress));
    for (Outage outage : progress.obligations.all()) {
      if (outage.fate != Outage.Fate.VOID && outage.voidWhy.isEmpty()) {
        all.add(outage, progress);
      }
    }
    return all;
  }

  private void add(Outage outage, Progress progress) {
    Attribution attribution = progress.attribution(outage);
    if (attribution.kind() == Attribution.Kind.UNEXPLAINED) {
      if (isOfOurMaking(outage, progress)) {
        unsure.add(outage.person.writer, outage.servedBeforeAt, outage.openedAt);
      } else {
        unexplained++;
      }
      return;
    }
    unattributed += attribution.kind() == Attribution.Kind.BY_TIME ? 1 : 0;
    if (outage.person.canary) {
      return;
    }
    long start = attribution.start(outage);
    boolean back = outage.isBack();
    boolean gone = outage.fate == Outage.Fate.GONE;
    long end = back ? outage.endedAt : watchedUntil(outage, progress);
    boolean late = !back && isLate(outage, start, end, progress);
    items.add(new Item(outage, attribution, start, end, back, !back && (gone || late)));
  }

  private static boolean isLate(Outage outage, long start, long end, Progress progress) {
    return progress.starvation.late(
            new Starvation.Wait(outage.person.writer, start, end, progress.clocks.limit),
            progress.faults.strikes())
        == Starvation.Lateness.LATE;
  }

  private static long watchedUntil(Outage outage, Progress progress) {
    long end = progress.watchedUntil();
    long left = outage.person.leaveAt;
    boolean gone = outage.fate == Outage.Fate.GONE;
    return happened(left) && !gone ? Math.min(end, left) : end;
  }

  /** A loss while the process that noticed it, or the host, was unfit says nothing for sure. */
  private static boolean isOfOurMaking(Outage outage, Progress progress) {
    return progress.starvation.touches(
        outage.person.writer, outage.servedBeforeAt, outage.openedAt);
  }

  List<Item> items() {
    return items;
  }

  /** Outages of which places do not tell whether, or since when, a fault explains them. */
  int doubtful() {
    return (int) items.stream().filter(item -> !item.isSure()).count();
  }

  /**
   * The population as it would be if places were known and spoke for the cluster, or against it:
   * outages that a fault explains by its time only may be its own or not, and those that count may
   * have begun later or earlier.
   *
   * @param speaksFor whether an outage, with its start, is one that the cluster need not fear
   */
  Recoveries extreme(boolean isBest, Predicate<Item> speaksFor) {
    Recoveries extreme = new Recoveries(unsure);
    extreme.unexplained = unexplained;
    extreme.unattributed = unattributed;
    for (Item item : items) {
      Attribution cause = item.attribution();
      Item moved =
          item.from(isBest ? cause.latestStart(item.outage()) : cause.earliestStart(item.outage()));
      if (cause.isExplained() || speaksFor.test(moved) == isBest) {
        extreme.items.add(moved);
      }
    }
    return extreme;
  }

  /** Outages that no fault explains, canaries included. */
  int unexplained() {
    return unexplained;
  }

  /** Outages put down to a fault by their time only. */
  int unattributed() {
    return unattributed;
  }

  int back() {
    return (int) items.stream().filter(Item::back).count();
  }

  int certainlyNotBack() {
    return (int) items.stream().filter(Item::certain).count();
  }

  KaplanMeier curve() {
    return curve(items);
  }

  static KaplanMeier curve(List<Item> some) {
    return KaplanMeier.of(
        some.stream()
            .map(item -> new KaplanMeier.Observation(item.seconds(), item.back()))
            .toList());
  }

  /** The same if every outage had been shorter by what unfitness may explain. */
  List<Item> credited(Progress progress) {
    List<Item> credited = new ArrayList<>();
    for (Item item : items) {
      String writer = item.outage().person.writer;
      long credit = progress.starvation.credit(writer, item.start(), item.end());
      long end = Math.max(item.start(), item.end() - credit);
      credited.add(
          new Item(
              item.outage(), item.attribution(), item.start(), end, item.back(), item.certain()));
    }
    return credited;
  }
}
