package io.drillmaster.check;

/**
 * What judging a history yields: {@code verdict.json} and {@code figures.json} as values.
 *
 * @param judgement the verdicts
 * @param figures what a report is drawn from
 */
public record Judged(Judgement judgement, Figures figures) {}
