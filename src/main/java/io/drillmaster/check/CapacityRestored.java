package io.drillmaster.check;

import io.drillmaster.check.Starvation.Lateness;
import io.drillmaster.history.Header;
import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a fault took comes back (checks.md 3.9): no balancer sends anything to the dead any more, a
 * new node answers, it gets sockets <em>and</em> owns sessions, and the cluster calls itself whole.
 * What chance may explain is unknown, with the bound.
 */
final class CapacityRestored implements Checker {

  private final Progress progress;
  private final Capacity capacity;
  private final Suspects suspects = new Suspects();
  private final List<String> unknown = new ArrayList<>();
  private final Unsure unsure;

  CapacityRestored(Progress progress) {
    this.progress = progress;
    this.capacity = progress.capacity;
    this.unsure = new Unsure(progress);
  }

  /** All that it needs is in the fold that the run shares. */
  @Override
  public void accept(Recorded recorded) {}

  @Override
  public Opinion opinion() {
    List<String> figures = new ArrayList<>();
    List<String> evidence = new ArrayList<>();
    for (Loss loss : capacity.losses) {
      if (loss.fault.failed.isEmpty()) {
        misled(loss);
        unknown.addAll(capacity.untold(loss));
        if (capacity.isWatched(loss)) {
          replaced(loss);
        }
        health(loss, evidence);
        figures.add(words(loss));
      }
    }
    if (capacity.losses.isEmpty()) {
      unknown.add("nothing was taken from the cluster; inject a fault");
    } else if (!capacity.balancerTells()) {
      unknown.add("no balancer tells its rotation; let the target tell entries and rotation");
    } else if (!progress.drill.target().tellsPlaces()) {
      unknown.add(
          "the target tells rotation, but neither entries nor owners: nobody sees whether who came instead serves");
    }
    if (unsure.count() > 0) {
      unknown.add(0, unsure.reason("sign of missing capacity", "signs of missing capacity"));
    }
    return Opinion.of(
        Checks.CAPACITY_RESTORED,
        suspects,
        String.join("; ", unknown),
        figures.isEmpty() ? "nothing was taken" : String.join("; ", figures),
        String.join("; ", evidence));
  }

  /** Attempts that came to the dead when the balancer should have known, by sure clocks. */
  private void misled(Loss loss) {
    long from = loss.fault.injectedFrom;
    loss.misled.forEach(
        (balancer, all) -> {
          Loss.Misled first = null;
          long count = 0;
          for (Loss.Misled each : all) {
            if (lateness(from, each.passedAt, capacity.knownAfter) == Lateness.LATE) {
              first = first == null ? each : first;
              count += each.count;
            }
          }
          if (first != null) {
            suspects.add(misled(loss, balancer, first, count));
          } else {
            unsure.add(Header.HARNESS, from, all.get(0).passedAt);
          }
        });
  }

  private Suspect misled(Loss loss, String balancer, Loss.Misled first, long count) {
    return new Suspect(
        zero ->
            "%s%d of %d attempts told were sent to %s, which %s took, from %s on; T_eject and margin are %s"
                .formatted(
                    balancer.isEmpty() ? "" : "by balancer " + balancer + ", ",
                    count,
                    loss.attempts.getOrDefault(balancer, count),
                    first.node,
                    loss.fault.words(),
                    Words.at(first.passedAt, zero),
                    Words.length(capacity.knownAfter)),
        "",
        "",
        List.of(loss.fault.injectedFrom, first.passedAt));
  }

  private Lateness lateness(long from, long to, long allowed) {
    return progress.starvation.lateByClock(new Starvation.Wait(Header.HARNESS, from, to, allowed));
  }

  private void replaced(Loss loss) {
    loss.serving().forEach(each -> serves(loss, each));
    int missing = capacity.missing(loss);
    if (missing == 0) {
      return;
    }
    long from = capacity.dueFrom(loss);
    switch (lateness(from, progress.now(), capacity.replacedAfter)) {
      case LATE -> suspects.add(notReplaced(loss, missing, from + capacity.replacedAfter));
      case UNSURE -> unsure.add(Header.HARNESS, from, progress.now());
      case IN_TIME ->
          unknown.add(
              "%d of %d nodes were not replaced when the run ended, %s are allowed; let it run longer"
                  .formatted(
                      missing, loss.fault.targets.size(), Words.length(capacity.replacedAfter)));
    }
  }

  private Suspect notReplaced(Loss loss, int missing, long due) {
    String seen = loss.replacements.isEmpty() ? "no new node was seen" : idleness(loss);
    return new Suspect(
        zero ->
            "%s: %d of %d nodes were not replaced by %s; %s"
                .formatted(
                    loss.fault.words(),
                    missing,
                    loss.fault.targets.size(),
                    Words.at(due, zero),
                    seen),
        "",
        "",
        List.of(loss.fault.injectedFrom, due));
  }

  private String idleness(Loss loss) {
    String name = loss.replacements.get(0).name;
    List<String> without = capacity.without(name);
    return without.isEmpty()
        ? name + " was seen, but does not serve"
        : name + " was seen, but is not in the rotation of " + String.join(", ", without);
  }

  /** A replacement in rotation gets its share sooner or later; how late chance may explain. */
  private void serves(Loss loss, Replacement each) {
    capacity.idle(loss, each).forEach(idle -> idle(each, idle));
  }

  private void idle(Replacement each, Capacity.Idle idle) {
    String odds =
        String.format(
            Locale.ROOT, "(1 - 1/%d)^%d = %.2g", idle.nodes(), idle.placed(), idle.chance());
    if (!idle.isByChance()) {
      suspects.add(
          new Suspect(
              zero ->
                  "%s has been in rotation since %s and got none of %d new %s (by chance: %s)"
                      .formatted(
                          each.name,
                          Words.at(each.inRotationAt, zero),
                          idle.placed(),
                          idle.what(),
                          odds),
              "",
              "",
              List.of(each.inRotationAt, progress.now())));
    } else {
      if (idle.unsure() > 0) {
        unsure.add(Header.HARNESS, each.inRotationAt, progress.now());
      }
      unknown.add(
          "%s got none of %d new %s since it is in rotation, which chance explains (%s); let more come then"
              .formatted(each.name, idle.placed(), idle.what(), odds));
    }
  }

  private void health(Loss loss, List<String> evidence) {
    int needed = capacity.healthReadsNeeded();
    boolean several = capacity.balancers() > 1;
    evidence.add(
        "health good %d times in a row%s"
            .formatted(loss.healthyInRow(), several ? " through each balancer" : ""));
    loss.health.forEach((via, row) -> health(loss, via, row, needed));
    int unread = capacity.balancers() - loss.health.size();
    if (loss.health.isEmpty()) {
      unknown.add(tooFew("", 0, needed));
    } else if (unread > 0) {
      unknown.add(
          "health was not read through %d of %d balancers after the fault; end with steady: settled"
              .formatted(unread, capacity.balancers()));
    }
  }

  private void health(Loss loss, String via, HealthRow row, int needed) {
    if (row.goodInRowMax >= needed) {
      return;
    }
    HealthRow sure = row.only(this::isSure);
    HealthRow.Read bad = sure.bad;
    if (sure.reads.size() >= 2 * needed && sure.goodInRowMax < needed && bad != null) {
      suspects.add(unhealthy(loss, via, sure, bad));
    } else if (row.reads.size() >= 2 * needed) {
      unsure.add(Header.HARNESS, loss.fault.injectedFrom, progress.now());
    } else {
      unknown.add(tooFew(via, row.goodInRowMax, needed));
    }
  }

  private static String tooFew(String via, int good, int needed) {
    return "health was good in %d reads%s in a row after the fault, %d are needed; end with steady: settled"
        .formatted(good, through(via), needed);
  }

  private static String through(String via) {
    return via.isEmpty() ? "" : " through " + via;
  }

  /** A node that was lost to an unfit host is missed until it is replaced. */
  private boolean isSure(HealthRow.Read read) {
    return !progress.starvation.touches(
            Starvation.HOST, read.invokedAt() - capacity.knownAfter, read.at())
        && !progress.starvation.hasCasualty(read.at() - capacity.replacedAfter, read.at());
  }

  private static Suspect unhealthy(Loss loss, String via, HealthRow row, HealthRow.Read bad) {
    return new Suspect(
        zero ->
            "%s: everything is back, but of %d reads%s the cluster's health was good at most %d times in a row; at %s it said %s"
                .formatted(
                    loss.fault.words(),
                    row.reads.size(),
                    through(via),
                    row.goodInRowMax,
                    Words.at(bad.at(), zero),
                    bad.words()),
        "",
        "",
        List.of(loss.fault.injectedFrom, bad.at()));
  }

  private String words(Loss loss) {
    if (loss.isPause()) {
      return loss.fault.name + ": a pause, nothing to replace";
    }
    List<String> parts = new ArrayList<>();
    for (Replacement each : loss.replacements) {
      @Nullable String since =
          each.isInRotation()
              ? Words.at(each.inRotationAt, loss.fault.injectedFrom)
              : "not in rotation";
      parts.add(
          "%s (%s, %d sockets, %s)"
              .formatted(each.name, since, each.sockets, each.owns ? "owns" : "owns nothing"));
    }
    return loss.fault.name
        + ": "
        + (parts.isEmpty() ? "nobody came" : "replaced by " + String.join(", ", parts));
  }
}
