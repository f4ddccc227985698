package io.drillmaster.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.process.ProcessId;
import io.drillmaster.run.port.Nemesis;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetLockTest {
  private static final Instant NOW = Instant.parse("2026-03-04T09:15:00.123Z");
  private static final String TARGET = "twin:/var/twin";
  private static final long ME = ProcessHandle.current().pid();

  @TempDir Path state;
  @TempDir Path first;
  @TempDir Path second;

  private TargetLock take(Path run) {
    return TargetLock.take(state, TARGET, run, NOW);
  }

  private static void leaveUnhealed(Path run) {
    try (Ledger ledger =
        Ledger.begin(run, new LedgerEntry.Opened("r1", TARGET, "", new ProcessId(1, 1), NOW))) {
      ledger.append(
          new LedgerEntry.Intended(
              new Intent(
                  "freeze-1",
                  FaultKind.FREEZE,
                  Role.MASTER,
                  "m2",
                  "m2#5",
                  new ProcessId(123, 5),
                  Undo.CONTINUE)));
    }
  }

  @Test
  void saysWhoHoldsALiveLock() {
    TargetLock lock = take(first);
    assertThatThrownBy(() -> take(second))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessage(
            "target twin:/var/twin is in use by process %d since 2026-03-04T09:15:00Z, run %s;"
                    .formatted(ME, first)
                + " wait for its end, or stop it");
    lock.release();
    take(second).release();
  }

  @Test
  void refusesOverAnUnhealedRunAndNamesTheCure() {
    leaveUnhealed(first);
    take(first).abandon();
    assertThatThrownBy(() -> take(second))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessage(
            "target twin:/var/twin has an unhealed run, %s (its process %d has ended); heal it"
                    .formatted(first, ME)
                + " first: drillmaster heal "
                + first);
  }

  @Test
  void isTakenOverFromADeadRunThatHarmedNothing() {
    take(first).abandon();
    TargetLock lock = take(second);
    lock.release();
    lock.release();
  }

  @Test
  void isOneLockPerTarget() {
    TargetLock lock = take(first);
    TargetLock.take(state, "twin:/var/other", second, NOW).release();
    lock.release();
  }

  @Test
  void livesInTheUsersStateFolder() {
    Path temporary = Path.of("/tmp/drillmaster-me");
    String home = state.toString();
    assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", "/var/state"), home, temporary))
        .isEqualTo(Path.of("/var/state/drillmaster"));
    assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", "relative"), home, temporary))
        .isEqualTo(state.resolve(".local/state/drillmaster"));
    assertThat(StateFolder.of(Map.of(), "/no/such/home", temporary)).isEqualTo(temporary);
  }
}
