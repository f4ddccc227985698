package io.drillmaster.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.chaos.Driver.Healing;
import io.drillmaster.chaos.Driver.State;
import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.Undo;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Selector;
import io.drillmaster.process.ProcessId;
import io.drillmaster.process.ProcessState;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessDriverTest {
  private static final ProcessId M2 = new ProcessId(102, 7);
  private static final Selector ONE = new Selector.One();
  private static final Fault CRASH = new Fault.Crash("crash-1", Role.MASTER, ONE);
  private static final Fault VANISH = new Fault.Vanish("vanish-1", Role.MASTER, ONE);
  private static final Fault FREEZE =
      new Fault.Freeze("freeze-1", Role.MASTER, ONE, Duration.ofSeconds(6));
  private static final Fault SHUTDOWN = new Fault.Shutdown("shutdown-1", Role.MASTER, ONE);

  private final List<String> log = new ArrayList<>();
  private final FakeSignals signals = new FakeSignals(log);
  private final FakeTwin twin = new FakeTwin(log);
  private final List<String> harmed = new ArrayList<>();
  private final ProcessDriver driver =
      new ProcessDriver(twin, signals, true, intent -> harmed.add(intent.incarnation()));

  private Intent begin(Fault fault) {
    twin.add("m1", TwinRole.MASTER, 101, 10);
    TwinNode m2 = twin.add("m2", TwinRole.MASTER, 102, 10);
    signals.put(M2, ProcessState.RUNNING);
    return driver.intent(fault, Roles.node(m2));
  }

  @Test
  void crashesByKillAndHasNothingToUndo() {
    Intent intent = begin(CRASH);
    driver.act(intent);
    driver.undo(intent);
    assertThat(log).containsExactly("protect m2#1", "KILL 102", "release m2#1");
    assertThat(harmed).containsExactly("m2#1");
    assertThat(driver.effect(intent)).contains("process ended");
  }

  @Test
  void vanishesByStopAndIsKilledOnlyByTheUndo() {
    Intent intent = begin(VANISH);
    driver.act(intent);
    assertThat(driver.effect(intent)).contains("process stopped");
    assertThat(log).containsExactly("protect m2#1", "STOP 102");
    driver.undo(intent);
    assertThat(log).containsExactly("protect m2#1", "STOP 102", "KILL 102", "release m2#1");
    assertThat(driver.isPresent(intent)).isFalse();
  }

  @Test
  void freezesByStopAndContinues() {
    Intent intent = begin(FREEZE);
    driver.act(intent);
    assertThat(driver.healing(intent, 20))
        .isEqualTo(new Healing(State.BROKEN, "process 102 stopped"));
    driver.undo(intent);
    assertThat(log).containsExactly("protect m2#1", "STOP 102", "CONT 102", "release m2#1");
    assertThat(driver.healing(intent, 20)).isEqualTo(new Healing(State.WHOLE, "runs again"));
  }

  @Test
  void asksToStopByTerm() {
    Intent intent = begin(SHUTDOWN);
    driver.act(intent);
    assertThat(log).containsExactly("protect m2#1", "TERM 102");
    assertThat(driver.effect(intent)).isEmpty();
    signals.put(M2, ProcessState.ENDED);
    assertThat(driver.effect(intent)).contains("process ended");
    assertThat(intent.undo()).isEqualTo(Undo.NOTHING);
  }

  @Test
  void isNotHealedBeforeTheTwinNoticedTheLoss() {
    Intent intent = begin(CRASH);
    driver.act(intent);
    assertThat(driver.healing(intent, 20))
        .as("the node table still has it running, so that the twin calls itself whole")
        .isEqualTo(new Healing(State.CLEAN, "gone; its place is not taken yet"));
    twin.mark("m2#1", TwinNode.State.GONE);
    twin.isWhole = false;
    assertThat(driver.healing(intent, 20).state()).isEqualTo(State.CLEAN);
    twin.isWhole = true;
    twin.add("m4", TwinRole.MASTER, 104, 30);
    twin.add("n9", TwinRole.MEDIA_NODE, 109, 30);
    assertThat(driver.healing(intent, 20)).isEqualTo(new Healing(State.WHOLE, "replaced by m4"));
  }

  @Test
  void knowsARestartFromAReplacement() {
    Intent intent = begin(FREEZE);
    driver.act(intent);
    signals.put(M2, ProcessState.ENDED);
    twin.mark("m2#1", TwinNode.State.GONE);
    twin.add("m2", TwinRole.MASTER, 105, 30, "m2#2");
    assertThat(driver.healing(intent, 20)).isEqualTo(new Healing(State.WHOLE, "restarted as m2#2"));
  }

  @Test
  void isNotHealedByRunningAgainWhenTheClusterHasGivenItUp() {
    Intent intent = begin(FREEZE);
    driver.act(intent);
    driver.undo(intent);
    twin.mark("m2#1", TwinNode.State.LOST);
    assertThat(driver.healing(intent, 20))
        .isEqualTo(new Healing(State.CLEAN, "process 102 runs, but the cluster has given it up"));
  }

  @Test
  void countsAVanishedNodeAsHealedWhenItsPlaceIsTakenThoughItIsStoppedStill() {
    Intent intent = begin(VANISH);
    driver.act(intent);
    assertThat(driver.healing(intent, 20).state()).isEqualTo(State.BROKEN);
    twin.mark("m2#1", TwinNode.State.LOST);
    twin.add("m4", TwinRole.MASTER, 104, 30);
    assertThat(driver.healing(intent, 20)).isEqualTo(new Healing(State.WHOLE, "replaced by m4"));
  }

  @Test
  void harmsBalancersAndStoresToo() {
    TwinNode balancer = twin.add("b1", TwinRole.BALANCER, 110, 10);
    TwinNode store = twin.add("store", TwinRole.STORE, 111, 10);
    signals.put(new ProcessId(111, 7), ProcessState.RUNNING);
    assertThat(driver.intent(CRASH, Roles.node(balancer)).role()).isEqualTo(Role.BALANCER);
    Intent intent = driver.intent(CRASH, Roles.node(store));
    driver.act(intent);
    assertThat(log).contains("KILL 111");
    twin.mark("store#1", TwinNode.State.GONE);
    twin.add("store", TwinRole.STORE, 112, 30, "store#2");
    assertThat(driver.healing(intent, 20))
        .isEqualTo(new Healing(State.WHOLE, "restarted as store#2"));
  }

  @Test
  void refusesWhatIsNotOfThisTwin() {
    TwinNode foreign = new FakeTwin(log).add("m7", TwinRole.MASTER, 107, 10);
    assertThatThrownBy(() -> driver.intent(CRASH, Roles.node(foreign)))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessage("fault crash-1 refused: m7 (m7#1) is no node of this twin");
  }
}
