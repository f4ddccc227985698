package io.drillmaster.simulations;

import static io.drillmaster.simulations.OpenVidu.openvidu;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/**
 * N:N. All members of every session publish, subscribe to each other, signal the room at their
 * intended times and stay until the drill ends.
 */
public final class Conference extends Simulation {

  public Conference() {
    setUp(
            scenario("conference")
                .exec(openvidu().join(), openvidu().stay(), openvidu().leave())
                .injectOpen(openvidu().everybody()))
        .protocols(openvidu);
  }
}
