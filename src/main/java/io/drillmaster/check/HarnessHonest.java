package io.drillmaster.check;

import static io.drillmaster.check.Stamps.MILLI;
import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.Damage;
import io.drillmaster.history.Event;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SignalEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The harness was fit to judge (checks.md 3.13, decision D5). It never fails: a run that it cannot
 * vouch for is at best unknown. A short unfit interval is a finding; what a clock would speak
 * against in it is unknown, see {@link Starvation}.
 */
final class HarnessHonest implements Checker {

  /**
   * Unfit for a larger share of the time from the steady state to the end of the load than this,
   * and nothing measured in time is sure. The ramp, where machines are busiest, touches no
   * obligation.
   */
  private static final double UNFIT_MAX = 0.2;

  /** Intervals told one by one; the figures have more. */
  private static final int TOLD = 3;

  private static final class Written {
    long count;
    long lastIndex = -1;
  }

  private final Progress progress;
  private final Map<String, Written> byWriter = new HashMap<>();
  private final List<String> deaths = new ArrayList<>();
  private final List<Damage> damages = new ArrayList<>();
  private final ClockSkews clocks = new ClockSkews();
  private String aborted = "";

  HarnessHonest(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void accept(Recorded recorded) {
    Written written = byWriter.computeIfAbsent(recorded.writer(), key -> new Written());
    written.count++;
    written.lastIndex = Math.max(written.lastIndex, recorded.index());
    Event event = recorded.event();
    if (event instanceof SignalEvent.Received received) {
      if (received.intendedAt() > received.at()) {
        clocks.accept(received, recorded.writer(), progress.cast.person(received.sender()));
      }
    } else if (event instanceof HarnessEvent.ProcessDied died) {
      deaths.add(died.process() + " ended before its time: " + died.why());
    } else if (event instanceof NodeEvent.Gone gone && !gone.expected()) {
      deaths.add(
          "%s died and no fault of the drill did it: %s"
              .formatted(gone.node(), gone.how().replaceAll("\\s*\\R\\s*", " | ")));
    } else if (event instanceof HarnessEvent.PhaseBegan phase
        && phase.phase() == HarnessEvent.Phase.ABORTED) {
      aborted = phase.detail();
    }
  }

  /** What the files lack. */
  void damaged(List<Damage> found) {
    damages.addAll(found);
  }

  @Override
  public Opinion opinion() {
    List<String> reasons = reasons();
    Fitnesses fitness = progress.fitness;
    String figure =
        String.format(
            Locale.ROOT,
            "loop lag at most %d ms, tick gap at most %d ms, steal %s, other programs %s",
            fitness.lagMax() / MILLI,
            fitness.gapMax() / MILLI,
            percent(fitness.stealMax()),
            percent(fitness.foreignMax()));
    String evidence =
        "%s readings, figures good to +-%d ms"
            .formatted(
                Words.count(fitness.readings()),
                Math.max(1, Math.max(fitness.latenessMax(), clocks.most()) / MILLI));
    Result result = reasons.isEmpty() ? Result.PASS : Result.UNKNOWN;
    return new Opinion(
        Checks.HARNESS_HONEST,
        result,
        figure,
        evidence,
        String.join("; ", reasons),
        List.of(),
        0,
        findings());
  }

  private static String percent(int share) {
    return share < 0 ? "not measured" : share + " %";
  }

  private List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    damages.forEach(damage -> reasons.add(damage.writer() + ": " + damage.text()));
    reasons.addAll(deaths);
    if (!aborted.isEmpty()) {
      reasons.add("aborted: " + aborted);
    }
    byWriter.forEach(
        (writer, written) -> {
          if (written.count != written.lastIndex + 1) {
            reasons.add(
                "%s: %d of %d events are missing"
                    .formatted(
                        writer, written.lastIndex + 1 - written.count, written.lastIndex + 1));
          }
        });
    if (!clocks.words().isEmpty()) {
      reasons.add(clocks.words());
    }
    faults(reasons);
    absent(reasons);
    if (!happened(progress.endAt())) {
      reasons.add("the history ends before the load was told to leave");
    }
    fitness(reasons);
    return reasons;
  }

  /** The ramp ends when all are served: who is absent after it was in a file that is gone. */
  private void absent(List<String> reasons) {
    int asked = progress.drill.load().participants();
    long seen = progress.cast.people().stream().filter(person -> !person.canary).count();
    if (progress.isRamped() && seen < asked) {
      reasons.add(
          "%s of %s participants are in no history file; a worker's is missing"
              .formatted(Words.count(asked - seen), Words.count(asked)));
    }
  }

  private void faults(List<String> reasons) {
    for (Struck fault : progress.faults.all()) {
      if (!fault.failed.isEmpty()) {
        reasons.add("fault " + fault.name + " failed: " + fault.failed);
      } else if (fault.effectAt == NEVER) {
        reasons.add("fault " + fault.name + " had no effect that anybody saw");
      } else if (fault.signatures.isEmpty() && fault.role == Role.MASTER) {
        reasons.add("fault " + fault.name + " showed no signature on the wire");
      } else {
        fault.signatures.forEach((node, seen) -> otherwise(fault, node, seen, reasons));
      }
    }
    int planned = progress.drill.faults().size();
    int struck = progress.faults.all().size();
    if (struck < planned) {
      reasons.add("%d of %d faults were injected".formatted(struck, planned));
    }
  }

  /** Silence and an end are felt so differently that one cannot stand for the other (D4). */
  private void otherwise(Struck fault, String node, Signature seen, List<String> reasons) {
    Signature ordered = fault.kind.expectedSignature();
    TargetSpec target = progress.drill.target();
    boolean isMeant =
        seen == Signature.SILENT ? target.mayFallSilent(fault.kind) : target.mayCut(fault.kind);
    if (!isMeant) {
      reasons.add(
          "fault %s was to show %s on the wire, and %s showed %s: it was not the fault of the drill"
              .formatted(fault.name, ordered.key(), node, seen.key()));
    }
  }

  private void fitness(List<String> reasons) {
    if (progress.fitness.readings() == 0) {
      reasons.add("the harness did not measure how fit it was");
      return;
    }
    long from = progress.judgedFrom();
    long length = progress.watchedUntil() - from;
    for (String process :
        progress.fitness.unfit().stream()
            .map(Fitnesses.Interval::process)
            .distinct()
            .sorted()
            .toList()) {
      long unfit = progress.fitness.unfit(process, from, progress.watchedUntil());
      if (unfit > UNFIT_MAX * length) {
        reasons.add(
            "%s was unfit for %s of %s; use a quieter or larger machine, or fewer participants"
                .formatted(process, Words.length(unfit), Words.length(length)));
      }
    }
  }

  private List<String> findings() {
    List<String> findings = new ArrayList<>();
    List<Fitnesses.Interval> unfit = progress.fitness.spells();
    for (int i = 0; i < Math.min(TOLD, unfit.size()); i++) {
      Fitnesses.Interval each = unfit.get(i);
      findings.add(
          "unfit: %s from %s to %s: %s"
              .formatted(
                  each.process(),
                  Words.at(each.from(), progress.zero()),
                  Words.at(each.to(), progress.zero()),
                  each.why()));
    }
    if (unfit.size() > TOLD) {
      findings.add("unfit: " + (unfit.size() - TOLD) + " more intervals");
    }
    progress
        .fitness
        .missing()
        .forEach(instrument -> findings.add("not measured here: " + instrument));
    return findings;
  }

  List<String> writerNames() {
    return byWriter.keySet().stream().sorted().toList();
  }

  List<String> damageTexts() {
    return damages.stream().map(damage -> damage.writer() + ": " + damage.text()).toList();
  }
}
