package io.drillmaster.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.Ledger;
import io.drillmaster.chaos.LedgerEntry;
import io.drillmaster.chaos.PacketFilter;
import io.drillmaster.chaos.Remedy;
import io.drillmaster.chaos.Undo;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.process.ProcessId;
import io.drillmaster.process.ProcessState;
import io.drillmaster.twin.Twin;
import io.drillmaster.twin.TwinException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealerTest {
  private static final ProcessId HARNESS = new ProcessId(4711, 5);
  private static final ProcessId M1 = new ProcessId(101, 5);
  private static final ProcessId M2 = new ProcessId(102, 5);
  private static final ProcessId M3 = new ProcessId(103, 5);

  @TempDir Path run;
  private final List<String> log = new ArrayList<>();
  private final FakeSignals signals = new FakeSignals(log);
  private final FakeTable table = new FakeTable();

  private Twin attach(Path folder) {
    if (folder.endsWith("ended")) {
      throw new TwinException("the twin in " + folder + " has no keeper any more");
    }
    return new FakeTwin(log);
  }

  private void ledger(Intent... intents) {
    ledger("", intents);
  }

  private void ledger(String standing, Intent... intents) {
    try (Ledger ledger =
        Ledger.begin(
            run, new LedgerEntry.Opened("r1", "twin:x", standing, HARNESS, Instant.EPOCH))) {
      for (Intent intent : intents) {
        ledger.append(new LedgerEntry.Intended(intent));
      }
    }
  }

  private static Intent intent(FaultKind kind, String node, ProcessId process) {
    return new Intent(
        kind.key() + "-1", kind, Role.MASTER, node, node + "#1", process, Undo.of(kind));
  }

  private Healer.Report heal() throws InterruptedException {
    return new Healer(signals, new Iptables(table), new Remedy(table), this::attach).heal(run);
  }

  @Test
  void takesPacketRulesAwayAndDoesNoHarmWhereTheyAreGone() throws Exception {
    ledger(
        intent(FaultKind.CUT_OFF, "m1", M1).with(new PacketFilter("drill-1", List.of("-j DROP"))),
        intent(FaultKind.CUT_OFF, "m2", M2).with(new PacketFilter("drill-2", List.of("-j DROP"))));
    signals.put(M1, ProcessState.RUNNING);
    signals.put(M2, ProcessState.RUNNING);
    table.chains.add("drill-1");

    Healer.Report report = heal();

    assertThat(report.isHealed()).isTrue();
    assertThat(report.lines().subList(0, 2))
        .containsExactly(
            "cut-off-1 of m2 (process 102) was running: nothing to undo",
            "cut-off-1 of m1 (process 101) was cut off: the packet rules are taken away");
    assertThat(table.chains).isEmpty();
  }

  @Test
  void rulesThatStayAreNotHealed() throws Exception {
    ledger(intent(FaultKind.CUT_OFF, "m1", M1).with(new PacketFilter("drill-1", List.of())));
    signals.put(M1, ProcessState.RUNNING);
    table.chains.add("drill-1");
    table.isStubborn = true;

    Healer.Report report = heal();

    assertThat(report.isHealed()).isFalse();
    assertThat(report.lines().get(0))
        .isEqualTo("cut-off-1 of m1 (process 101) was cut off: NOT healed: still cut off");
  }

  @Test
  void undoesNewestFirstAndTwiceDoesNoHarm() throws Exception {
    ledger(
        intent(FaultKind.FREEZE, "m1", M1),
        intent(FaultKind.VANISH, "m2", M2),
        intent(FaultKind.CRASH, "m3", M3));
    signals.put(M1, ProcessState.STOPPED);
    signals.put(M2, ProcessState.STOPPED);
    assertThat(heal())
        .isEqualTo(
            new Healer.Report(
                List.of(
                    "crash-1 of m3 (process 103) had ended: gone, nothing to undo",
                    "vanish-1 of m2 (process 102) was stopped: killed, gone",
                    "freeze-1 of m1 (process 101) was stopped: resumed, it runs again",
                    "processes of the run: none is left"),
                true));
    assertThat(log).containsExactly("KILL 102", "CONT 101");
    assertThat(heal())
        .isEqualTo(
            new Healer.Report(
                List.of("faults: nothing to heal", "processes of the run: none is left"), true));
    assertThat(log).hasSize(2);
  }

  @Test
  void leavesAloneWhatWasNeverTouchedBecauseTheCrashCameFirst() throws Exception {
    ledger(intent(FaultKind.FREEZE, "m1", M1), intent(FaultKind.VANISH, "m2", M2));
    signals.put(M1, ProcessState.RUNNING);
    signals.put(M2, ProcessState.RUNNING);
    assertThat(heal().lines())
        .containsExactly(
            "vanish-1 of m2 (process 102) was running: nothing to undo",
            "freeze-1 of m1 (process 101) was running: nothing to undo",
            "processes of the run: none is left");
    assertThat(log).isEmpty();
  }

  @Test
  void endsWhatTheGuardShouldHaveEnded() throws Exception {
    Files.writeString(run.resolve(Healer.GUARD_LIST), "101 5 m1\n102 5 store\n");
    signals.put(M2, ProcessState.RUNNING);
    assertThat(heal())
        .isEqualTo(
            new Healer.Report(
                List.of(
                    "process 102 (store) of the run was alive: killed",
                    "processes of the run: none is left"),
                true));
    assertThat(log).containsExactly("KILL 102");
  }

  @Test
  void aRunThatWasRefusedBeforeItStartedAnythingIsARunFolderAllTheSame() throws Exception {
    Files.writeString(run.resolve(Healer.GUARD_LIST), "");
    assertThat(heal())
        .isEqualTo(new Healer.Report(List.of("processes of the run: none is left"), true));
  }

  @Test
  void tellsAStandingTwinThatItsVictimsAreReleased() throws Exception {
    ledger("/twins/one", intent(FaultKind.FREEZE, "m1", M1));
    signals.put(M1, ProcessState.STOPPED);
    assertThat(heal().lines()).contains("standing twin in /twins/one: lives on");
    assertThat(log).containsExactly("CONT 101", "release m1#1");
  }

  @Test
  void saysThatAStandingTwinHasEnded() throws Exception {
    ledger("/twins/ended", intent(FaultKind.CRASH, "m1", M1));
    assertThat(heal().lines())
        .contains("standing twin: the twin in /twins/ended has no keeper any more");
  }

  @Test
  void refusesWhileTheRunGoesOn() {
    ledger(intent(FaultKind.FREEZE, "m1", M1));
    signals.put(HARNESS, ProcessState.RUNNING);
    assertThatThrownBy(this::heal)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the run is still going on (process 4711); it heals by itself: stop it with Ctrl-C");
  }

  @Test
  void refusesAFolderThatIsNoRun() {
    assertThatThrownBy(this::heal)
        .hasMessage(
            run
                + " has neither faults.ledger nor guard.list; name the folder of a run, e.g."
                + " reports/latest");
  }
}
