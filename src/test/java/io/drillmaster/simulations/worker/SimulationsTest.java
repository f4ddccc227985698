package io.drillmaster.simulations.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.simulations.Conference;
import io.drillmaster.simulations.ExampleWebinar;
import org.junit.jupiter.api.Test;

final class SimulationsTest {

  @Test
  void oursAreFoundByTheirSimpleNameAndAllByTheirFullName() {
    assertThat(Simulations.named("Conference")).isEqualTo(Conference.class);
    assertThat(Simulations.named("io.drillmaster.simulations.ExampleWebinar"))
        .isEqualTo(ExampleWebinar.class);
  }

  @Test
  void aClassThatIsNoSimulationIsRefused() {
    assertThatThrownBy(() -> Simulations.named("java.lang.String"))
        .hasMessage(
            "load.simulation: java.lang.String is no simulation; extend io.gatling.javaapi.core.Simulation");
  }
}
