package io.drillmaster.chaos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.chaos.Driver.Healing;
import io.drillmaster.chaos.Driver.State;
import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.process.FakeTwin;
import io.drillmaster.chaos.process.ProcessDriver;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Selector;
import io.drillmaster.process.ProcessId;
import io.drillmaster.process.ProcessState;
import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each fault in the engine's words, its undo included. */
class ContainerDriverTest {
  private static final Selector ONE = new Selector.One();
  private static final Duration WHILE = Duration.ofSeconds(6);
  private static final Set<Role> ALL = Set.of(Role.values());

  private final FakeEngine engine = new FakeEngine();
  private final FakeTwin twin = new FakeTwin(new ArrayList<>());
  private final Set<String> cutOff = new TreeSet<>();

  /** Processes that are no container of the run. */
  private final Signals host =
      new Signals() {
        @Override
        public boolean send(ProcessId process, Signal signal) {
          throw new AssertionError(signal + " to process " + process.pid() + " of the host");
        }

        @Override
        public ProcessState state(ProcessId process) {
          return ProcessState.ENDED;
        }
      };

  private final ContainerSignals signals = new ContainerSignals(engine, "r1", host);
  private final ContainerDriver driver =
      new ContainerDriver(
          new ProcessDriver(twin, signals, true, intent -> {}),
          signals,
          new ContainerDriver.Partitions() {
            @Override
            public void cutOff(String address) {
              cutOff.add(address);
            }

            @Override
            public void letBack(String address) {
              cutOff.remove(address);
            }
          });

  private Intent begin(Fault fault) {
    Engine.Found m2 = engine.put("m2", "10.64.0.12");
    TwinNode node =
        twin.add("m2", TwinRole.MASTER, new ProcessId(m2.pid(), 7), 10, "m2#1", Map.of());
    return driver.intent(
        fault, new Node("m2", Role.MASTER, "m2#1", node.process().pid(), List.of(), true));
  }

  private static Fault.Partition partition(FaultKind kind, Set<Role> from, Fault.Way way) {
    return new Fault.Partition(kind, kind.key() + "-1", Role.MASTER, ONE, from, way, WHILE);
  }

  @Test
  void crashesByKillAndHasNothingToUndo() {
    Intent intent = begin(new Fault.Crash("crash-1", Role.MASTER, ONE));
    driver.act(intent);
    driver.undo(intent);

    assertThat(engine.log).containsExactly("kill m2");
    assertThat(driver.effect(intent)).contains("process ended");
    assertThat(driver.isPresent(intent)).isFalse();
  }

  @Test
  void asksToStop() {
    driver.act(begin(new Fault.Shutdown("shutdown-1", Role.MASTER, ONE)));

    assertThat(engine.log).containsExactly("stop m2");
  }

  @Test
  void freezesByPauseAndUnpauses() {
    Intent intent = begin(new Fault.Freeze("freeze-1", Role.MASTER, ONE, WHILE));
    driver.act(intent);
    assertThat(driver.effect(intent)).contains("process stopped");
    assertThat(driver.healing(intent, 20).state()).isEqualTo(State.BROKEN);
    driver.undo(intent);

    assertThat(engine.log).containsExactly("pause m2", "unpause m2");
    assertThat(driver.healing(intent, 20)).isEqualTo(new Healing(State.WHOLE, "runs again"));
  }

  @Test
  void cutsOffByTakingOffTheNetworkAndHoldsBackWhoeverBootsThere() {
    Intent intent = begin(partition(FaultKind.CUT_OFF, ALL, Fault.Way.BOTH));
    driver.act(intent);
    assertThat(driver.effect(intent)).contains("container off the network");
    assertThat(cutOff).containsExactly("10.64.0.12");
    assertThat(driver.healing(intent, 20).state()).isEqualTo(State.BROKEN);
    driver.undo(intent);

    assertThat(engine.log).containsExactly("disconnect m2", "connect 10.64.0.12 m2");
    assertThat(cutOff).isEmpty();
    assertThat(driver.healing(intent, 20)).isEqualTo(new Healing(State.WHOLE, "is connected"));
  }

  @Test
  void whoeverEndedBehindAPartitionIsNotHeldBackForEver() {
    Intent intent = begin(partition(FaultKind.CUT_OFF, ALL, Fault.Way.BOTH));
    driver.act(intent);
    engine.kill("id-m2");
    driver.undo(intent);

    assertThat(cutOff).isEmpty();
  }

  @Test
  void vanishesAsAMachineDoesAndIsKilledOnlyByTheUndo() {
    Intent intent = begin(new Fault.Vanish("vanish-1", Role.MASTER, ONE));
    driver.act(intent);
    assertThat(driver.effect(intent)).contains("container off the network");
    assertThat(engine.log).containsExactly("disconnect m2", "pause m2");
    driver.undo(intent);

    assertThat(engine.log).containsExactly("disconnect m2", "pause m2", "kill m2");
    assertThat(driver.isPresent(intent)).isFalse();
  }

  @Test
  void otherPartitionsAreRefusedWithTheCure() {
    for (Fault.Partition fault :
        List.of(
            partition(FaultKind.REFUSE, ALL, Fault.Way.BOTH),
            partition(FaultKind.CUT_OFF, Set.of(Role.STORE), Fault.Way.BOTH),
            partition(FaultKind.CUT_OFF, ALL, Fault.Way.IN))) {
      assertThatThrownBy(() -> begin(fault))
          .isInstanceOf(Nemesis.Refused.class)
          .hasMessage(
              "fault %s refused: in containers a node can be taken off the network only; use cut-off from: all"
                  .formatted(fault.name()));
    }
    assertThat(engine.log).isEmpty();
  }
}
