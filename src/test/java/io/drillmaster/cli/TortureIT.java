package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of the many runs of {@link Torture}: a frozen store, and nobody left who would wake it. */
class TortureIT {

  /** Draws a freeze of the store of a cluster that lives on, and kill -9 of harness and guard. */
  private static final int FROZEN_STORE = 32;

  @TempDir private Path home;

  @Test
  void healWakesWhomHarnessAndGuardLeftFrozen() throws Exception {
    Torture.Outcome outcome = new Torture(home, 3).run(FROZEN_STORE);

    assertThat(outcome.fault()).isEqualTo("freeze: { store: one, for: 30s }");
    assertThat(outcome.end()).isEqualTo("kill -9 of harness and guard");
    assertThat(outcome.target()).isEqualTo("standing");
    assertThat(outcome.guarded()).as("something was left to be healed").isFalse();
    assertThat(outcome.left()).isEmpty();
  }
}
