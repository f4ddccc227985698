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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsHealerTest {
  private static final Instant NOW = Instant.parse("2026-03-04T09:15:00Z");

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
    String identity = new AwsIdentity("123456789012", "eu-west-1", "ov").text();
    try (Ledger ledger =
        Ledger.begin(run, new LedgerEntry.Opened("r1", identity, "", new ProcessId(1, 1), NOW))) {
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
                List.of(
                    "crash-1 of i-m1: gone, and its place is taken: all of the group serve",
                    "lock: not of this run"),
                true));
    assertThat(Ledger.unhealed(run)).isEmpty();
    cloud.masterTags.put(LockTag.KEY, LockTag.of("r1", "arn:ann", "ci-7/47", NOW).text());
    assertThat(healer.heal(run).lines())
        .containsExactly("faults: nothing to heal", "lock: given back");
    assertThat(cloud.masterTags).doesNotContainKey(LockTag.KEY);
  }

  @Test
  void whoWasNeverTouchedNeedsNothing() {
    assertThat(healer.heal(run).lines())
        .containsExactly(
            "crash-1 of i-m1: it runs: nothing was done to it", "lock: not of this run");
  }

  private AwsHealer.Report onTheStack(Instant now) {
    return healer.healStack("eu-west-1", "ov", now);
  }

  @Test
  void theMarksOfAStackTellOfARunOfAnotherMachine() {
    String lock = LockTag.of("r1", "arn:ann", "ci-7/47", NOW).text();
    cloud.masterTags.put(LockTag.KEY, lock);
    cloud.masterTags.put(StackLevers.STOP_TAG, "incident 4711");
    cloud.mark("i-m1", Map.of(AwsDriver.RUN_TAG, "r1", AwsDriver.FAULT_TAG, "crash-1"));
    cloud.turn("i-m1", "terminated");
    cloud.leave("i-m1");

    assertThat(onTheStack(NOW.plusSeconds(60)))
        .isEqualTo(
            new AwsHealer.Report(
                List.of(
                    "NOT healed yet: 2 of 3 serve in ov-ASGOpenViduProMasterNode, which starts another by itself; wait some minutes, then heal again",
                    "ov-ASGMediaNode: all 2 serve",
                    "i-m1: marked by run r1 for fault crash-1, taken: its group replaces it",
                    "lever: set; no run begins until it is deleted: stopped by the tag drillmaster:stop = incident 4711 on the master group",
                    "lock: kept by a run that goes on, %s; stop it there, or by the tag drillmaster:stop"
                        .formatted(lock)),
                false));
    assertThat(onTheStack(NOW.plusSeconds(360)).lines())
        .last()
        .isEqualTo("lock: of a run that is gone, " + lock + "; it stays");

    cloud.start("i-m4", Role.MASTER);
    AwsHealer.Report healed = onTheStack(NOW.plusSeconds(360));
    assertThat(healed.isHealed()).isTrue();
    assertThat(healed.lines()).last().isEqualTo("lock: given back for a run that is gone, " + lock);
    assertThat(onTheStack(NOW).lines()).last().isEqualTo("lock: free");
  }

  @Test
  void whatAnInterruptedRunFrozeIsThawed() {
    try (Ledger ledger = Ledger.resume(run)) {
      ledger.append(new LedgerEntry.Healed("crash-1", "i-m1", "never touched"));
      ledger.append(
          new LedgerEntry.Intended(
              new Intent(
                  "freeze-1",
                  FaultKind.FREEZE,
                  Role.MASTER,
                  "i-m2",
                  "i-m2",
                  new ProcessId(0, 0),
                  Undo.THAW)));
    }
    cloud.hosts.answers.add(new HostCommand("Failed", 1, "", "no docker"));
    AwsHealer.Report vain = healer.heal(run);
    assertThat(vain.isHealed()).isFalse();
    assertThat(vain.lines())
        .containsExactly(
            "freeze-1 of i-m2: NOT thawed by us, its own timer does it in its time: thaw r1 freeze-1 on i-m2 failed: Failed, 1: no docker (SSM command c1)");

    cloud.hosts.answers.clear();
    cloud.hosts.answers.add(FakeHosts.done("1772615701.000000000"));
    assertThat(healer.heal(run).lines())
        .containsExactly(
            "freeze-1 of i-m2: thawed at 2026-03-04T09:15:01Z by its own clock (SSM command c2)",
            "lock: not of this run");
    assertThat(Ledger.unhealed(run)).isEmpty();
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
