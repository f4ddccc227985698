package io.drillmaster.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The stamp up to which a growing history is complete: the oldest last tick over the files that are
 * still written. Pure: time is passed in. Not thread-safe.
 */
final class Watermark {

  /**
   * A writer that ticks every 200 ms and is silent for this long is stopped or dead; waiting for it
   * would blind everybody who watches the run.
   */
  static final Duration LEFT_OUT_AFTER = Duration.ofSeconds(2);

  /** What is known of one file. */
  private static final class Writer {
    final long firstSeenAt;
    long promise = Long.MIN_VALUE;

    Writer(long firstSeenAt) {
      this.firstSeenAt = firstSeenAt;
    }

    long heardAt() {
      return promise == Long.MIN_VALUE ? firstSeenAt : promise;
    }
  }

  private final Map<String, Writer> live = new TreeMap<>();

  /** A file appeared; it holds the watermark back until its first tick. */
  void appeared(String writer, long now) {
    live.put(writer, new Writer(now));
  }

  /** Its last tick: nothing older follows. */
  void promised(String writer, long stamp) {
    Writer known = live.get(writer);
    if (known != null) {
      known.promise = Math.max(known.promise, stamp);
    }
  }

  /** Its footer was read: it holds nothing back any more. */
  void completed(String writer) {
    live.remove(writer);
  }

  /** Where the watermark stands; the largest stamp when no file is live. */
  long at(long now) {
    long lowest = Long.MAX_VALUE;
    for (Writer writer : live.values()) {
      if (!isSilent(writer, now)) {
        lowest = Math.min(lowest, writer.promise);
      }
    }
    return lowest;
  }

  /** Writers that do not tick any more and are not waited for, by name. */
  List<String> leftOut(long now) {
    List<String> silent = new ArrayList<>();
    live.forEach(
        (name, writer) -> {
          if (isSilent(writer, now)) {
            silent.add(name);
          }
        });
    return List.copyOf(silent);
  }

  private static boolean isSilent(Writer writer, long now) {
    return now - writer.heardAt() > LEFT_OUT_AFTER.toNanos();
  }
}
