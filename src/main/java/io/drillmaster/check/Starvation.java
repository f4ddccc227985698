package io.drillmaster.check;

import static io.drillmaster.check.Stamps.SECOND;

import io.drillmaster.drill.Role;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.NodeEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongBinaryOperator;

/**
 * Times in which a clock speaks against nobody (checks.md 3.13): those in which a process or the
 * host was unfit, and, where the cluster shares that host, those around the loss of a node that no
 * fault of the drill took: a master that gets no CPU misses its lease and fences itself. To be
 * asked when the history is complete, for readings come after what they are about.
 */
final class Starvation {

  /** How a wait stands against what it may take. */
  enum Lateness {
    IN_TIME,
    /** Too long, but never so long in one piece of time in which clocks can be trusted. */
    UNSURE,
    LATE
  }

  /**
   * Somebody waited.
   *
   * @param writer whose clock says so
   * @param allowed how long it may take
   */
  record Wait(String writer, long from, long to, long allowed) {}

  /** No process in particular: only what a cluster on the same host lacked. */
  static final String HOST = "";

  private record Spell(long from, long to) {}

  /** A node that no fault took, on a host that was unfit then or just before. */
  private record Casualty(NodeEvent.Gone gone, Spell shadow) {}

  /** An end is seen, or the reading of its second taken, this much later. */
  private static final long SEEN_LATER = 2 * SECOND;

  private final Progress progress;
  private final List<NodeEvent.Gone> unordered = new ArrayList<>();

  Starvation(Progress progress) {
    this.progress = progress;
  }

  /**
   * A node ended. A master fences itself when it gets no CPU; whatever else is ended for the want
   * of it was given up by the others first.
   */
  void gone(NodeEvent.Gone gone) {
    boolean mayBeStarved =
        gone.role() == Role.MASTER || gone.how().startsWith(NodeEvent.Gone.GIVEN_UP);
    if (!gone.expected() && mayBeStarved) {
      unordered.add(gone);
    }
  }

  /** The cluster runs where the harness runs: what the one lacks, the other lacks. */
  private boolean isHostShared() {
    TargetSpec target = progress.drill.target();
    return target instanceof TargetSpec.Twin || target instanceof TargetSpec.StandingTwin;
  }

  private List<Casualty> casualties() {
    List<Casualty> casualties = new ArrayList<>();
    long reach = progress.clocks.fencedAfter;
    for (NodeEvent.Gone gone : isHostShared() ? unordered : List.<NodeEvent.Gone>of()) {
      long from = gone.at() - reach;
      if (progress.fitness.unfit().stream()
          .anyMatch(each -> each.meets(from, gone.at() + SEEN_LATER))) {
        casualties.add(new Casualty(gone, new Spell(from, gone.at() + reach)));
      }
    }
    return casualties;
  }

  /** Whether what a writer saw between two stamps may be so for want of CPU. */
  boolean touches(String writer, long from, long to) {
    if (writer.equals(HOST) && !isHostShared()) {
      return false;
    }
    String process = Fitnesses.processOf(writer);
    return progress.fitness.unfit().stream()
            .anyMatch(each -> each.concerns(process) && each.meets(from, to))
        || !spells(from, to).isEmpty();
  }

  /** Whether a node was lost to an unfit host between two stamps. */
  boolean hasCasualty(long from, long to) {
    return casualties().stream()
        .anyMatch(each -> from <= each.gone().at() && each.gone().at() <= to);
  }

  /** The first time of doubt between two stamps, in words; to be asked where one touches. */
  String words(String writer, long from, long to) {
    String process = Fitnesses.processOf(writer);
    for (Casualty each : casualties()) {
      if (meets(each.shadow(), from, to)) {
        return "%s was lost at %s without a fault, on an unfit host"
            .formatted(each.gone().node(), Words.at(each.gone().at(), progress.zero()));
      }
    }
    return progress.fitness.unfit().stream()
        .filter(each -> each.concerns(process) && each.meets(from, to))
        .findFirst()
        .map(
            each ->
                "%s, %s to %s"
                    .formatted(
                        each.why(),
                        Words.at(each.from(), progress.zero()),
                        Words.at(each.to(), progress.zero())))
        .orElse("");
  }

  /** Times in [from, to] in which the host was unfit, or lost a node to that, in their order. */
  private List<Spell> spells(long from, long to) {
    List<Spell> spells = new ArrayList<>();
    for (Fitnesses.Interval each : progress.fitness.unfit()) {
      if (each.wholeHost() && each.meets(from, to)) {
        spells.add(new Spell(each.from(), each.to()));
      }
    }
    casualties().stream()
        .map(Casualty::shadow)
        .filter(shadow -> meets(shadow, from, to))
        .forEach(spells::add);
    return spells;
  }

  private static boolean meets(Spell spell, long from, long to) {
    return spell.from() <= to && from <= spell.to();
  }

  /** In serviceable time. */
  Lateness late(Wait wait) {
    return late(wait, List.of());
  }

  /**
   * In serviceable time, which begins anew at other faults.
   *
   * @param anew when they struck
   */
  Lateness late(Wait wait, List<Long> anew) {
    return late(wait, anew, progress.faults::serviceable);
  }

  /** By the clock, whether anybody was there to serve or not. */
  Lateness lateByClock(Wait wait) {
    return late(wait, List.of(), (from, to) -> Math.max(0, to - from));
  }

  /**
   * Late is who waited for too long in one piece between two times of doubt: whatever such a time
   * did, the clock began anew at its end at the latest. Time in which only the writer's process was
   * unfit is given back, with one retry on top.
   */
  private Lateness late(Wait wait, List<Long> anew, LongBinaryOperator length) {
    List<Spell> cuts = new ArrayList<>();
    anew.forEach(at -> cuts.add(new Spell(at, at)));
    if (pieces(wait, cuts).stream()
        .noneMatch(piece -> length.applyAsLong(piece.from(), piece.to()) > wait.allowed())) {
      return Lateness.IN_TIME;
    }
    cuts.addAll(spells(wait.from(), wait.to()));
    boolean isLate =
        pieces(wait, cuts).stream()
            .anyMatch(
                piece ->
                    length.applyAsLong(piece.from(), piece.to()) - credit(wait.writer(), piece)
                        > wait.allowed());
    return isLate ? Lateness.LATE : Lateness.UNSURE;
  }

  /** What is left of a wait between cuts. */
  private static List<Spell> pieces(Wait wait, List<Spell> cuts) {
    List<Spell> pieces = new ArrayList<>();
    long since = wait.from();
    List<Spell> sorted = new ArrayList<>(cuts);
    sorted.sort(Comparator.comparingLong(Spell::from));
    for (Spell cut : sorted) {
      if (cut.to() > since && cut.from() < wait.to()) {
        pieces.add(new Spell(since, Math.max(since, cut.from())));
        since = cut.to();
      }
    }
    if (since < wait.to()) {
      pieces.add(new Spell(since, wait.to()));
    }
    return pieces;
  }

  private long credit(String writer, Spell piece) {
    long unfit = progress.fitness.unfit(writer, piece.from(), piece.to());
    return unfit == 0 ? 0 : unfit + progress.clocks.retryEvery;
  }

  /** How much of a length of time may be for want of CPU: up to the last time of doubt in it. */
  long credit(String writer, long from, long to) {
    long since = from;
    for (Spell each : spells(from, to)) {
      since = Math.max(since, Math.min(to, each.to()));
    }
    return since - from + credit(writer, new Spell(since, to));
  }
}
