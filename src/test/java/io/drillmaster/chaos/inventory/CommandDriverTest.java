package io.drillmaster.chaos.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.chaos.Driver.State;
import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.NodeLook.Seen;
import io.drillmaster.chaos.NodeLook.Sight;
import io.drillmaster.chaos.Remedy;
import io.drillmaster.chaos.Undo;
import io.drillmaster.drill.Entrance;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Inventory;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.SecretFrom;
import io.drillmaster.drill.Selector;
import io.drillmaster.history.Event;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.process.CommandRunner;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandDriverTest {
  private static final Entrance ENTRANCE =
      new Entrance(
          "http://10.0.0.9:4443",
          new SecretFrom(SecretFrom.Place.ENV, "SECRET"),
          "",
          "",
          InfrastructureClocks.FAST,
          ProtocolClocks.REAL,
          false);
  private static final Fault FREEZE =
      new Fault.Freeze("freeze-1", Role.MASTER, new Selector.One(), Duration.ofSeconds(6));
  private static final Fault CRASH = new Fault.Crash("crash-1", Role.MASTER, new Selector.One());

  private final List<String> log = new ArrayList<>();
  private final Map<String, Integer> exits = new HashMap<>();
  private final Map<String, Seen> sights = new HashMap<>();
  private final List<Event> recorded = new ArrayList<>();
  private long now;

  private final CommandRunner runner =
      (argv, bound) -> {
        String words = String.join(" ", argv);
        log.add("run " + words);
        return new CommandRunner.Result(exits.getOrDefault(words, 0), "no such thing\n");
      };

  private final NodeWatch watch =
      new NodeWatch(
          new Inventory(ENTRANCE, List.of(machine("m1", true), machine("m2", false))),
          (role, address) -> sights.getOrDefault(address, new Seen(Sight.WELL, "answers")),
          () -> now);
  private final CommandDriver driver =
      new CommandDriver(
          watch,
          new Remedy(runner),
          argv -> log.add("guarded " + String.join(" ", argv)),
          () -> now);

  private static Inventory.Machine machine(String name, boolean drill) {
    return new Inventory.Machine(
        name,
        Role.MASTER,
        drill,
        name + ":4443",
        Optional.empty(),
        Map.of(
            FaultKind.FREEZE, new Inventory.Harm(List.of("stop", name), List.of("cont", name)),
            FaultKind.CRASH, new Inventory.Harm(List.of("kill", name), List.of())),
        name.equals("m1") ? List.of("check", name) : List.of());
  }

  private Node node(String name) {
    watch.lookAtAll();
    return watch.nodes().stream().filter(each -> each.name().equals(name)).findFirst().get();
  }

  private void tell() {
    watch.tell(
        new Recorder() {
          @Override
          public void record(Event event) {
            recorded.add(event);
          }

          @Override
          public void close() {}
        });
    watch.lookAtAll();
  }

  @Test
  void doesAndUndoesByTheCommandsThatItsIntentNames() {
    Intent intent = driver.intent(FREEZE, node("m1"));
    assertThat(intent.undo()).isEqualTo(Undo.COMMAND);
    assertThat(intent.commands().orElseThrow().doing()).containsExactly("stop", "m1");
    assertThat(driver.effect(intent)).isEmpty();

    driver.act(intent);
    assertThat(driver.effect(intent)).contains("'stop m1' ended with 0");
    driver.undo(intent);

    assertThat(log).containsExactly("guarded cont m1", "run stop m1", "run cont m1");
  }

  @Test
  void isHealedOnceItsCheckSucceeds() {
    Intent intent = driver.intent(FREEZE, node("m1"));
    exits.put("check m1", 3);
    assertThat(driver.healing(intent, 0).state()).isEqualTo(State.BROKEN);
    assertThat(driver.healing(intent, 0).how()).isEqualTo("its check ended with 3 (no such thing)");
    exits.put("check m1", 0);
    assertThat(driver.healing(intent, 0).state())
        .as("asked again too soon")
        .isEqualTo(State.BROKEN);
    now += 1_000_000_000;
    assertThat(driver.healing(intent, 0).state()).isEqualTo(State.WHOLE);
    assertThat(log).containsExactly("run check m1", "run check m1");
  }

  @Test
  void aCommandThatFailsIsNoFault() {
    Intent intent = driver.intent(FREEZE, node("m1"));
    exits.put("stop m1", 1);
    assertThatThrownBy(() -> driver.act(intent))
        .isInstanceOf(CommandRunner.CommandFailed.class)
        .hasMessage("stop m1: ended with 1 (no such thing)");
    assertThat(driver.effect(intent)).isEmpty();
  }

  @Test
  void whoIsKilledMayStayGoneOrComeBackAsAnotherBoot() {
    tell();
    Intent intent = driver.intent(CRASH, node("m1"));
    assertThat(intent.undo()).isEqualTo(Undo.NOTHING);
    driver.act(intent);
    sights.put("m1:4443", new Seen(Sight.GONE, "refused"));
    assertThat(driver.healing(intent, 0).state()).isEqualTo(State.CLEAN);
    now += 1_000_000_000;
    sights.remove("m1:4443");
    assertThat(driver.healing(intent, 0).state()).isEqualTo(State.WHOLE);

    assertThat(recorded)
        .filteredOn(event -> event instanceof NodeEvent.Gone || now == event.at())
        .containsExactly(
            new NodeEvent.Gone(0, "m1", Role.MASTER, "m1#1", true, "refused"),
            new NodeEvent.Seen(now, "m1", Role.MASTER, "m1#2", 0, List.of("m1:4443"), "", ""));
    assertThat(log).containsExactly("run kill m1");
  }

  @Test
  void takesNobodyWithoutConsentAndNothingWithoutACommand() {
    assertThat(driver.refusal(FREEZE, node("m1"))).isEmpty();
    assertThat(driver.refusal(FREEZE, node("m2")).orElseThrow())
        .isEqualTo("is not opted in; with its owner's consent write drill: true in the inventory");
    Fault shutdown = new Fault.Shutdown("shutdown-1", Role.MASTER, new Selector.One());
    assertThat(driver.refusal(shutdown, node("m1")).orElseThrow())
        .isEqualTo("has no command for shutdown; write one in the inventory, below faults");
    assertThatThrownBy(() -> driver.intent(FREEZE, node("m2")))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessageStartingWith("fault freeze-1 refused: m2 is not opted in");
    assertThat(log).isEmpty();
  }

  @Test
  void whoFallsSilentIsNotThereAndNotGone() {
    tell();
    sights.put("m1:4443", new Seen(Sight.SILENT, "silent"));
    Node silent = node("m1");
    assertThat(silent.alive()).isFalse();
    assertThat(silent.incarnation()).isEqualTo("m1#1");
    assertThat(recorded).noneMatch(NodeEvent.Gone.class::isInstance);
  }
}
