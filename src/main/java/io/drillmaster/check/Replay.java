package io.drillmaster.check;

import io.drillmaster.drill.Drill;
import io.drillmaster.history.Header;
import io.drillmaster.history.Recorded;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether one check, over a few events alone, still comes to the same counterexample, word for
 * word. So leaving out what speaks for the cluster cannot make up another failure.
 *
 * @param sentence the counterexample's, with times counted from zero of the clock
 */
record Replay(Header header, Drill drill, String check, String sentence)
    implements Predicate<List<Recorded>> {

  static Replay of(Header header, Drill drill, String check, Suspect suspect) {
    return new Replay(header, drill, check, suspect.sentence().apply(0L));
  }

  @Override
  public boolean test(List<Recorded> events) {
    Bench bench = new Bench(new Progress(header, drill));
    return bench.opinionOf(check, events).suspects().stream()
        .anyMatch(suspect -> suspect.sentence().apply(0L).equals(sentence));
  }
}
