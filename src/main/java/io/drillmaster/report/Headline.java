package io.drillmaster.report;

import io.drillmaster.check.Checks;
import io.drillmaster.check.Counterexample;
import io.drillmaster.check.Figures;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What every artefact says first: the counterexample in words, or why nothing can be said, or what
 * was shown.
 *
 * @param result the overall verdict
 * @param check the check that decided; empty = none
 * @param sentence in words
 * @param more what else failed or stayed unknown, one line each
 * @param look the command that shows the events around it; empty = none
 */
record Headline(Result result, String check, String sentence, List<String> more, String look) {
  Headline {
    more = List.copyOf(more);
  }

  static Headline of(RunCard card, Judgement judgement, Figures figures) {
    List<Verdict> decisive =
        switch (judgement.overall()) {
          case PASS -> List.of();
          case FAIL -> with(judgement, Result.FAIL);
          case UNKNOWN ->
              with(judgement, Result.UNKNOWN).stream()
                  .filter(verdict -> judgement.required().contains(verdict.check()))
                  .sorted(Comparator.comparing(verdict -> !isCause(verdict)))
                  .toList();
        };
    if (decisive.isEmpty()) {
      String shown = judgement.overall() == Result.PASS ? figures.run().proves() : judgement.why();
      return new Headline(judgement.overall(), "", shown, List.of(), "");
    }
    Verdict first = decisive.get(0);
    return new Headline(
        judgement.overall(),
        first.check(),
        sentence(first),
        decisive.stream()
            .skip(1)
            .map(verdict -> verdict.check() + ": " + sentence(verdict))
            .toList(),
        first.counterexample().map(counterexample -> look(card, counterexample)).orElse(""));
  }

  /** That the run was stopped, or its files are damaged, is why the other checks know nothing. */
  private static boolean isCause(Verdict verdict) {
    return verdict.check().equals(Checks.HARNESS_HONEST);
  }

  /** Check and sentence. */
  String text() {
    return check.isEmpty() ? sentence : check + ": " + sentence;
  }

  /** What a verdict that is no pass says for itself. */
  static String sentence(Verdict verdict) {
    Optional<Counterexample> counterexample = verdict.counterexample();
    if (counterexample.isEmpty()) {
      return verdict.reason().isEmpty() ? verdict.figure() : verdict.reason();
    }
    long others = verdict.counterexampleCount() - 1;
    return counterexample.get().sentence()
        + (others > 0 ? " (and " + Words.count(others) + " more)" : "");
  }

  /** The command that shows the events around a counterexample. */
  static String look(RunCard card, Counterexample counterexample) {
    StringBuilder command = new StringBuilder("./drillmaster history " + card.folder());
    if (!counterexample.session().isEmpty()) {
      command.append(" --session ").append(counterexample.session());
    } else if (!counterexample.participant().isEmpty()) {
      command.append(" --participant ").append(counterexample.participant());
    }
    return command
        .append(" --around ")
        .append(Words.sinceZero(counterexample.at() - card.zeroNanos()))
        .toString();
  }

  private static List<Verdict> with(Judgement judgement, Result result) {
    return judgement.verdicts().stream().filter(verdict -> verdict.result() == result).toList();
  }
}
