package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.Ledger;
import io.drillmaster.chaos.LedgerEntry;
import io.drillmaster.chaos.Undo;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.process.ProcessId;
import io.drillmaster.process.ProcessState;
import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsHealerTest {
  @TempDir Path run;

  private final FakeCloud cloud = FakeCloud.threeAndTwo();
  private ProcessState harness = ProcessState.ENDED;
  private final Signals signals =
      new Signals() {
        @Override
        public boolean send(ProcessId process, Signal signal) {
          throw new AssertionError("nothing here is ended by a signal");
        }

        @Override
        public ProcessState state(ProcessId process) {
          return harness;
        }
      };
  private final AwsHealer healer = new AwsHealer(identity -> cloud, signals);

  @BeforeEach
  void aRunThatDied() {
    Instant since = Instant.parse("2026-03-04T09:15:00Z");
    String identity = new AwsIdentity("123456789012", "eu-west-1", "ov").text();
    try (Ledger ledger =
        Ledger.begin(run, new LedgerEntry.Opened("r1", identity, "", new ProcessId(1, 1), since))) {
      ledger.append(
          new LedgerEntry.Intended(
              new Intent(
                  "crash-1",
                  FaultKind.CRASH,
                  Role.MASTER,
                  "i-m1",
                  "i-m1",
                  new ProcessId(0, 0),
                  Undo.REPLACE)));
    }
  }

  @Test
  void knowsTheRunsOfStacks(@TempDir Path other) {
    assertThat(AwsHealer.isFor(run)).isTrue();
    assertThat(AwsHealer.isFor(other)).isFalse();
    assertThat(AwsIdentity.read("twin:/x/y")).isEmpty();
  }

  @Test
  void saysWhatIsToBeWaitedFor() {
    cloud.turn("i-m1", "terminated");
    cloud.leave("i-m1");

    AwsHealer.Report report = healer.heal(run);

    assertThat(report.isHealed()).isFalse();
    assertThat(report.lines())
        .containsExactly(
            "crash-1 of i-m1: NOT healed yet: 2 of 3 serve in ov-ASGOpenViduProMasterNode, which starts another by itself; wait some minutes, then heal again");
    assertThat(Ledger.unhealed(run)).hasSize(1);
  }

  @Test
  void closesWhatTheGroupHasReplaced() {
    cloud.turn("i-m1", "terminated");
    cloud.leave("i-m1");
    cloud.start("i-m4", Role.MASTER);

    assertThat(healer.heal(run))
        .isEqualTo(
            new AwsHealer.Report(
                java.util.List.of(
                    "crash-1 of i-m1: gone, and its place is taken: all of the group serve"),
                true));
    assertThat(Ledger.unhealed(run)).isEmpty();
    assertThat(healer.heal(run).lines()).containsExactly("faults: nothing to heal");
  }

  @Test
  void whoWasNeverTouchedNeedsNothing() {
    assertThat(healer.heal(run).lines())
        .containsExactly("crash-1 of i-m1: it runs: nothing was done to it");
  }

  @Test
  void aRunThatGoesOnIsLeftAlone() {
    harness = ProcessState.RUNNING;

    assertThatThrownBy(() -> healer.heal(run))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the run is still going on (process 1); stop it with Ctrl-C");
    assertThat(cloud.log).isEmpty();
  }
}
