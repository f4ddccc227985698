package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.Recorded;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

  private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

  @Test
  void leavesWhatTheFailureNeeds() {
    assertThat(Shrinker.shrink(HUNDRED, part -> part.containsAll(List.of(13, 77, 78)), 100_000))
        .contains(List.of(13, 77, 78));
  }

  @Test
  void leavesNothingOfWhatFailsAlways() {
    assertThat(Shrinker.shrink(HUNDRED, part -> true, 100_000)).contains(List.of());
  }

  @Test
  void saysNothingOfWhatDoesNotFail() {
    assertThat(Shrinker.shrink(HUNDRED, part -> false, 100_000)).isEmpty();
  }

  @Test
  void stopsAtTheBoundWithSomethingThatStillFails() {
    assertThat(Shrinker.shrink(HUNDRED, part -> part.contains(99), 60).orElseThrow())
        .contains(99)
        .hasSizeBetween(2, 50);
  }

  /** A room whose second member was told of another media node, among much else. */
  private static Histories drift() {
    return new Histories()
        .cluster()
        .join(-20, "p1", "s1", "c1", 3, "m1")
        .join(-19, "p2", "s1", "c2", 3, "m2", "c1")
        .join(-18, "p3", "s1", "c3", 3, "m2", "c1", "c2")
        .proofs(-17, 20, 1, "p1", "s1", "c1", 3)
        .proofs(-17, 20, 1, "p2", "s1", "c2", 3)
        .join(-18, "p4", "s2", "c4", 4, "m2")
        .crash(0, "m3")
        .media(0.9, "p1", "s1", "c1", "192.0.2.1")
        .media(1.2, "p2", "s1", "c2", "192.0.2.2")
        .media(1.3, "p3", "s1", "c3", "192.0.2.2");
  }

  @Test
  void reducesAHistoryToTheEventsOfTheCounterexample() {
    Histories histories = drift();
    String sentence =
        histories
            .verdict(Checks.PINNED_MEDIA_NODE)
            .counterexample()
            .orElseThrow()
            .sentence()
            .replace("+0.900 s", "+1000.900 s")
            .replace("+1.200 s", "+1001.200 s");
    Replay replay =
        new Replay(histories.header(), histories.drill(), Checks.PINNED_MEDIA_NODE, sentence);
    List<Recorded> least =
        Shrinker.shrink(histories.recorded(), replay, Shrinker.MOST_WORK).orElseThrow();
    assertThat(least.stream().map(each -> each.event().getClass().getSimpleName()).toList())
        .containsExactly("Seen", "Seen", "Joined", "Joined", "Addresses", "Addresses");
  }

  @Test
  void aVerdictShowsTheLeastAndTheFaults() {
    List<String> events =
        drift().verdict(Checks.PINNED_MEDIA_NODE).counterexample().orElseThrow().events();
    assertThat(events)
        .containsExactly("Seen", "Seen", "Joined", "Joined", FAULT, "Addresses", "Addresses");
  }

  private static final String FAULT = FaultEvent.Injecting.class.getSimpleName();

  @Test
  void leavingOutWhatSpeaksForTheClusterMakesUpNoFailure() {
    Histories histories = drift();
    Replay other =
        new Replay(
            histories.header(), histories.drill(), Checks.PINNED_MEDIA_NODE, "another sentence");
    assertThat(Shrinker.shrink(histories.recorded(), other, Shrinker.MOST_WORK)).isEmpty();
  }
}
