package io.drillmaster.chaos.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Inventory.Harm;
import io.drillmaster.drill.Inventory.Machine;
import io.drillmaster.drill.Role;
import io.drillmaster.process.CommandRunner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelledContainersTest {
  private static final String LABEL = "com.docker.compose.project=ov";

  private final FakeEngine engine = new FakeEngine();
  private final LabelledContainers containers = LabelledContainers.of(engine);

  private void put(String name, String address, Map<String, String> labels) {
    engine.labelled.add(new Engine.Labelled("id-" + name, name, labels, address));
  }

  private List<Machine> found() {
    return containers.find(LABEL, List.of("dm", "act"));
  }

  @Test
  void takePartByTheirLabelsAndAreHarmedByThisProgram() {
    put("ov-redis-1", "172.18.0.5", Map.of(LabelledContainers.ROLE, "store"));
    put(
        "ov-m1-1",
        "172.18.0.2",
        Map.of(
            LabelledContainers.ROLE,
            "master",
            LabelledContainers.DRILL,
            "true",
            LabelledContainers.PORT,
            "8080",
            LabelledContainers.NAME,
            "m1"));
    put("ov-mail-1", "172.18.0.9", Map.of());

    List<Machine> nodes = found();

    assertThat(engine.log).containsExactly("labelled " + LABEL);
    assertThat(nodes).extracting(Machine::name).containsExactly("m1", "ov-redis-1");
    assertThat(nodes).extracting(Machine::role).containsExactly(Role.MASTER, Role.STORE);
    assertThat(nodes).extracting(Machine::drill).containsExactly(true, false);
    assertThat(nodes)
        .extracting(Machine::address)
        .containsExactly("172.18.0.2:8080", "172.18.0.5:6379");
    assertThat(nodes.get(0).faults())
        .containsEntry(
            FaultKind.FREEZE,
            new Harm(
                List.of("dm", "act", "pause", "id-ov-m1-1"),
                List.of("dm", "act", "unpause", "id-ov-m1-1")));
    assertThat(nodes.get(0).check()).containsExactly("dm", "act", "is-well", "id-ov-m1-1");
    assertThat(nodes.get(1).faults().keySet())
        .containsExactlyInAnyOrder(FaultKind.CRASH, FaultKind.FREEZE, FaultKind.SHUTDOWN);
  }

  @Test
  void whatCannotBeANodeIsToldWithTheCure() {
    put("mail", "172.18.0.9", Map.of());
    assertThatThrownBy(this::found)
        .hasMessage(
            "containers: no container with the label com.docker.compose.project=ov has a label"
                + " io.drillmaster.role; give each node one of: master, mediaNode, balancer, store");
    put("m1", "172.18.0.2", Map.of(LabelledContainers.ROLE, "mastr"));
    assertThatThrownBy(this::found)
        .hasMessageContaining("label io.drillmaster.role of m1: 'mastr' is no part; use one of");
    engine.labelled.clear();
    put("m1", "", Map.of(LabelledContainers.ROLE, "master"));
    assertThatThrownBy(this::found).hasMessageContaining("m1 does not run, or has no network");
    engine.labelled.clear();
    put(
        "m1",
        "172.18.0.2",
        Map.of(LabelledContainers.ROLE, "master", LabelledContainers.PORT, "70000"));
    assertThatThrownBy(this::found)
        .hasMessageContaining("label io.drillmaster.port of m1: '70000' is not allowed");
  }

  @Test
  void aRunningHarnessStartsNoProgramForThem() {
    engine.put("m1", "172.18.0.2");
    assertThat(containers.result("pause", "id-m1")).isEqualTo(new CommandRunner.Result(0, ""));
    assertThat(containers.result("is-well", "id-m1").isOk()).isFalse();

    CommandRunner runner =
        LabelledContainers.near(
            Map.of(), (argv, bound) -> new CommandRunner.Result(0, String.join(" ", argv)));
    assertThat(runner.run(List.of("kill", "-9", "4711"), Duration.ofSeconds(1)).output())
        .isEqualTo("kill -9 4711");
  }

  @Test
  void whatIsDoneTwiceIsDoneOnce() {
    engine.put("m1", "172.18.0.2");

    assertThat(containers.act("is-well", "id-m1")).isTrue();
    assertThat(containers.act("pause", "id-m1")).isTrue();
    assertThat(containers.act("is-well", "id-m1")).isFalse();
    assertThat(containers.act("replace", "id-m1")).isTrue();
    assertThat(containers.act("start", "id-m1")).isTrue();
    assertThat(containers.act("is-well", "id-m1")).isTrue();
    assertThat(containers.act("is-well", "id-of-nobody")).isFalse();
    assertThat(engine.log).containsExactly("pause m1", "kill m1", "start m1");
    assertThatThrownBy(() -> containers.act("burn", "id-m1")).hasMessage("no act 'burn'");
  }
}
