package io.drillmaster.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.chaos.Driver.Healing;
import io.drillmaster.chaos.Driver.State;
import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.PacketFilter;
import io.drillmaster.chaos.Undo;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Selector;
import io.drillmaster.process.ProcessId;
import io.drillmaster.process.ProcessState;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkDriverTest {
  private static final ProcessId M2 = new ProcessId(102, 7);
  private static final Selector ONE = new Selector.One();

  private final List<String> log = new ArrayList<>();
  private final FakeSignals signals = new FakeSignals(log);
  private final FakeTwin twin = new FakeTwin(log);
  private final FakeTable table = new FakeTable();
  private final List<String> guarded = new ArrayList<>();
  private final NetworkDriver driver =
      new NetworkDriver(
          new ProcessDriver(twin, signals, true, intent -> log.add("harmed " + intent.node())),
          new Iptables(table),
          guarded::add);

  private static Fault cutOff(Role... from) {
    return parted(FaultKind.CUT_OFF, Fault.Way.BOTH, from);
  }

  private static Fault parted(FaultKind kind, Fault.Way way, Role... from) {
    return new Fault.Partition(
        kind, kind.key() + "-1", Role.MASTER, ONE, Set.of(from), way, Duration.ofSeconds(8));
  }

  private Node m2(String address) {
    signals.put(M2, ProcessState.RUNNING);
    return Roles.node(
        twin.add("m2", TwinRole.MASTER, M2, 10, "m2#1", Map.of(TwinNode.ENTRY, address)));
  }

  @Test
  void losesWhatPassesBetweenTheVictimAndTheOthersBothWays() {
    Intent intent = driver.intent(cutOff(Role.STORE, Role.MASTER), m2("127.5.6.12:4443"));

    assertThat(intent.undo()).isEqualTo(Undo.RECONNECT);
    assertThat(intent.filter().map(PacketFilter::rules).orElseThrow())
        .containsExactly(
            "-s 127.5.6.12 -d 127.5.6.12 -j RETURN",
            "-s 127.5.6.12 -m iprange --dst-range 127.5.6.11-127.5.6.120 -j DROP",
            "-d 127.5.6.12 -m iprange --src-range 127.5.6.11-127.5.6.120 -j DROP",
            "-s 127.5.6.12 -m iprange --dst-range 127.5.6.2-127.5.6.2 -j DROP",
            "-d 127.5.6.12 -m iprange --src-range 127.5.6.2-127.5.6.2 -j DROP");
    assertThat(table.restored).as("nothing is touched yet").isEmpty();
  }

  @Test
  void refusesInsteadOfLosing() {
    assertThat(rules(parted(FaultKind.REFUSE, Fault.Way.OUT, Role.STORE)))
        .containsExactly(
            "-s 127.5.6.12 -d 127.5.6.12 -j RETURN",
            "-p tcp --tcp-flags RST RST -j RETURN",
            "-s 127.5.6.12 -m iprange --dst-range 127.5.6.2-127.5.6.2 -p tcp -j REJECT --reject-with tcp-reset");
  }

  @Test
  void losesOneWayOnly() {
    assertThat(rules(parted(FaultKind.CUT_OFF, Fault.Way.OUT, Role.STORE)))
        .containsExactly(
            "-s 127.5.6.12 -d 127.5.6.12 -j RETURN",
            "-s 127.5.6.12 -m iprange --dst-range 127.5.6.2-127.5.6.2 -j DROP");
    assertThat(rules(parted(FaultKind.CUT_OFF, Fault.Way.IN, Role.STORE)))
        .containsExactly(
            "-s 127.5.6.12 -d 127.5.6.12 -j RETURN",
            "-d 127.5.6.12 -m iprange --src-range 127.5.6.2-127.5.6.2 -j DROP");
  }

  private List<String> rules(Fault fault) {
    return driver
        .intent(fault, m2("127.5.6.12:4443"))
        .filter()
        .map(PacketFilter::rules)
        .orElseThrow();
  }

  @Test
  void theProbeSocketSitsAmongThoseWhoAreCutOff() {
    Node node = m2("127.5.6.12:4443");

    assertThat(driver.seat(cutOff(Role.STORE), node)).contains("127.5.6.2");
    assertThat(driver.seat(cutOff(Role.BALANCER), node)).contains("127.5.6.10");
    assertThat(driver.seat(new Fault.Crash("crash-1", Role.MASTER, ONE), node)).isEmpty();
  }

  @Test
  void theGuardKnowsTheChainBeforeItIsMadeAndTheUndoTakesItAway() {
    Intent intent = driver.intent(cutOff(Role.STORE), m2("127.5.6.12:4443"));
    String chain = intent.filter().map(PacketFilter::chain).orElseThrow();

    driver.act(intent);

    assertThat(guarded).containsExactly(chain);
    assertThat(log).containsExactly("protect m2#1", "harmed m2");
    assertThat(table.restored)
        .startsWith("*filter", ":" + chain + " - [0:0]")
        .endsWith("-I INPUT -j " + chain, "COMMIT");
    assertThat(driver.effect(intent)).contains("3 packet rules in force");
    assertThat(driver.healing(intent, 20))
        .isEqualTo(new Healing(State.BROKEN, "packet rules in force"));

    driver.undo(intent);

    assertThat(table.chains).isEmpty();
    assertThat(driver.healing(intent, 20)).isEqualTo(new Healing(State.WHOLE, "is connected"));
    assertThat(log).endsWith("release m2#1");
  }

  @Test
  void otherFaultsAreLeftToSignals() {
    Intent intent =
        driver.intent(new Fault.Crash("crash-1", Role.MASTER, ONE), m2("127.5.6.12:4443"));
    driver.act(intent);

    assertThat(log).contains("KILL 102");
    assertThat(driver.effect(intent)).contains("process ended");
    assertThat(guarded).isEmpty();
  }

  @Test
  void saysWhatIsMissing() {
    Node node = m2("127.5.6.12:4443");
    table.isPermitted = false;
    assertThatThrownBy(() -> driver.intent(cutOff(Role.STORE), node))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessageStartingWith(
            "fault cut-off-1 refused: iptables is not permitted (Could not fetch rule set: Permission denied (you must be root)): as root,");
    table.isThere = false;
    assertThatThrownBy(() -> driver.intent(cutOff(Role.STORE), node))
        .hasMessageStartingWith("fault cut-off-1 refused: there is no iptables: as root,");
  }

  @Test
  void nodesThatShareOneAddressCannotBeToldApart() {
    assertThatThrownBy(() -> driver.intent(cutOff(Role.STORE), m2("127.0.0.1:38123")))
        .hasMessage(
            "fault cut-off-1 refused: this machine has one loopback address only, which all nodes share");
  }
}
