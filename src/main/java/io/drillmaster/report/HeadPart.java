package io.drillmaster.report;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Figures.Named;
import io.drillmaster.check.Judgement;
import java.util.List;
import java.util.Locale;

/** Why the verdict is what it is, of whom it speaks, and how to repeat it. */
record HeadPart(
    String drill,
    String word,
    String css,
    String check,
    boolean hasCheck,
    String sentence,
    List<String> more,
    Banner target,
    String proves,
    boolean hasProves,
    String why,
    List<Named> facts,
    String repeat,
    String look,
    boolean hasLook,
    List<String> notTested,
    boolean hasNotTested,
    List<String> notJudged,
    boolean hasNotJudged) {

  static HeadPart of(RunCard card, Judgement judgement, Figures figures) {
    Headline headline = Headline.of(card, judgement, figures);
    Figures.Run run = figures.run();
    return new HeadPart(
        run.drill(),
        headline.result().key().toUpperCase(Locale.ROOT),
        headline.result().key(),
        headline.check(),
        !headline.check().isEmpty(),
        headline.sentence(),
        headline.more(),
        Banner.of(run.target()),
        run.proves(),
        !headline.sentence().equals(run.proves()),
        judgement.why(),
        facts(card, figures),
        card.repeat(),
        headline.look(),
        !headline.look().isEmpty(),
        judgement.notTested(),
        !judgement.notTested().isEmpty(),
        judgement.notJudged(),
        !judgement.notJudged().isEmpty());
  }

  private static List<Named> facts(RunCard card, Figures figures) {
    Figures.Run run = figures.run();
    return List.of(
        new Named(
            "load",
            Words.count(run.participants(), "participant")
                + " in "
                + Words.count(run.sessions(), "session")),
        new Named("zero of all charts", run.zeroMeans() + ", " + Words.utc(run.zeroWall())),
        new Named("seed", Long.toString(run.seed())),
        new Named("took", took(card, run) + ", exit " + card.exitCode()),
        new Named("evidence", Words.count(figures.evidence().events(), "event")),
        new Named("harness", harness(figures.fitness())));
  }

  private static String took(RunCard card, Figures.Run run) {
    return card.took().isZero()
        ? Words.plainSeconds(run.toSeconds() - run.fromSeconds())
        : Words.length(card.took());
  }

  private static String harness(Figures.Fitness fitness) {
    String good = String.format(Locale.ROOT, "times good to ±%.0f ms", fitness.goodToMillis());
    return fitness.unfit().isEmpty()
        ? "fit, " + good
        : Words.count(fitness.unfit().size(), "unfit interval") + ", " + good;
  }
}
