package io.drillmaster.check;

import static io.drillmaster.check.CapacityRestoredTest.crash;
import static io.drillmaster.check.CapacityRestoredTest.healthy;
import static io.drillmaster.check.CapacityRestoredTest.replaced;
import static io.drillmaster.check.CapacityRestoredTest.serving;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.OperationEvent.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run waits for before it ends. */
class CapacityTest {

  private static Optional<String> awaited(Histories histories) {
    Progress progress = histories.progress();
    return progress.awaited(progress.now()).map(Awaited::what);
  }

  @Test
  void awaitsTheNodeItsShareAndTheClustersHealth() {
    assertThat(awaited(crash())).contains("1 of 1 nodes are not replaced yet");
    assertThat(awaited(replaced(crash()))).contains("m4 got no sockets yet");
    assertThat(awaited(replaced(crash()).open(8, "p1", "s1", "m4", false)))
        .contains("m4 got no sessions yet");
    assertThat(awaited(serving(replaced(crash()))))
        .contains("the cluster's health was good 0 times in a row, 6 are needed");
    assertThat(awaited(healthy(serving(replaced(crash()))))).isEmpty();
  }

  @Test
  void newcomersHelpOnlyAReplacementWithoutItsShare() {
    Progress missing = crash().progress();
    Progress idle = replaced(crash()).progress();

    assertThat(missing.awaited(missing.now()).orElseThrow().newcomersHelp()).isFalse();
    assertThat(idle.awaited(idle.now()).orElseThrow().newcomersHelp()).isTrue();
  }

  @Test
  void awaitsNoNodeThatIsLateForCertain() {
    Progress progress = crash().progress();

    assertThat(progress.awaited(progress.zero() + 31 * Stamps.SECOND)).isPresent();
    assertThat(progress.awaited(progress.zero() + 32 * Stamps.SECOND)).isEmpty();
  }

  @Test
  void awaitsNoShareThatOnlyAMistakeWithholds() {
    Histories histories = healthy(replaced(crash())).open(8, "p1", "s1", "m4", false);
    for (int i = 0; i < 40; i++) {
      histories.rest(9 + i * 0.1, "n" + i, "new" + i, Kind.CREATE_SESSION, 200);
    }

    assertThat(awaited(histories)).isEmpty();
  }

  @Test
  void awaitsNothingAfterAPauseAndNothingBeforeAFault() {
    Histories paused =
        new Histories()
            .cluster()
            .rotation(-50, "b1", "m1", true)
            .fault(0, "freeze-1", FaultKind.FREEZE, Role.MASTER, "m1", Signature.SILENT);

    assertThat(awaited(paused)).isEmpty();
    assertThat(awaited(new Histories().cluster())).isEmpty();
  }
}
