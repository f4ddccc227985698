package io.drillmaster.check;

import static io.drillmaster.check.Stamps.MILLI;
import static io.drillmaster.check.Stamps.SECOND;

import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.Header;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** How fit the harness was over time, by the thresholds of decision D5. */
final class Fitnesses {

  /** An event loop or a 10 ms tick later than this makes times untrue. */
  static final long LAG_LIMIT = 250 * MILLI;

  static final int QUEUE_LIMIT_PERCENT = 50;
  static final long FLUSH_GAP_LIMIT = SECOND;
  static final int STEAL_LIMIT_PERCENT = 20;

  /** What other processes take from a busy host is to the run what steal is to a machine. */
  static final int FOREIGN_LIMIT_PERCENT = STEAL_LIMIT_PERCENT;

  /** At this share of descriptors the next socket may fail for our reasons. */
  static final int DESCRIPTOR_LIMIT_PERCENT = 98;

  private static final String PROBER = "prober";

  /** More intervals than this say no more than "unfit throughout". */
  private static final int MOST_INTERVALS = 10_000;

  /**
   * A time in which a process could not be trusted with times.
   *
   * @param wholeHost whether it concerns every process of the host
   */
  record Interval(String process, long from, long to, boolean wholeHost, String why) {

    private static final String AND_MORE = ", and more";

    /** Whether it speaks against what that process saw. */
    boolean concerns(String other) {
      return wholeHost || process.equals(other);
    }

    /** Whether it has a moment in common with [begin, end]. */
    boolean meets(long begin, long end) {
      return from <= end && begin <= to;
    }

    Interval until(long end) {
      String told = why.endsWith(AND_MORE) ? why : why + AND_MORE;
      return new Interval(process, from, end, wholeHost, told);
    }
  }

  private final Map<String, Long> lastReadingAt = new HashMap<>();
  private final List<Interval> unfit = new ArrayList<>();
  private final TreeSet<String> missing = new TreeSet<>();
  private long readings;
  private long judgedFrom = Stamps.NEVER;
  private long latenessMax;
  private long lagMax;
  private long gapMax;
  private int stealMax = -1;
  private int foreignMax = -1;

  void accept(HarnessEvent.Fitness reading) {
    readings++;
    Long before = lastReadingAt.put(reading.process(), reading.at());
    long from = before == null ? reading.at() - SECOND : before;
    lagMax = Math.max(lagMax, reading.lagNanosMax());
    gapMax = Math.max(gapMax, reading.tickGapNanosMax());
    if (from >= judgedFrom) {
      latenessMax =
          Math.max(latenessMax, Math.max(reading.lagNanosMax(), reading.tickGapNanosMax()));
    }
    stealMax = Math.max(stealMax, reading.stealPercent());
    foreignMax = Math.max(foreignMax, reading.foreignPercent());
    if (reading.stealPercent() < 0) {
      missing.add("steal");
    }
    if (reading.throttledNanos() < 0) {
      missing.add("throttling");
    }
    if (reading.descriptorsPercent() < 0) {
      missing.add("descriptors");
    }
    judge(reading, from);
  }

  private void judge(HarnessEvent.Fitness reading, long from) {
    if (reading.lagNanosMax() > LAG_LIMIT) {
      add(reading, from, false, "event loop " + millis(reading.lagNanosMax()) + " late");
    } else if (reading.tickGapNanosMax() > LAG_LIMIT) {
      add(reading, from, false, "process stopped for " + millis(reading.tickGapNanosMax()));
    } else if (reading.queuePercentMax() > QUEUE_LIMIT_PERCENT) {
      add(reading, from, false, "recorder's queue " + reading.queuePercentMax() + " % full");
    } else if (reading.flushGapNanosMax() > FLUSH_GAP_LIMIT) {
      add(reading, from, false, "no flush for " + millis(reading.flushGapNanosMax()));
    } else if (reading.stealPercent() > STEAL_LIMIT_PERCENT) {
      add(reading, from, true, "steal " + reading.stealPercent() + " %");
    } else if (reading.foreignPercent() > FOREIGN_LIMIT_PERCENT) {
      add(
          reading,
          from,
          true,
          "other programs had " + reading.foreignPercent() + " % of a busy host's CPU");
    } else if (reading.descriptorsPercent() > DESCRIPTOR_LIMIT_PERCENT) {
      add(reading, from, false, "descriptors " + reading.descriptorsPercent() + " % used");
    }
  }

  /** The steady state begins: what was late before touches no figure of an outage. */
  void judgeFrom(long at) {
    judgedFrom = at;
    latenessMax = 0;
  }

  /** Figures are good to plus or minus this. */
  long latenessMax() {
    return latenessMax;
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%,d ms", nanos / MILLI);
  }

  private void add(HarnessEvent.Fitness reading, long from, boolean wholeHost, String why) {
    if (unfit.size() < MOST_INTERVALS) {
      unfit.add(new Interval(reading.process(), from, reading.at(), wholeHost, why));
    }
  }

  /** How long the process of a writer was unfit between two stamps. */
  long unfit(String writer, long from, long to) {
    String process = processOf(writer);
    long sum = 0;
    for (Interval each : unfit) {
      if (each.concerns(process)) {
        sum += Math.max(0, Math.min(to, each.to()) - Math.max(from, each.from()));
      }
    }
    return sum;
  }

  /** Whether some process was unfit in the two seconds before. */
  boolean isUnfit(long now) {
    return unfit.stream().anyMatch(each -> each.meets(now - 2 * SECOND, now));
  }

  /** The process that a writer's stamps depend on: the prober is a part of the harness. */
  static String processOf(String writer) {
    return writer.equals(PROBER) ? Header.HARNESS : writer;
  }

  List<Interval> unfit() {
    return unfit;
  }

  /** The same in order of time, intervals of one process that touch made one. */
  List<Interval> spells() {
    Map<String, Interval> open = new HashMap<>();
    List<Interval> spells = new ArrayList<>();
    for (Interval each : unfit) {
      Interval before = open.get(each.process());
      if (before != null && each.from() <= before.to()) {
        open.put(each.process(), before.until(each.to()));
      } else {
        if (before != null) {
          spells.add(before);
        }
        open.put(each.process(), each);
      }
    }
    spells.addAll(open.values());
    spells.sort(Comparator.comparingLong(Interval::from).thenComparing(Interval::process));
    return spells;
  }

  long readings() {
    return readings;
  }

  long lagMax() {
    return lagMax;
  }

  long gapMax() {
    return gapMax;
  }

  int stealMax() {
    return stealMax;
  }

  int foreignMax() {
    return foreignMax;
  }

  List<String> missing() {
    return List.copyOf(missing);
  }
}
