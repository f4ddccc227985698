package io.drillmaster.simulations;

import static io.drillmaster.simulations.OpenVidu.openvidu;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.drillmaster.simulations.crew.Behaviour;
import io.drillmaster.simulations.crew.Seat;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/**
 * An example to copy: 1:N. The first member of each session publishes and talks, the others watch
 * in silence. A drill names it by {@code load: { simulation: ExampleWebinar, sessions: 20,
 * participantsPerSession: 10 }}; faults, history, checks and report work around it unchanged.
 */
public final class ExampleWebinar extends Simulation {

  // Who does what: asked once for each seat. Seat.number() counts from 1 within a session;
  // `usual` is what the drill file says (load.publish, load.signals.every).
  private static Behaviour behaviour(Seat seat, Behaviour usual) {
    boolean speaker = seat.number() == 1;
    return new Behaviour(speaker, !speaker, speaker ? usual.signalEvery() : Duration.ZERO);
  }

  // What a participant does, in order. Everything in between (pings, reconnection, rejoining,
  // rebuilding, proofs of service) happens by itself, as in the real client.
  private final ScenarioBuilder webinar =
      scenario("webinar")
          .exec(openvidu().join(ExampleWebinar::behaviour))
          .exec(openvidu().stay()) // until the drill ends; stay(Duration) ends earlier
          .exec(openvidu().leave());

  public ExampleWebinar() {
    // Any of Gatling's injection profiles will do; everybody() takes all seats over load.rampUp.
    setUp(webinar.injectOpen(openvidu().everybody()))
        .protocols(openvidu)
        // Gatling's own assertions show in its report; the drill's verdict comes from the checks.
        .assertions(global().failedRequests().percent().lt(5.0));
  }
}
