package io.drillmaster.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class StoreDriverTest {
  private static final Selector ONE = new Selector.One();
  private static final Fault FAIL_OVER =
      new Fault.FailOver("fail-over-1", Role.STORE, ONE, Duration.ofMillis(40));

  private final List<String> log = new ArrayList<>();
  private final FakeSignals signals = new FakeSignals(log);
  private final FakeTwin twin = new FakeTwin(log);

  private StoreDriver driver(boolean isPrivate) {
    return new StoreDriver(new ProcessDriver(twin, signals, isPrivate, intent -> {}), twin);
  }

  private TwinNode store() {
    signals.put(new ProcessId(103, 7), ProcessState.RUNNING);
    return twin.add("store", TwinRole.STORE, 103, 10);
  }

  @Test
  void savesThenLosesThenKills() {
    StoreDriver driver = driver(true);
    Intent intent = driver.intent(FAIL_OVER, Roles.node(store()));
    long before = System.nanoTime();

    driver.act(intent);

    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(40_000_000L);
    assertThat(log).containsExactly("save", "protect store#1", "KILL 103");
    assertThat(driver.effect(intent)).contains("process ended");
    assertThat(intent.undo()).isEqualTo(Undo.NOTHING);
  }

  @Test
  void otherFaultsOfTheStoreSaveNothing() {
    StoreDriver driver = driver(true);
    Fault crash = new Fault.Crash("crash-1", Role.STORE, ONE);

    driver.act(driver.intent(crash, Roles.node(store())));

    assertThat(log).containsExactly("protect store#1", "KILL 103");
  }

  @Test
  void refusesTheStoreOfAnother() {
    StoreDriver driver = driver(false);

    assertThatThrownBy(() -> driver.intent(FAIL_OVER, Roles.node(store())))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessageStartingWith("fault fail-over-1 refused: only whoever keeps a twin");
  }
}
