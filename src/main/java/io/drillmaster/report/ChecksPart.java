package io.drillmaster.report;

import io.drillmaster.check.Checks;
import io.drillmaster.check.Counterexample;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Verdict;
import java.util.List;

/** Each check with its property, its verdict, its evidence and what refutes it. */
record ChecksPart(List<Row> rows) {

  /** One check. */
  record Row(
      String name,
      String word,
      String css,
      String property,
      String parameters,
      boolean hasParameters,
      String figure,
      String evidence,
      boolean hasEvidence,
      String reason,
      boolean hasReason,
      List<Example> examples,
      String more,
      boolean hasMore,
      List<String> findings,
      boolean hasFindings) {}

  /** A counterexample with the events around it. */
  record Example(String sentence, String look, List<String> events, boolean hasEvents) {}

  static ChecksPart of(RunCard card, Judgement judgement) {
    return new ChecksPart(
        judgement.verdicts().stream().map(verdict -> row(card, judgement, verdict)).toList());
  }

  private static Row row(RunCard card, Judgement judgement, Verdict verdict) {
    boolean aside = judgement.notJudged().contains(verdict.check());
    String parameters =
        Checks.named(verdict.check())
            .map(Checks.About::parameters)
            .filter(text -> !text.equals("none"))
            .orElse("");
    long unseen = verdict.counterexampleCount() - verdict.counterexamples().size();
    return new Row(
        verdict.check(),
        aside ? "not judged" : verdict.result().key(),
        aside ? "aside" : verdict.result().key(),
        Checks.named(verdict.check()).map(Checks.About::property).orElse(""),
        parameters,
        !parameters.isEmpty(),
        verdict.figure(),
        verdict.evidence(),
        !verdict.evidence().isEmpty(),
        verdict.reason(),
        !verdict.reason().isEmpty(),
        verdict.counterexamples().stream().map(found -> example(card, found)).toList(),
        "and " + Words.count(unseen, "more counterexample"),
        unseen > 0,
        verdict.findings(),
        !verdict.findings().isEmpty());
  }

  private static Example example(RunCard card, Counterexample found) {
    return new Example(
        found.sentence(), Headline.look(card, found), found.events(), !found.events().isEmpty());
  }
}
