package io.drillmaster.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Load;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Safety;
import io.drillmaster.drill.Selector;
import io.drillmaster.drill.Step;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.run.port.Placement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final TargetSpec.Twin TWIN =
      new TargetSpec.Twin(3, 2, InfrastructureClocks.FAST, ProtocolClocks.REAL, List.of());

  private static Drill drill(Fault... faults) {
    return new Drill(
        "d",
        "proves",
        TWIN,
        new Load(
            "Conference",
            1,
            2,
            Duration.ZERO,
            Duration.ZERO,
            true,
            0,
            ClientPolicy.OPENVIDU_BROWSER),
        Stream.of(faults).<Step>map(Step.Inject::new).toList(),
        List.of(),
        Set.of(),
        false,
        Safety.TWIN);
  }

  private static List<Planner.PlannedFault> plan(Fault... faults) {
    return Planner.plan(drill(faults), Planner.namesOf(TWIN), 42);
  }

  @Test
  void namesTheVictimThatTheRunWillTake() {
    Fault crash = new Fault.Crash("crash-1", Role.MASTER, new Selector.One());
    List<String> victims = Victims.choose(crash, List.of("m1", "m2", "m3"), Placement.UNKNOWN, 42);
    assertThat(plan(crash))
        .containsExactly(
            new Planner.PlannedFault(
                "crash-1",
                FaultKind.CRASH,
                Role.MASTER,
                victims,
                List.of("m1", "m2", "m3"),
                Undo.NOTHING));
    assertThat(plan(crash).get(0).sentence()).isEqualTo("crash of " + victims.get(0));
  }

  @Test
  void leavesLiveSelectorsToTheRun() {
    Fault freeze =
        new Fault.Freeze(
            "freeze-1", Role.MASTER, new Selector.OwnerOf("s001"), Duration.ofSeconds(6));
    assertThat(plan(freeze).get(0).isLive()).isTrue();
    assertThat(plan(freeze).get(0).sentence())
        .isEqualTo("freeze of a master chosen at the time among m1, m2, m3");
    assertThat(plan(freeze).get(0).undo()).isEqualTo(Undo.CONTINUE);
  }

  @Test
  void leavesALaterFaultOfTheSameRoleToTheRun() {
    Fault first = new Fault.Vanish("vanish-1", Role.MASTER, new Selector.One());
    Fault second = new Fault.Vanish("vanish-2", Role.MASTER, new Selector.One());
    Fault media = new Fault.Crash("crash-1", Role.MEDIA_NODE, new Selector.One());
    assertThat(plan(first, second, media))
        .extracting(Planner.PlannedFault::isLive)
        .containsExactly(false, true, false);
  }

  @Test
  void refusesMoreVictimsThanAreSafe() {
    Fault all = new Fault.Crash("crash-1", Role.MASTER, new Selector.Percent(100));
    assertThatThrownBy(() -> plan(all))
        .hasMessageStartingWith("fault crash-1 refused: taking [m1, m2, m3] would leave 0");
  }
}
