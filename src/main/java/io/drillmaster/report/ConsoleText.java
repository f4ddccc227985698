package io.drillmaster.report;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Figures.ObjectiveFigure;
import io.drillmaster.check.Figures.PhaseLength;
import io.drillmaster.check.Figures.Recovery;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The last block of a run on the console: what failed first, the verdict last. */
public final class ConsoleText {
  private static final String INDENT = " ";

  /** With these the table of checks stays below 140 columns. */
  private static final int FIGURE_WIDTH = 44;

  private static final int EVIDENCE_WIDTH = 56;

  private static final int NOT_TESTED_WIDTH = 110;

  /** Medians of phases in one column of the table of recovery times. */
  private static final int PHASES_WIDTH = 84;

  /** Shorter phases are left out of the line; the report shows all. */
  private static final double SHORTEST_PHASE_SECONDS = 0.0095;

  private final Ink ink;

  public ConsoleText(Ink ink) {
    this.ink = ink;
  }

  /** All of it, ended by a line feed. */
  public String text(RunCard card, Judgement judgement, Figures figures) {
    return opening(card, judgement, figures)
        + checks(judgement)
        + recovery(figures)
        + objectives(figures)
        + closing(card, judgement, figures);
  }

  private String opening(RunCard card, Judgement judgement, Figures figures) {
    if (judgement.overall() == Result.PASS) {
      return "\n";
    }
    Headline headline = Headline.of(card, judgement, figures);
    StringBuilder text = new StringBuilder("\n");
    text.append(word(judgement.overall())).append("  ").append(headline.text()).append('\n');
    for (String other : headline.more()) {
      text.append("also    ").append(other).append('\n');
    }
    text.append("repeat  ").append(card.repeat()).append('\n');
    if (!headline.look().isEmpty()) {
      text.append("look    ").append(headline.look()).append('\n');
    }
    return text.append('\n').toString();
  }

  private String checks(Judgement judgement) {
    TextTable table = new TextTable().limit(2, FIGURE_WIDTH).limit(3, EVIDENCE_WIDTH);
    table.cell("check", ink::faint).cell("verdict", ink::faint);
    table.cell("key figure", ink::faint).cell("evidence", ink::faint).end();
    for (Verdict verdict : judgement.verdicts()) {
      boolean aside = judgement.notJudged().contains(verdict.check());
      table
          .cell(verdict.check())
          .cell(
              aside ? "not judged" : verdict.result().key(),
              aside ? ink::faint : text -> ink.result(verdict.result(), text))
          .cell(verdict.figure())
          .cell(verdict.result() == Result.UNKNOWN ? verdict.reason() : verdict.evidence())
          .end();
    }
    StringBuilder text = new StringBuilder(table.text(INDENT));
    if (!judgement.notTested().isEmpty()) {
      TextTable notTested = new TextTable().limit(1, NOT_TESTED_WIDTH);
      notTested.cell("not tested", ink::faint).cell(String.join("; ", judgement.notTested()));
      text.append(notTested.end().text(INDENT));
    }
    return text.append('\n').toString();
  }

  private String recovery(Figures figures) {
    if (figures.recovery().isEmpty()) {
      return INDENT + "RTO  nobody was hit\n\n";
    }
    TextTable table = new TextTable().limit(6, PHASES_WIDTH);
    table.cell(rtoTitle(figures), ink::faint);
    List.of("hit", "p50", "p95", "p99", "max").forEach(cell -> table.right(cell, ink::faint));
    table.cell("phases (medians)", ink::faint).end();
    List<Recovery> rows = new ArrayList<>(figures.recovery());
    rows.addAll(figures.strata());
    for (Recovery recovery : rows) {
      table
          .cell(recovery.way())
          .right(Words.count(recovery.count()))
          .right(seconds(recovery.p50()))
          .right(seconds(recovery.p95()))
          .right(seconds(recovery.p99()))
          .right(seconds(recovery.max()))
          .cell(phases(recovery.phases()))
          .end();
    }
    return table.text(INDENT) + upgrades(figures) + "\n";
  }

  /** Retries come in lockstep: a percentile jumps by a whole wait when one more was needed. */
  private static String upgrades(Figures figures) {
    if (figures.upgrades().size() < 2) {
      return "";
    }
    return INDENT
        + "upgrades needed: "
        + figures.upgrades().stream()
            .map(
                each ->
                    "%s by %s (p50 %s)"
                        .formatted(each.way(), Words.count(each.count()), seconds(each.p50())))
            .collect(Collectors.joining(", "))
        + "\n";
  }

  private static String rtoTitle(Figures figures) {
    return figures.survival().censored() == 0
        ? "RTO"
        : "RTO (" + Words.count(figures.survival().censored()) + " censored)";
  }

  private static String phases(List<PhaseLength> phases) {
    return phases.stream()
        .filter(phase -> phase.seconds() >= SHORTEST_PHASE_SECONDS)
        .map(phase -> phase.phase() + " " + Words.shortSeconds(phase.seconds()))
        .collect(Collectors.joining(", "));
  }

  private static String seconds(@Nullable Double seconds) {
    return seconds == null ? "-" : Words.seconds(seconds);
  }

  private String objectives(Figures figures) {
    if (figures.objectives().isEmpty()) {
      return "";
    }
    TextTable table = new TextTable().limit(3, EVIDENCE_WIDTH);
    table.cell("objective", ink::faint).cell("verdict", ink::faint);
    table.cell("measured", ink::faint).cell("of", ink::faint).end();
    for (ObjectiveFigure objective : figures.objectives()) {
      table
          .cell(objective.text())
          .cell(objective.result().key(), text -> ink.result(objective.result(), text))
          .cell(objective.measured())
          .cell(
              objective.result() == Result.UNKNOWN
                  ? objective.why()
                  : Words.count(objective.population()))
          .end();
    }
    return table.text(INDENT) + "\n";
  }

  private String closing(RunCard card, Judgement judgement, Figures figures) {
    return INDENT
        + "target "
        + Banner.of(figures.run().target())
        + "\n"
        + INDENT
        + "judged "
        + Words.count(figures.evidence().events(), "event")
        + ", times good to +-"
        + String.format(Locale.ROOT, "%.0f ms", Math.ceil(figures.fitness().goodToMillis()))
        + "\n\n"
        + word(judgement.overall())
        + took(card)
        + "  (exit "
        + card.exitCode()
        + ")    ./drillmaster report --open    "
        + card.folder()
        + "\n";
  }

  private static String took(RunCard card) {
    Duration rounded = Duration.ofSeconds(Math.round(card.took().toMillis() / 1000.0));
    return card.took().isZero() ? "" : " in " + Words.length(rounded);
  }

  private String word(Result result) {
    return ink.result(result, result.key().toUpperCase(Locale.ROOT));
  }
}
