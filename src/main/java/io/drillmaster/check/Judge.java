package io.drillmaster.check;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.Damage;
import io.drillmaster.history.Header;
import io.drillmaster.history.History;
import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Drives the fold and every check over a history, once. When something failed, the history is read
 * a second time for the events around the counterexamples.
 */
public final class Judge {

  private final Header header;
  private final Drill drill;
  private final Function<Recorded, String> line;

  /**
   * A judge of one run.
   *
   * @param header the run's header
   * @param drill the drill as executed
   * @param line makes an event readable in one line
   */
  public Judge(Header header, Drill drill, Function<Recorded, String> line) {
    this.header = header;
    this.drill = drill;
    this.line = line;
  }

  /** Judges a history; reads it once, or twice when something failed. */
  public Judged judge(History history) {
    Progress progress = new Progress(header, drill);
    Bench bench = new Bench(progress);
    List<Damage> damages = new ArrayList<>(history.read(bench::accept));
    damages.addAll(history.missing(damages));
    bench.finish(damages);
    List<Opinion> opinions = bench.opinions();
    Surroundings around = Surroundings.of(opinions, line);
    if (!around.isEmpty()) {
      history.read(around::accept);
      around.shrink(opinions, header, drill);
    }
    List<Verdict> verdicts =
        opinions.stream().map(opinion -> verdict(opinion, around, progress.zero())).toList();
    return new Judged(judgement(verdicts, progress), bench.figures(header, drill));
  }

  private static Verdict verdict(Opinion opinion, Surroundings around, long zero) {
    List<Counterexample> counterexamples = new ArrayList<>();
    for (Suspect suspect : opinion.suspects()) {
      counterexamples.add(
          new Counterexample(
              suspect.sentence().apply(zero),
              suspect.session(),
              suspect.participant(),
              suspect.at(),
              around.lines(suspect)));
    }
    return new Verdict(
        opinion.check(),
        opinion.result(),
        opinion.figure(),
        opinion.evidence(),
        opinion.reason(),
        counterexamples,
        opinion.findings(),
        opinion.count());
  }

  private Judgement judgement(List<Verdict> verdicts, Progress progress) {
    List<String> required = Required.of(drill);
    List<String> failed = named(verdicts, Result.FAIL);
    List<String> unknown = named(verdicts, Result.UNKNOWN);
    List<String> missing = unknown.stream().filter(required::contains).toList();
    boolean isFailed = !failed.isEmpty() || !progress.calledOff().isEmpty();
    Result overall = isFailed ? Result.FAIL : missing.isEmpty() ? Result.PASS : Result.UNKNOWN;
    String why =
        switch (overall) {
          case FAIL -> whyFailed(failed, progress.calledOff());
          case UNKNOWN -> String.join(", ", missing) + " could not be judged, and is required";
          case PASS -> "every required check passed";
        };
    return new Judgement(
        drill.name(),
        header.target(),
        header.run(),
        header.seed(),
        overall,
        why,
        verdicts,
        required,
        unknown.stream().filter(check -> !required.contains(check)).toList(),
        notTested(),
        progress.zero());
  }

  private static String whyFailed(List<String> failed, String calledOff) {
    if (failed.isEmpty()) {
      return calledOff;
    }
    String checks = String.join(", ", failed) + " failed";
    return calledOff.isEmpty() ? checks : calledOff + "; " + checks;
  }

  private static List<String> named(List<Verdict> verdicts, Result result) {
    return verdicts.stream()
        .filter(verdict -> verdict.result() == result)
        .map(Verdict::check)
        .toList();
  }

  /** What this drill says nothing about, however it ends. */
  private List<String> notTested() {
    List<String> notTested = new ArrayList<>();
    for (Role role : Role.values()) {
      Set<FaultKind> done =
          drill.faults().stream()
              .filter(fault -> fault.role() == role)
              .map(Fault::kind)
              .collect(Collectors.toSet());
      Set<String> left = new TreeSet<>();
      for (FaultKind kind : FaultKind.values()) {
        if (!done.contains(kind) && kind.befalls(role)) {
          left.add(kind.key());
        }
      }
      if (!left.isEmpty()) {
        notTested.add(role.key() + ": " + String.join(", ", left));
      }
    }
    notTested.add("real media: only signalling is exercised");
    if (drill.target() instanceof TargetSpec.Twin
        || drill.target() instanceof TargetSpec.StandingTwin) {
      notTested.add("your servers: the target is an embedded twin");
    }
    return notTested;
  }
}
