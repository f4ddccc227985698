package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A starved host is nobody's fault: no check fails, and somebody says that the run is unfit. */
class StarvedHistoryTest {

  /** For how long the world stands still before the master is lost, in seconds. */
  private static final List<Integer> STILL = List.of(0, 4, 25);

  private static List<FalseAlarm> failures(long seed, Histories histories, String fault) {
    List<FalseAlarm> failures = new ArrayList<>();
    for (int still : STILL) {
      List<Recorded> starved =
          StarvedHistory.of(histories.recorded(), fault, still, new Random(seed));
      for (FalseAlarm each : FalseAlarm.in(seed, histories, starved)) {
        if (each.result() == Result.FAIL) {
          failures.add(each);
        }
      }
      assertThat(Planted.opinions(histories, starved))
          .filteredOn(opinion -> opinion.check().equals(Checks.HARNESS_HONEST))
          .allSatisfy(opinion -> assertThat(opinion.result()).isEqualTo(Result.UNKNOWN));
    }
    return failures;
  }

  @Test
  void noCheckFailsWhereAMasterFencedItself() {
    for (long seed = 0; seed < Planted.SEEDS; seed++) {
      Histories histories = new ValidHistories(seed).histories;
      assertThat(failures(seed, histories, "crash-1")).isEmpty();
      assertThat(failures(seed, histories, "crash-2")).isEmpty();
    }
  }

  @Test
  void noCheckFailsWhereOneOfSeveralMastersWasLostByItself() {
    for (long seed = 0; seed < Planted.SEEDS; seed++) {
      for (int i = 1; i <= 3; i++) {
        assertThat(failures(seed, new FlapHistory(seed).histories, "crash-" + i)).isEmpty();
      }
    }
  }

  /** What is excused here is not excused everywhere. */
  @Test
  void onAQuietHostTheSameLossFails() {
    Histories histories = new ValidHistories(1).histories;
    List<Recorded> starved =
        StarvedHistory.of(histories.recorded(), "crash-1", 0, new Random(1)).stream()
            .filter(each -> !StarvedHistory.isBusy(each.event()))
            .toList();
    assertThat(Planted.opinions(histories, Planted.merged(starved)))
        .filteredOn(opinion -> opinion.result() == Result.FAIL)
        .extracting(Opinion::check)
        .contains(Checks.BLAST_RADIUS, Checks.OBJECTIVES);
  }
}
