package io.drillmaster.chaos.aws;

import java.util.Map;

/**
 * An instance as EC2 describes it.
 *
 * @param state pending, running, shutting-down, terminated, stopping or stopped
 * @param group the scaling group that it belongs to, by AWS's own tag; empty = none
 * @param privateIp empty once it is terminated
 * @param publicIp empty = it has none
 */
record Instance(
    String id,
    String state,
    String group,
    String zone,
    String privateIp,
    String publicIp,
    Map<String, String> tags) {

  static final String RUNNING = "running";

  Instance {
    tags = Map.copyOf(tags);
  }

  boolean isRunning() {
    return state.equals(RUNNING);
  }

  /** Not yet, or no longer, or never more: but there is nothing that could serve. */
  boolean isLeaving() {
    return !isRunning() && !state.equals("pending");
  }
}
