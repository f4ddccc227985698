package io.drillmaster.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bounded aggregates of a run that a report is drawn from (decision D24): at most a few hundred
 * kilobytes whatever the history's size. Times are seconds on one axis, zero = the first fault's
 * inject.invoke. All series run beside {@code bins}.
 *
 * @param run what was run
 * @param bins right edge of each bin in seconds, at most {@link #MOST_BINS}
 * @param marks phases, faults, nodes gone and seen, oldest first
 * @param states participants by state at the right edge of each bin
 * @param lanes nodes, masters first
 * @param blasts who was hit against what was expected, one per fault
 * @param unexplained outages that no fault explains
 * @param survival how many are still out, by time since their outage began
 * @param recovery recovery times: all, then by way back
 * @param strata recovery times by fault where there are several, of those hit again while out, and
 *     of sessions from the first member out until the last is back
 * @param upgrades recovery times of those back by the number of upgrades they needed, which stands
 *     in the place of the way
 * @param objectives the drill's own numbers
 * @param storm attempts to get in, by answer
 * @param signals room signals
 * @param joins first joins, from the intention to the answer
 * @param fitness of the harness
 * @param evidence how much was read
 * @param worst the longest outages as one-line life stories, worst first, at most {@link
 *     #MOST_STORIES}
 */
public record Figures(
    Run run,
    List<Double> bins,
    List<Mark> marks,
    States states,
    List<Lane> lanes,
    List<Blast> blasts,
    int unexplained,
    Survival survival,
    List<Recovery> recovery,
    List<Recovery> strata,
    List<Recovery> upgrades,
    List<ObjectiveFigure> objectives,
    Storm storm,
    Signals signals,
    Latencies joins,
    Fitness fitness,
    Evidence evidence,
    List<Story> worst) {

  /** More could not be told apart on a screen. */
  public static final int MOST_BINS = 600;

  /** More would not be read. */
  public static final int MOST_STORIES = 20;

  /** Points of a survival curve: more could not be told apart on a screen. */
  public static final int MOST_POINTS = 400;

  /** Marks kept: a drill has a handful of faults and phases. */
  public static final int MOST_MARKS = 300;

  public Figures {
    bins = List.copyOf(bins);
    marks = List.copyOf(marks);
    lanes = List.copyOf(lanes);
    blasts = List.copyOf(blasts);
    recovery = List.copyOf(recovery);
    strata = List.copyOf(strata);
    upgrades = List.copyOf(upgrades);
    objectives = List.copyOf(objectives);
    worst = List.copyOf(worst);
  }

  /**
   * What was run.
   *
   * @param target the kind of target
   * @param zeroWall wall time of the axis' zero, ISO-8601 UTC
   * @param zeroMeans what zero is, e.g. "inject of crash-1" or "steady state began"
   * @param clocks every clock, limit and threshold with its value, in words
   * @param fromSeconds first event
   * @param toSeconds last event
   */
  public record Run(
      String drill,
      String proves,
      String target,
      String run,
      long seed,
      String tool,
      String java,
      String host,
      String zeroWall,
      String zeroMeans,
      double limitSeconds,
      String limitWhy,
      List<Named> clocks,
      int sessions,
      int participants,
      double fromSeconds,
      double toSeconds,
      String drillYaml) {
    public Run {
      clocks = List.copyOf(clocks);
    }
  }

  /** A named value in words. */
  public record Named(String name, String value) {}

  /** What a mark on the time axis is. */
  public enum MarkKind {
    PHASE,
    FAULT,
    EFFECT,
    HEALED,
    NODE_SEEN,
    NODE_GONE,
    /** Somebody told the run what was done by hand. */
    MARKED
  }

  /**
   * A moment worth a line across all charts.
   *
   * @param node the node; empty = none
   */
  public record Mark(double at, MarkKind kind, String node, String text) {}

  /** Participants by state; each list runs beside {@link Figures#bins}. */
  public record States(
      List<Integer> joining,
      List<Integer> served,
      List<Integer> lost,
      List<Integer> rejoining,
      List<Integer> rebuilding,
      List<Integer> gone) {
    public States {
      joining = List.copyOf(joining);
      served = List.copyOf(served);
      lost = List.copyOf(lost);
      rejoining = List.copyOf(rejoining);
      rebuilding = List.copyOf(rebuilding);
      gone = List.copyOf(gone);
    }
  }

  /** What a span of a lane says. */
  public enum SpanKind {
    /** In the rotation of every balancer that knows it. */
    IN_ROTATION,
    /** Known to a balancer and out of its rotation. */
    OUT_OF_ROTATION,
    /** Under a fault of ours. */
    FAULT,
    /** From seen to gone. */
    ALIVE
  }

  /** A time in which something held of a node. */
  public record Span(SpanKind kind, double from, double to, String why) {}

  /**
   * One node over time.
   *
   * @param role its part, in the drill file's word
   * @param sockets client sockets by entry, beside {@link Figures#bins}; empty for others than
   *     masters
   */
  public record Lane(String node, String role, List<Integer> sockets, List<Span> spans) {
    public Lane {
      sockets = List.copyOf(sockets);
      spans = List.copyOf(spans);
    }
  }

  /**
   * Who was hit by a fault against what was expected.
   *
   * @param kind the fault's word
   * @param targets node names
   * @param population participants served before it
   * @param expectedHit by the formula
   * @param formula the formula in words
   * @param observedHit participants with an outage that this fault explains
   * @param rows by what they shared with the targets
   */
  public record Blast(
      String fault,
      String kind,
      List<String> targets,
      int population,
      double expectedHit,
      String formula,
      int observedHit,
      List<BlastRow> rows) {
    public Blast {
      targets = List.copyOf(targets);
      rows = List.copyOf(rows);
    }
  }

  /** What participants shared with a fault's targets when it struck. */
  public enum Relation {
    ENTRY("entry"),
    OWNER("owner"),
    BOTH("entry and owner"),
    MEDIA_NODE("media node"),
    NEITHER("neither"),
    UNKNOWN("unknown");

    private final String key;

    Relation(String key) {
      this.key = key;
    }

    /** In words. */
    public String key() {
      return key;
    }
  }

  /**
   * Participants of one relation by what became of them; the last six sum to {@code population}.
   *
   * @param untouched no outage
   * @param lost hit and not back at the end
   * @param gone the application left by its policy
   */
  public record BlastRow(
      Relation relation,
      int population,
      int resumed,
      int rejoined,
      int rebuilt,
      int lost,
      int gone,
      int untouched) {}

  /**
   * Back by any way: Kaplan-Meier; by way: Aalen-Johansen cumulative incidence (checks.md 4.4).
   *
   * @param population outages counted
   * @param censored of them, those whose end was not seen
   * @param out share still out, falling from 1
   * @param ways share back by each way, rising
   * @param atRisk how many are still watched at round times
   */
  public record Survival(
      int population, int censored, List<Point> out, List<Curve> ways, List<AtRisk> atRisk) {
    public Survival {
      out = List.copyOf(out);
      ways = List.copyOf(ways);
      atRisk = List.copyOf(atRisk);
    }
  }

  /** A step of a curve: from {@code seconds} on the share is {@code share}. */
  public record Point(double seconds, double share) {}

  /** A named curve. */
  public record Curve(String way, List<Point> points) {
    public Curve {
      points = List.copyOf(points);
    }
  }

  /** How many are still watched just before a time. */
  public record AtRisk(double seconds, int count) {}

  /**
   * Recovery times of one way back or another part of those hit, in seconds; a percentile is null
   * where the sample is too small for it or the curve does not reach it.
   *
   * @param way all, resumed, rejoined, rebuilt, or what else sets these apart
   * @param phases median length of each phase over the same outages
   */
  public record Recovery(
      String way,
      int count,
      @Nullable Double p50,
      @Nullable Double p95,
      @Nullable Double p99,
      @Nullable Double max,
      List<PhaseLength> phases) {
    public Recovery {
      phases = List.copyOf(phases);
    }
  }

  /** A phase of an outage with its median length in seconds. */
  public record PhaseLength(String phase, double seconds) {}

  /**
   * An objective of the drill, judged.
   *
   * @param text as the drill says it
   * @param measured in words, e.g. "11.6 s" or "more than 12.0 s"
   * @param population how many stand behind it
   * @param why what the population is, where time starts, what is censored; or why unknown
   */
  public record ObjectiveFigure(
      String text, Result result, String measured, int population, String why) {}

  /** Attempts to get in: upgrades and REST calls of participants and their application. */
  public record Storm(List<AnswerSeries> answers) {
    public Storm {
      answers = List.copyOf(answers);
    }
  }

  /**
   * Attempts with one answer.
   *
   * @param answer e.g. 101, 200, 502, refused
   * @param attempts per bin, beside {@link Figures#bins}
   */
  public record AnswerSeries(String answer, long total, List<Integer> attempts) {
    public AnswerSeries {
      attempts = List.copyOf(attempts);
    }
  }

  /**
   * Room signals.
   *
   * @param obliged pairs of a signal and a member that had to receive it
   * @param unknownOutcome sent without a certain answer
   */
  public record Signals(
      long sent,
      long received,
      long obliged,
      long lost,
      long twice,
      long unknownOutcome,
      Latencies latency) {}

  /** Quantiles in seconds; null where the sample is too small. */
  public record Latencies(
      long count,
      @Nullable Double p50,
      @Nullable Double p95,
      @Nullable Double p99,
      @Nullable Double max) {}

  /**
   * How fit the harness was.
   *
   * @param goodToMillis figures are good to plus or minus this
   * @param lagMillisMax worst event-loop lag
   * @param gapMillisMax worst lateness of a tick
   * @param stealPercentMax stolen CPU; -1 = no instrument
   * @param foreignPercentMax CPU that other programs had of a busy host; -1 = no instrument
   * @param unfit intervals that were unfit, at most 50
   * @param missing instruments that the operating system lacks
   */
  public record Fitness(
      double goodToMillis,
      double lagMillisMax,
      double gapMillisMax,
      int stealPercentMax,
      int foreignPercentMax,
      List<Unfit> unfit,
      List<String> missing) {
    public Fitness {
      unfit = List.copyOf(unfit);
      missing = List.copyOf(missing);
    }
  }

  /** A time in which a process of the harness could not be trusted with times. */
  public record Unfit(String process, double from, double to, String why) {}

  /** How much was read, and what is missing. */
  public record Evidence(long events, List<String> writers, List<String> damages) {
    public Evidence {
      writers = List.copyOf(writers);
      damages = List.copyOf(damages);
    }
  }

  /** The outage of one participant in one line. */
  public record Story(String who, String session, double seconds, String line) {}
}
