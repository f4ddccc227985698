package io.drillmaster.check;

import io.drillmaster.drill.Drill;
import io.drillmaster.history.Damage;
import io.drillmaster.history.Header;
import io.drillmaster.history.Recorded;
import java.util.List;

/** The fold, the checks and the figures, side by side over one history. */
final class Bench {

  private final Progress progress;
  private final Timings timings;
  private final FiguresFold fold;
  private final SignalsDelivered signals;
  private final Objectives objectives;
  private final HarnessHonest harness;

  /** In the order of {@link Checks}. */
  private final List<Checker> checkers;

  Bench(Progress progress) {
    this.progress = progress;
    this.timings = new Timings(progress);
    this.fold = new FiguresFold(progress);
    this.signals = new SignalsDelivered(progress);
    this.objectives = new Objectives(progress, timings);
    this.harness = new HarnessHonest(progress);
    this.checkers =
        List.of(
            new PinnedMediaNode(progress),
            new OneLife(progress),
            new EveryoneReconnected(progress),
            new ToldTheTruth(progress),
            new MembershipAgrees(progress),
            signals,
            new BlastRadius(progress),
            new SurvivorsServe(progress),
            new CapacityRestored(progress),
            new Balanced(progress),
            objectives,
            new CleanEnd(progress),
            harness);
  }

  void accept(Recorded recorded) {
    fold.before(recorded);
    progress.accept(recorded);
    fold.accept(recorded);
    timings.accept(recorded);
    for (Checker checker : checkers) {
      checker.accept(recorded);
    }
  }

  /** All events are in; the participants of a damaged file are not to be trusted to its end. */
  void finish(List<Damage> damages) {
    harness.damaged(damages);
    for (Damage damage : damages) {
      progress.blind(damage.writer(), damage.text(), progress.now());
    }
    fold.finish();
  }

  List<Opinion> opinions() {
    return checkers.stream().map(Checker::opinion).toList();
  }

  /** What one check says of a few events, without the others. */
  Opinion opinionOf(String check, List<Recorded> events) {
    List<String> names = Checks.all().stream().map(Checks.About::name).toList();
    Checker checker = checkers.get(names.indexOf(check));
    for (Recorded recorded : events) {
      progress.accept(recorded);
      timings.accept(recorded);
      checker.accept(recorded);
    }
    return checker.opinion();
  }

  Figures figures(Header header, Drill drill) {
    Recoveries recoveries = Recoveries.of(progress);
    long zero = progress.zero();
    return new Figures(
        RunFacts.of(progress, header, drill),
        fold.edges(),
        fold.marks(),
        fold.states(),
        fold.lanes(),
        Blasts.of(progress, recoveries),
        recoveries.unexplained(),
        Curves.survival(recoveries),
        Curves.recoveries(recoveries),
        Strata.rows(recoveries),
        Strata.byUpgrades(recoveries),
        objectives.figures(),
        fold.storm(),
        signals.figures(Timings.figures(timings.signals().lengths())),
        Timings.figures(timings.joins().lengths()),
        RunFacts.fitness(progress.fitness, zero),
        new Figures.Evidence(progress.events(), harness.writerNames(), harness.damageTexts()),
        Stories.of(recoveries, zero));
  }
}
