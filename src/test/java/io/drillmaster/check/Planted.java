package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.Event;
import io.drillmaster.history.History;
import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A violation planted in a generated valid history, for the checks to find.
 *
 * @param seed of the history
 * @param valid the history before
 * @param recorded and after
 */
record Planted(long seed, Histories valid, List<Recorded> recorded) {

  /** More are tried by hand with {@code -Ddrillmaster.seeds=2000}. */
  static final int SEEDS = Integer.getInteger("drillmaster.seeds", 3);

  /** Changed events told by a failing test. */
  private static final int TOLD = 12;

  /** Changes one event into others; the same event back = no change. */
  interface Mutator {
    List<Event> apply(Event event, ValidHistories valid);
  }

  /** By one mutator in the history of one seed. */
  static Planted by(Mutator mutator, long seed) {
    ValidHistories valid = new ValidHistories(seed);
    return in(seed, valid.histories, event -> mutator.apply(event, valid));
  }

  /** In a history, event by event. */
  static Planted in(long seed, Histories valid, Function<Event, List<Event>> change) {
    List<Recorded> changed = new ArrayList<>();
    for (Recorded each : valid.recorded()) {
      for (Event event : change.apply(each.event())) {
        changed.add(new Recorded(each.writer(), each.index(), event));
      }
    }
    return new Planted(seed, valid, merged(changed));
  }

  /** The check fails every mutated history, and one of its sentences has these words. */
  static void caught(String check, String words, Mutator mutator) {
    for (long seed = 0; seed < SEEDS; seed++) {
      Planted planted = by(mutator, seed);
      planted.isCaught(check, words);
      if (seed == 0) {
        planted.isShown(check);
      }
    }
  }

  /** The check knows too little in every mutated history, and says why in these words. */
  static void leftUnknown(String check, String words, Mutator mutator) {
    for (long seed = 0; seed < SEEDS; seed++) {
      by(mutator, seed).isLeftUnknown(check, words);
    }
  }

  void isCaught(String check, String words) {
    Opinion opinion = opinion(check);
    assertThat(opinion.result()).as(() -> story(opinion)).isEqualTo(Result.FAIL);
    assertThat(opinion.suspects())
        .as(() -> story(opinion))
        .anyMatch(suspect -> suspect.sentence().apply(HistoryScript.ORIGIN).contains(words));
  }

  void isLeftUnknown(String check, String words) {
    Opinion opinion = opinion(check);
    assertThat(opinion.result()).as(() -> story(opinion)).isEqualTo(Result.UNKNOWN);
    assertThat(opinion.reason()).as("seed %d", seed).contains(words);
  }

  /** The whole judgement fails, with the events around the counterexample. */
  private void isShown(String check) {
    Judgement judgement =
        new Judge(valid.header(), valid.drill(), each -> each.event().toString())
            .judge(new History.InMemory(List.of(valid.header()), recorded, List.of()))
            .judgement();
    assertThat(judgement.exitCode()).isEqualTo(1);
    assertThat(judgement.verdict(check).orElseThrow().counterexample().orElseThrow().events())
        .isNotEmpty();
  }

  /** A mutator that changes nothing would show nothing. */
  private Opinion opinion(String check) {
    assertThat(recorded.stream().map(Recorded::event).toList())
        .as("seed %d: the mutator changed nothing", seed)
        .isNotEqualTo(valid.recorded().stream().map(Recorded::event).toList());
    return opinions(valid, recorded).stream()
        .filter(each -> each.check().equals(check))
        .findFirst()
        .orElseThrow();
  }

  /** What all checks say, without the events around their counterexamples. */
  static List<Opinion> opinions(Histories histories, List<Recorded> recorded) {
    Bench bench = new Bench(new Progress(histories.header(), histories.drill()));
    recorded.forEach(bench::accept);
    bench.finish(List.of());
    return bench.opinions();
  }

  /** What a failing test tells: the seed, what the check said, and what was planted. */
  private String story(Opinion opinion) {
    Set<Event> before = new HashSet<>();
    valid.recorded().forEach(each -> before.add(each.event()));
    List<String> planted =
        recorded.stream()
            .map(Recorded::event)
            .filter(event -> !before.contains(event))
            .limit(TOLD)
            .map(Event::toString)
            .toList();
    return "seed %d, %s: %s %s%s%nplanted, beside what was left out:%n  %s%n"
        .formatted(
            seed,
            opinion.check(),
            opinion.figure(),
            opinion.reason(),
            opinion.suspects().stream()
                .map(suspect -> suspect.sentence().apply(HistoryScript.ORIGIN))
                .toList(),
            String.join("\n  ", planted));
  }

  /** In the order of stamps, each writer's numbered anew. */
  static List<Recorded> merged(List<Recorded> recorded) {
    List<Recorded> sorted = new ArrayList<>(recorded);
    sorted.sort(Comparator.comparingLong(each -> each.event().at()));
    Map<String, Long> indexes = new HashMap<>();
    List<Recorded> numbered = new ArrayList<>(sorted.size());
    for (Recorded each : sorted) {
      long index = indexes.merge(each.writer(), 1L, Long::sum) - 1;
      numbered.add(new Recorded(each.writer(), index, each.event()));
    }
    return numbered;
  }
}
