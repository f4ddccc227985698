package io.drillmaster.report;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Figures.PhaseLength;
import io.drillmaster.check.Figures.Recovery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How long it took: quantiles by way back, phases, objectives, who is still watched. */
record RecoveryPart(
    String population,
    List<Row> rows,
    boolean hasRows,
    List<Row> strata,
    List<Row> upgrades,
    boolean hasUpgrades,
    List<Key> phaseKeys,
    boolean hasPhases,
    List<ObjectiveRow> objectives,
    boolean hasObjectives,
    List<RiskRow> atRisk,
    boolean hasAtRisk) {

  /** Colours of phases that can be told apart; later ones begin again. */
  private static final int PHASE_COLOURS = 10;

  /** One way back. */
  record Row(
      String way,
      String count,
      String p50,
      String p95,
      String p99,
      String max,
      List<Bar> phases,
      String phasesInWords) {}

  /** A phase as a part of a bar. */
  record Bar(String css, String width, String title) {}

  /** A phase and its colour. */
  record Key(String css, String phase) {}

  /** An objective, judged. */
  record ObjectiveRow(
      String text, String word, String css, String measured, String population, String why) {}

  /** How many are still watched. */
  record RiskRow(String at, String count) {}

  static RecoveryPart of(Figures figures) {
    List<String> phases = phases(figures);
    double longest = figures.recovery().stream().mapToDouble(RecoveryPart::length).max().orElse(0);
    Figures.Survival survival = figures.survival();
    return new RecoveryPart(
        "%s, %s whose end was not seen"
            .formatted(
                Words.count(survival.population(), "outage"), Words.count(survival.censored())),
        figures.recovery().stream().map(recovery -> row(recovery, phases, longest)).toList(),
        !figures.recovery().isEmpty(),
        figures.strata().stream().map(recovery -> row(recovery, phases, longest)).toList(),
        figures.upgrades().stream().map(recovery -> row(recovery, phases, longest)).toList(),
        !figures.upgrades().isEmpty(),
        phases.stream().map(phase -> new Key(css(phases, phase), phase)).toList(),
        !phases.isEmpty(),
        figures.objectives().stream().map(RecoveryPart::row).toList(),
        !figures.objectives().isEmpty(),
        survival.atRisk().stream()
            .map(risk -> new RiskRow(Words.plainSeconds(risk.seconds()), Words.count(risk.count())))
            .toList(),
        !survival.atRisk().isEmpty());
  }

  private static List<String> phases(Figures figures) {
    Set<String> names = new LinkedHashSet<>();
    figures.recovery().forEach(recovery -> recovery.phases().forEach(p -> names.add(p.phase())));
    return List.copyOf(names);
  }

  private static double length(Recovery recovery) {
    return recovery.phases().stream().mapToDouble(PhaseLength::seconds).sum();
  }

  private static Row row(Recovery recovery, List<String> phases, double longest) {
    List<Bar> bars = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (PhaseLength phase : recovery.phases()) {
      String text = "%s %s".formatted(phase.phase(), Words.shortSeconds(phase.seconds()));
      if (phase.seconds() > 0 && longest > 0) {
        String width = String.format(Locale.ROOT, "%.2f%%", 100 * phase.seconds() / longest);
        bars.add(new Bar(css(phases, phase.phase()), width, text));
        words.add(text);
      }
    }
    return new Row(
        recovery.way(),
        Words.count(recovery.count()),
        seconds(recovery.p50()),
        seconds(recovery.p95()),
        seconds(recovery.p99()),
        seconds(recovery.max()),
        bars,
        String.join(", ", words));
  }

  private static ObjectiveRow row(Figures.ObjectiveFigure objective) {
    return new ObjectiveRow(
        objective.text(),
        objective.result().key(),
        objective.result().key(),
        objective.measured(),
        Words.count(objective.population()),
        objective.why());
  }

  private static String css(List<String> phases, String phase) {
    return "phase-" + phases.indexOf(phase) % PHASE_COLOURS;
  }

  private static String seconds(@Nullable Double seconds) {
    return seconds == null ? "-" : Words.seconds(seconds);
  }
}
