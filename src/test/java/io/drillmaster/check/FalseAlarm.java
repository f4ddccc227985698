package io.drillmaster.check;

import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.List;

/**
 * A check that does not pass a valid history, with the least of it that still makes the same
 * complaint: a fault in the checker or in the generator.
 *
 * @param seed of the generated history
 * @param least empty if the check only says unknown: parts of a history know even less
 */
record FalseAlarm(long seed, String check, Result result, String words, List<String> least) {

  /** Events handed to the check while shrinking: some ten seconds, spent on failing tests only. */
  private static final long MOST_WORK = 3_000_000;

  /** All that one history gives. */
  static List<FalseAlarm> in(long seed, Histories histories, List<Recorded> recorded) {
    List<FalseAlarm> alarms = new ArrayList<>();
    for (Opinion opinion : Planted.opinions(histories, recorded)) {
      if (opinion.result() == Result.FAIL) {
        alarms.add(failed(seed, histories, recorded, opinion));
      } else if (opinion.result() == Result.UNKNOWN) {
        alarms.add(
            new FalseAlarm(seed, opinion.check(), Result.UNKNOWN, opinion.reason(), List.of()));
      }
    }
    return alarms;
  }

  private static FalseAlarm failed(
      long seed, Histories histories, List<Recorded> recorded, Opinion opinion) {
    Suspect first = opinion.suspects().get(0);
    Replay replay = Replay.of(histories.header(), histories.drill(), opinion.check(), first);
    List<Recorded> least =
        Shrinker.shrink(recorded, replay, MOST_WORK)
            .orElseThrow(() -> new IllegalStateException("seed " + seed + " does not repeat"));
    return new FalseAlarm(
        seed,
        opinion.check(),
        Result.FAIL,
        first.sentence().apply(HistoryScript.ORIGIN),
        least.stream().map(each -> each.writer() + ": " + each.event()).toList());
  }

  @Override
  public String toString() {
    return "seed %d: %s says %s: %s%n  %s"
        .formatted(seed, check, result, words, String.join("\n  ", least));
  }
}
