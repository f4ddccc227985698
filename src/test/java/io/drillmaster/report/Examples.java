package io.drillmaster.report;

import io.drillmaster.check.Checks;
import io.drillmaster.check.Counterexample;
import io.drillmaster.check.Figures;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Literal runs to write reports about: a pass, a fail and an unknown. */
final class Examples {
  /** Stamp of the figures' zero. */
  static final long ZERO = 50_000_000_000L;

  private Examples() {}

  static Figures figures() {
    return FigureExamples.figures("", 0);
  }

  static Figures figures(String hostile, int stuck) {
    return FigureExamples.figures(hostile, stuck);
  }

  static Figures control() {
    return FigureExamples.control();
  }

  static RunCard card(int exit) {
    return new RunCard(
        "reports/runs/crash-one-master-20260304T091502Z-20817",
        "./drillmaster run crash-one-master --seed 20817",
        Duration.ofMillis(66_200),
        exit,
        ZERO);
  }

  static Judgement passing() {
    return new Judgement(
        "crash-one-master",
        "twin",
        "7f3",
        20817,
        Result.PASS,
        "Every check passed; 556 of 556 hit are back.",
        List.of(
            pass(Checks.PINNED_MEDIA_NODE, "334 lives, 3,912 observations", "0 disagree"),
            pass(Checks.ONE_LIFE, "334 lives of 250 sessions", "0 split"),
            pass(
                Checks.EVERYONE_RECONNECTED, "556 of 556 hit are back", "221 resumed, 335 rebuilt"),
            pass(Checks.TOLD_THE_TRUTH, "335 told nodeCrashed", "0 wrong reason"),
            pass(Checks.MEMBERSHIP_AGREES, "250 sessions, 3 views each", "0 ghosts"),
            pass(Checks.SIGNALS_DELIVERED, "12,226 sent", "0 lost, 0 twice, 118 unknown outcome"),
            pass(Checks.OBJECTIVES, "3 of 3", "556 hit"),
            pass(Checks.HARNESS_HONEST, "loop lag at most 9 ms, steal 0 %", "no unfit interval")),
        List.of(Checks.PINNED_MEDIA_NODE, Checks.EVERYONE_RECONNECTED),
        List.of(),
        List.of("a silent master", "loss of the store", "real media"),
        0);
  }

  static Judgement failing() {
    List<Verdict> verdicts = new ArrayList<>(passing().verdicts());
    verdicts.set(0, moved());
    verdicts.set(2, stuck());
    verdicts.set(
        4,
        new Verdict(
            Checks.MEMBERSHIP_AGREES,
            Result.UNKNOWN,
            "no settled instant",
            "",
            "nobody was settled before the end; end the drill with `steady: settled`",
            List.of(),
            List.of(),
            0));
    return new Judgement(
        "crash-one-master",
        "twin",
        "7f3",
        20817,
        Result.FAIL,
        "PinnedMediaNode and EveryoneReconnected failed.",
        verdicts,
        passing().required(),
        List.of(Checks.MEMBERSHIP_AGREES),
        passing().notTested(),
        0);
  }

  private static Verdict moved() {
    return new Verdict(
        Checks.PINNED_MEDIA_NODE,
        Result.FAIL,
        "334 lives, 3,912 observations",
        "2 disagree",
        "",
        List.of(
            new Counterexample(
                "session drill-7f3-017, life 3: participant p-017-2 was told k1 at +00:00.912,"
                    + " participant p-017-4 was told k2 at +00:01.204",
                "drill-7f3-017",
                "p-017-4",
                ZERO + 1_204_000_000L,
                List.of(
                    "+00:00.871  p-017-2  joined life 3 as con_A7",
                    "+00:00.912  p-017-2  answer names 192.0.2.1 (k1)",
                    "+00:01.163  p-017-4  joined life 3 as con_F2",
                    "+00:01.204  p-017-4  candidate names 192.0.2.2 (k2)"))),
        List.of("3 lives had a single observer"),
        2);
  }

  private static Verdict stuck() {
    return new Verdict(
        Checks.EVERYONE_RECONNECTED,
        Result.FAIL,
        "553 of 556 hit are back",
        "3 stuck",
        "",
        List.of(
            new Counterexample(
                "participant p-101-3 lost its socket at +00:00.004 and was never served again",
                "drill-7f3-101",
                "p-101-3",
                ZERO + 4_000_000L,
                List.of())),
        List.of(),
        3);
  }

  static Judgement unknown() {
    List<Verdict> verdicts = new ArrayList<>(passing().verdicts());
    verdicts.set(
        2,
        new Verdict(
            Checks.EVERYONE_RECONNECTED,
            Result.UNKNOWN,
            "no obligation",
            "",
            "nobody was hit by a fault on a master; raise load.sessions",
            List.of(),
            List.of(),
            0));
    return new Judgement(
        "crash-one-master",
        "twin",
        "7f3",
        20817,
        Result.UNKNOWN,
        "EveryoneReconnected is required and unknown.",
        verdicts,
        passing().required(),
        List.of(),
        passing().notTested(),
        0);
  }

  private static Verdict pass(String check, String figure, String evidence) {
    return new Verdict(check, Result.PASS, figure, evidence, "", List.of(), List.of(), 0);
  }
}
