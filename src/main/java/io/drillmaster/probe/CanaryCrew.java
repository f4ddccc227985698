package io.drillmaster.probe;

import io.drillmaster.history.Event;
import io.drillmaster.openvidu.Settings;
import io.drillmaster.run.port.Access;
import java.util.function.Consumer;

/**
 * What all of the prober's participants share.
 *
 * @param run the run's id, which session ids carry
 * @param settings clocks, policy and ids
 * @param loop the one thread they live on
 * @param rest their back ends' HTTP client
 * @param access the cluster
 * @param recorder takes what they observe; from any thread
 */
record CanaryCrew(
    String run,
    Settings settings,
    CanaryLoop loop,
    RestClient rest,
    Access access,
    Consumer<Event> recorder) {

  /** The id of a session of our own. */
  String session(String name) {
    return RestProber.prefix(run) + name;
  }
}
