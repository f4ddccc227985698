package io.drillmaster.simulations.crew;

import io.drillmaster.openvidu.Settings;
import io.drillmaster.run.port.Fronts;
import io.drillmaster.run.port.Reach;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the participants of one worker share, as data.
 *
 * @param fronts the cluster's balancers
 * @param authorization header of REST calls; never printed
 * @param settings of every participant and back end
 * @param seats who sits where
 * @param rampUp time over which all join
 * @param signalEvery period of each participant's room signals; zero = silent
 * @param publish whether participants publish and subscribe
 * @param tokenDeadline after which a back end gives up getting a token
 * @param seed of all random choices
 * @param source own address to connect from; null = the operating system's choice
 * @param reach where the cluster's name leads and who is believed to be it
 */
public record CrewPlan(
    Fronts fronts,
    String authorization,
    Settings settings,
    Seating seats,
    Duration rampUp,
    Duration signalEvery,
    boolean publish,
    Duration tokenDeadline,
    long seed,
    @Nullable InetAddress source,
    Reach reach) {

  @Override
  public String toString() {
    return "CrewPlan[fronts=%s, participants=%d, authorization=(hidden)]"
        .formatted(fronts.urls(), seats.participants());
  }
}
