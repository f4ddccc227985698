package io.drillmaster.report;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Figures.Latencies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attempts to get in by answer, signals and joins. */
record StormPart(
    List<AnswerRow> answers, boolean hasAnswers, String signals, List<LatencyRow> latencies) {

  /** Attempts with one answer. */
  record AnswerRow(String answer, String total) {}

  /** Quantiles of one kind of operation. */
  record LatencyRow(String what, String count, String p50, String p95, String p99, String max) {}

  static StormPart of(Figures figures) {
    Figures.Signals signals = figures.signals();
    return new StormPart(
        figures.storm().answers().stream()
            .map(answer -> new AnswerRow(answer.answer(), Words.count(answer.total())))
            .toList(),
        !figures.storm().answers().isEmpty(),
        "%s sent, %s received; of %s pairs of a signal and a member that had to receive it %s were"
                .formatted(
                    Words.count(signals.sent()),
                    Words.count(signals.received()),
                    Words.count(signals.obliged()),
                    Words.count(signals.lost()))
            + " lost and %s came twice; %s had an unknown outcome"
                .formatted(Words.count(signals.twice()), Words.count(signals.unknownOutcome())),
        List.of(
            row("signal, from the intended time to each receipt", signals.latency()),
            row("first join, from the intention to the answer", figures.joins())));
  }

  private static LatencyRow row(String what, Latencies latencies) {
    return new LatencyRow(
        what,
        Words.count(latencies.count()),
        seconds(latencies.p50()),
        seconds(latencies.p95()),
        seconds(latencies.p99()),
        seconds(latencies.max()));
  }

  private static String seconds(@Nullable Double seconds) {
    return seconds == null ? "-" : Words.shortSeconds(seconds);
  }
}
