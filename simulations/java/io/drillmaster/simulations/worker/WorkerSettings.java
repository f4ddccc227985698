package io.drillmaster.simulations.worker;

import io.drillmaster.drill.Load;
import io.drillmaster.history.Header;
import io.drillmaster.run.port.Fronts;
import io.drillmaster.run.port.Reach;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is told in its settings file. The secret is not among it: it comes by environment.
 *
 * @param index which worker it is, from 1
 * @param count how many there are
 * @param fronts the cluster's balancers
 * @param reach where the cluster's name leads and who is believed to be it
 * @param source own address to connect from; null = the operating system's choice
 * @param load the drill's load, of all workers together
 * @param header of its history file; the anchor is replaced by its own
 */
public record WorkerSettings(
    int index,
    int count,
    Fronts fronts,
    Reach reach,
    @Nullable String source,
    Load load,
    Header header) {

  /** Name of the environment variable with OPENVIDU_SECRET. */
  public static final String SECRET = "DRILLMASTER_SECRET";

  /** How it is called in histories, logs and messages. */
  public String name() {
    return name(index);
  }

  /** The name of the worker with that index. */
  public static String name(int index) {
    return "worker-" + index;
  }
}
