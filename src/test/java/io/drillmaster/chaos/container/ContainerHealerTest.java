package io.drillmaster.chaos.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.Ledger;
import io.drillmaster.chaos.LedgerEntry;
import io.drillmaster.chaos.Undo;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.process.ProcessId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerHealerTest {
  /** No process has this number and began then. */
  private static final ProcessId HARNESS = new ProcessId(4_000_001, 5);

  @TempDir Path run;
  private final FakeEngine engine = new FakeEngine();

  @BeforeEach
  void leaveWord() throws Exception {
    Files.createDirectories(run.resolve("nodes"));
    Files.writeString(run.resolve("nodes").resolve(ContainerSite.MARKER), "r1\n");
  }

  private static Intent intent(FaultKind kind, Engine.Found victim) {
    return new Intent(
        kind.key() + "-1",
        kind,
        Role.MASTER,
        victim.name(),
        victim.name() + "#1",
        new ProcessId(victim.pid(), 5),
        Undo.of(kind));
  }

  private void ledger(Intent... intents) {
    try (Ledger ledger =
        Ledger.begin(
            run, new LedgerEntry.Opened("r1", "containers:r1", "", HARNESS, Instant.EPOCH))) {
      for (Intent intent : intents) {
        ledger.append(new LedgerEntry.Intended(intent));
      }
    }
  }

  @Test
  void unpausesReconnectsKillsAndRemovesAllAndMayBeDoneTwice() throws Exception {
    Engine.Found frozen = engine.put("m1", "10.64.0.11");
    Engine.Found cutOff = engine.put("m2", "10.64.0.12");
    Engine.Found vanished = engine.put("m3", "10.64.0.13");
    ledger(
        intent(FaultKind.FREEZE, frozen),
        intent(FaultKind.CUT_OFF, cutOff),
        intent(FaultKind.VANISH, vanished));
    engine.pause(frozen.id());
    engine.disconnect("r1", cutOff.id());
    engine.disconnect("r1", vanished.id());
    engine.pause(vanished.id());
    engine.log.clear();
    ContainerHealer healer = ContainerHealer.with(engine);

    assertThat(healer.heal(run).lines())
        .containsExactly(
            "vanish-1 of m3 (process 103) was stopped: killed, gone",
            "cut-off-1 of m2 (process 102) was stopped: resumed, it runs again",
            "freeze-1 of m1 (process 101) was stopped: resumed, it runs again",
            "processes of the run: none is left",
            "containers of the run: removed m1, m2, m3");
    assertThat(engine.log)
        .containsExactly("kill m3", "connect 10.64.0.12 m2", "unpause m1", "remove [m1, m2, m3]");
    assertThat(Ledger.unhealed(run)).isEmpty();
    assertThat(healer.heal(run).lines())
        .containsExactly(
            "faults: nothing to heal",
            "processes of the run: none is left",
            "containers of the run: none is left");
  }

  @Test
  void knowsARunInContainersByItsMarker(@TempDir Path other) {
    assertThat(ContainerHealer.isFor(run)).isTrue();
    assertThat(ContainerHealer.isFor(other)).isFalse();
    assertThat(List.of(ContainerHealer.with(engine).remove("r1")))
        .containsExactly("containers of the run: none is left");
  }
}
