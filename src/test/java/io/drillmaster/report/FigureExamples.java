package io.drillmaster.report;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Figures.AnswerSeries;
import io.drillmaster.check.Figures.AtRisk;
import io.drillmaster.check.Figures.Blast;
import io.drillmaster.check.Figures.BlastRow;
import io.drillmaster.check.Figures.Curve;
import io.drillmaster.check.Figures.Lane;
import io.drillmaster.check.Figures.Latencies;
import io.drillmaster.check.Figures.Mark;
import io.drillmaster.check.Figures.MarkKind;
import io.drillmaster.check.Figures.Named;
import io.drillmaster.check.Figures.ObjectiveFigure;
import io.drillmaster.check.Figures.PhaseLength;
import io.drillmaster.check.Figures.Point;
import io.drillmaster.check.Figures.Recovery;
import io.drillmaster.check.Figures.Relation;
import io.drillmaster.check.Figures.Span;
import io.drillmaster.check.Figures.SpanKind;
import io.drillmaster.check.Figures.States;
import io.drillmaster.check.Figures.Story;
import io.drillmaster.check.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleToIntFunction;
import java.util.stream.IntStream;

/** Literal figures to draw reports from: a crash of one of three masters, and a control. */
final class FigureExamples {
  private static final double FROM = -22;
  private static final double TO = 44;
  private static final int BINS = 264;

  private FigureExamples() {}

  static Figures figures() {
    return figures("", 0);
  }

  /**
   * Figures of a crash of one of three masters.
   *
   * @param hostile stands wherever text from the cluster does
   * @param stuck how many never came back
   */
  static Figures figures(String hostile, int stuck) {
    return new Figures(
        run(),
        IntStream.rangeClosed(1, BINS).mapToObj(i -> FROM + i * (TO - FROM) / BINS).toList(),
        marks(hostile),
        states(stuck),
        lanes(hostile),
        List.of(blast(stuck)),
        0,
        survival(stuck),
        recovery(stuck),
        List.of(new Recovery("sessions whole", 168, 5.9, 12.1, null, 12.9, List.of())),
        List.of(
            new Recovery("1", 549, 4.8, 11.0, 12.4, 12.9, List.of()),
            new Recovery("2", 7, null, null, null, 11.9, List.of())),
        objectives(stuck),
        storm(),
        new Figures.Signals(
            12_226, 36_411, 36_100, 0, 0, 118, new Latencies(36_411, 0.004, 0.011, 0.031, 0.212)),
        new Latencies(1000, 0.061, 0.180, 0.244, 0.301),
        new Figures.Fitness(
            3,
            9.1,
            12.4,
            0,
            0,
            stuck == 0
                ? List.of()
                : List.of(new Figures.Unfit("worker-1", 17.2, 18.1, "tick gap 412 ms")),
            List.of("cgroup throttling")),
        new Figures.Evidence(
            214_806,
            List.of("harness", "worker-1", "prober"),
            stuck == 0 ? List.of() : List.of(hostile)),
        List.of(
            new Story(
                "p-044-1", "drill-7f3-044", 12.9, "lost entry; 502, 502, rebuilt; " + hostile),
            new Story("p-101-3", "drill-7f3-101", 11.6, "told nodeCrashed at +5.1 s; rebuilt")));
  }

  /** Every series at its bound: the size of a report of the longest run. */
  static Figures largest() {
    Figures small = figures();
    List<Double> bins = IntStream.range(0, Figures.MOST_BINS).mapToObj(i -> i + 0.123).toList();
    List<Integer> series = bins.stream().map(bin -> 100_000 + bin.intValue()).toList();
    List<Mark> marks =
        IntStream.range(0, Figures.MOST_MARKS)
            .mapToObj(i -> new Mark(i, MarkKind.FAULT, "m" + i, "fault number " + i))
            .toList();
    List<Lane> lanes =
        IntStream.range(0, 32)
            .mapToObj(i -> new Lane("m" + i, "master", series, small.lanes().get(1).spans()))
            .toList();
    return new Figures(
        small.run(),
        bins,
        marks,
        new States(series, series, series, series, series, series),
        lanes,
        small.blasts(),
        small.unexplained(),
        small.survival(),
        small.recovery(),
        small.strata(),
        small.upgrades(),
        small.objectives(),
        new Figures.Storm(List.of(new AnswerSeries("101", 1, series))),
        small.signals(),
        small.joins(),
        small.fitness(),
        small.evidence(),
        small.worst());
  }

  /** Figures of a run without faults. */
  static Figures control() {
    Figures hit = figures();
    return new Figures(
        hit.run(),
        hit.bins(),
        List.of(new Mark(0, MarkKind.PHASE, "", "steady")),
        hit.states(),
        hit.lanes(),
        List.of(),
        0,
        new Figures.Survival(0, 0, List.of(), List.of(), List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        hit.storm(),
        hit.signals(),
        hit.joins(),
        hit.fitness(),
        hit.evidence(),
        List.of());
  }

  private static Figures.Run run() {
    return new Figures.Run(
        "crash-one-master",
        "When one of three masters crashes, everyone it served is back within 30 s and no session"
            + " moves to another media node.",
        "twin",
        "7f3",
        20817,
        "0.1.0",
        "17.0.15",
        "builder",
        "2026-03-04T09:15:24.207Z",
        "inject of crash-1",
        34,
        "auto: ejection 3 s + lease 5.3 s + EVCLOSE 10 s + join time-out 10 s + two retries 6 s",
        List.of(
            new Named("protocol clocks", "real: window 10 s, ping 5 s, lease 5 s"),
            new Named("infrastructure clocks", "fast: check 1 s, 2 bad, first byte 2 s"),
            new Named("HOLD", "16 s"),
            new Named("settling", "16 s")),
        250,
        1000,
        FROM,
        TO,
        """
        drill: crash-one-master
        target: { twin: { masters: 3, mediaNodes: 2 } }
        timeline:
          - steady: 5s
          - crash: { master: one }
          - until: recovered
          - steady: settled
        """);
  }

  private static List<Mark> marks(String hostile) {
    return List.of(
        new Mark(-22, MarkKind.PHASE, "", "ramp"),
        new Mark(-5, MarkKind.PHASE, "", "steady 5 s"),
        new Mark(0, MarkKind.FAULT, "m2", "crash m2"),
        new Mark(0.003, MarkKind.EFFECT, "m2", "exit 137; cut after 3 ms"),
        new Mark(0.004, MarkKind.NODE_GONE, "m2", "killed by signal 9"),
        new Mark(0.1, MarkKind.PHASE, "", "recover"),
        new Mark(6.4, MarkKind.NODE_SEEN, "m4", hostile),
        new Mark(9.2, MarkKind.HEALED, "m2", "replaced by m4"),
        new Mark(13.4, MarkKind.PHASE, "", "settle 16 s"),
        new Mark(30, MarkKind.PHASE, "", "quiet"),
        new Mark(35, MarkKind.PHASE, "", "leave"));
  }

  private static List<Integer> series(DoubleToIntFunction at) {
    return IntStream.rangeClosed(1, BINS)
        .mapToObj(i -> Math.max(0, at.applyAsInt(FROM + i * (TO - FROM) / BINS)))
        .toList();
  }

  private static double share(double t) {
    double fast = t < 0.2 ? 1 : t < 3 ? 0.62 : t < 3.2 ? 0.45 : 0.4;
    return t < 0 || t > 12.9
        ? 0
        : t < 4.2 ? fast : Math.max(0.002, 0.4 * Math.exp((4.2 - t) / 2.2));
  }

  private static int joined(double t) {
    return t < -20
        ? 0
        : t < -8
            ? (int) ((t + 20) / 12 * 1000)
            : t < 36 ? 1000 : Math.max(0, (int) (1000 * (40 - t) / 4));
  }

  private static int out(double t, int stuck) {
    return t < 0 || t > 38 ? 0 : (int) Math.max(stuck, 556 * share(t));
  }

  private static States states(int stuck) {
    return new States(
        series(t -> t < -8 && t > -20 ? 40 : 0),
        series(t -> joined(t) - out(t, stuck)),
        series(
            t ->
                t < 4.2
                    ? out(t, stuck)
                    : stuck == 0 || t > 38
                        ? out(t, stuck) / 3
                        : Math.max(stuck, out(t, stuck) / 3)),
        series(t -> 0),
        series(t -> t < 4.2 ? 0 : out(t, 0) * 2 / 3),
        series(t -> 0));
  }

  private static List<Lane> lanes(String hostile) {
    return List.of(
        new Lane(
            "m1",
            "master",
            series(t -> joined(t) / 3 + (t > 0.2 && t < 36 ? 160 : 0)),
            List.of(span(SpanKind.ALIVE, -22, 44), span(SpanKind.IN_ROTATION, -21, 44))),
        new Lane(
            "m2",
            "master",
            series(t -> t < 0 ? joined(t) / 3 : 0),
            List.of(
                span(SpanKind.ALIVE, -22, 0),
                span(SpanKind.IN_ROTATION, -21, 2.3),
                new Span(SpanKind.OUT_OF_ROTATION, 2.3, 9.2, hostile),
                span(SpanKind.FAULT, 0, 9.2))),
        new Lane(
            "m3",
            "master",
            series(t -> joined(t) / 3 + (t > 0.2 && t < 36 ? 150 : 0)),
            List.of(span(SpanKind.ALIVE, -22, 44), span(SpanKind.IN_ROTATION, -21, 44))),
        new Lane(
            "m4",
            "master",
            series(t -> t > 9 && t < 36 ? 23 : 0),
            List.of(
                span(SpanKind.ALIVE, 6.4, 44),
                span(SpanKind.OUT_OF_ROTATION, 6.4, 9.2),
                span(SpanKind.IN_ROTATION, 9.2, 44))),
        new Lane("k1", "mediaNode", List.of(), List.of(span(SpanKind.ALIVE, -22, 44))),
        new Lane("k2", "mediaNode", List.of(), List.of(span(SpanKind.ALIVE, -22, 44))));
  }

  private static Span span(SpanKind kind, double from, double to) {
    return new Span(kind, from, to, "");
  }

  private static Blast blast(int stuck) {
    return new Blast(
        "crash-1",
        "crash",
        List.of("m2"),
        1000,
        555.6,
        "1 - (1 - 1/3)^2 of 1,000",
        556,
        List.of(
            new BlastRow(Relation.ENTRY, 221, 214, 7, 0, 0, 0, 0),
            new BlastRow(Relation.OWNER, 224, 0, 0, 224, 0, 0, 0),
            new BlastRow(Relation.BOTH, 111, 0, 0, 111 - stuck, stuck, 0, 0),
            new BlastRow(Relation.NEITHER, 444, 0, 0, 0, 0, 0, 444)));
  }

  private static Figures.Survival survival(int stuck) {
    List<Point> out = new ArrayList<>();
    List<Point> resumed = new ArrayList<>();
    List<Point> rebuilt = new ArrayList<>();
    double floor = stuck / 556.0;
    for (double t = 0; t <= 13.2; t += 0.1) {
      double share = Math.max(floor, t == 0 ? 1 : share(t));
      out.add(new Point(t, share));
      double back = 1 - share;
      resumed.add(new Point(t, Math.min(0.385, back)));
      rebuilt.add(new Point(t, Math.max(0, back - 0.385)));
    }
    return new Figures.Survival(
        556,
        stuck,
        out,
        List.of(new Curve("resumed", resumed), new Curve("rebuilt", rebuilt)),
        List.of(new AtRisk(0, 556), new AtRisk(1, 345), new AtRisk(5, 155), new AtRisk(10, 16)));
  }

  private static List<Recovery> recovery(int stuck) {
    List<PhaseLength> resumed =
        List.of(
            new PhaseLength("noticed", 0.001),
            new PhaseLength("upgraded", 0.090),
            new PhaseLength("served", 0.020));
    List<PhaseLength> rebuilt =
        List.of(
            new PhaseLength("noticed", 0.001),
            new PhaseLength("upgraded", 0.090),
            new PhaseLength("told", 4.6),
            new PhaseLength("credentials", 0.5),
            new PhaseLength("joined", 0.3),
            new PhaseLength("served", 0.02));
    return List.of(
        new Recovery("all", 556, 4.9, 11.2, null, stuck == 0 ? 12.9 : null, rebuilt),
        new Recovery("resumed", 214, 0.1, 3.2, 3.4, 3.4, resumed),
        new Recovery("rejoined", 7, null, null, null, 11.9, resumed),
        new Recovery("rebuilt", 335 - stuck, 5.6, 11.4, 12.1, 12.9, rebuilt));
  }

  private static List<ObjectiveFigure> objectives(int stuck) {
    boolean all = stuck == 0;
    return List.of(
        new ObjectiveFigure(
            "back >= 100 %",
            all ? Result.PASS : Result.FAIL,
            all ? "100 %" : "99.5 %",
            556,
            "all served within 10 s before the fault and exposed to it"),
        new ObjectiveFigure(
            "rto p95 <= 15s", Result.PASS, "11.2 s", 556, "from each outage's start"),
        new ObjectiveFigure(
            "unexplained losses = 0", Result.PASS, "0", 1000, "over the whole run"));
  }

  private static Figures.Storm storm() {
    return new Figures.Storm(
        List.of(
            new AnswerSeries(
                "101",
                1402,
                series(
                    t ->
                        t > -20 && t < -8
                            ? 21
                            : t > 0 && t < 0.4 ? 90 : t > 3 && t < 3.3 ? 30 : 0)),
            new AnswerSeries(
                "200", 2310, series(t -> t > -20 && t < -8 ? 30 : t > 4.2 && t < 6 ? 60 : 0)),
            new AnswerSeries("502", 141, series(t -> t > 0 && t < 2.2 ? 12 : 0)),
            new AnswerSeries("503", 84, series(t -> t > 0.1 && t < 5 ? 4 : 0))));
  }
}
