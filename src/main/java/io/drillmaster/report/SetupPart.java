package io.drillmaster.report;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Figures.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was run, by which clocks, by which versions; the longest outages; how fit the harness was.
 */
record SetupPart(
    List<Named> about,
    List<Named> clocks,
    String yaml,
    List<StoryRow> worst,
    boolean hasWorst,
    List<UnfitRow> unfit,
    boolean hasUnfit,
    List<String> damages,
    boolean hasDamages) {

  /** The outage of one participant. */
  record StoryRow(String who, String session, String length, String line) {}

  /** A time in which the harness could not be trusted with times. */
  record UnfitRow(String process, String when, String why) {}

  static SetupPart of(Figures figures) {
    List<UnfitRow> unfit =
        figures.fitness().unfit().stream()
            .map(
                gap ->
                    new UnfitRow(
                        gap.process(),
                        Words.sinceZero(gap.from()) + " to " + Words.sinceZero(gap.to()),
                        gap.why()))
            .toList();
    List<StoryRow> worst =
        figures.worst().stream()
            .map(
                story ->
                    new StoryRow(
                        story.who(), story.session(), Words.seconds(story.seconds()), story.line()))
            .toList();
    List<String> damages = figures.evidence().damages();
    return new SetupPart(
        about(figures),
        clocks(figures.run()),
        figures.run().drillYaml(),
        worst,
        !worst.isEmpty(),
        unfit,
        !unfit.isEmpty(),
        damages,
        !damages.isEmpty());
  }

  private static List<Named> about(Figures figures) {
    Figures.Run run = figures.run();
    Figures.Fitness fitness = figures.fitness();
    List<Named> about = new ArrayList<>();
    about.add(new Named("run", run.run()));
    about.add(new Named("Drillmaster", run.tool()));
    about.add(new Named("Java", run.java()));
    about.add(new Named("host", run.host()));
    about.add(new Named("seed", Long.toString(run.seed())));
    about.add(new Named("written by", String.join(", ", figures.evidence().writers())));
    about.add(
        new Named(
            "harness",
            String.format(
                Locale.ROOT,
                "event-loop lag at most %.1f ms, ticks late by at most %.1f ms, stolen CPU %s, CPU taken by other programs %s",
                fitness.lagMillisMax(),
                fitness.gapMillisMax(),
                atMost(fitness.stealPercentMax()),
                atMost(fitness.foreignPercentMax()))));
    if (!fitness.missing().isEmpty()) {
      about.add(new Named("no instrument for", String.join(", ", fitness.missing())));
    }
    return about;
  }

  private static String atMost(int percent) {
    return percent < 0 ? "not measurable here" : "at most " + percent + " %";
  }

  private static List<Named> clocks(Figures.Run run) {
    List<Named> clocks = new ArrayList<>();
    clocks.add(new Named("LIMIT", Words.shortSeconds(run.limitSeconds()) + ": " + run.limitWhy()));
    clocks.addAll(run.clocks());
    return clocks;
  }
}
