package io.drillmaster.chaos.aws;

/**
 * What the balancer thinks of a target.
 *
 * @param state initial, healthy, unhealthy, draining, unused or unavailable
 * @param reason e.g. Target.Timeout: silent, Target.FailedHealthChecks: refused; empty when healthy
 */
record TargetHealth(String state, String reason) {
  private static final String HEALTHY = "healthy";

  boolean isHealthy() {
    return state.equals(HEALTHY);
  }

  /** "unhealthy, Target.Timeout". */
  String words() {
    return reason.isEmpty() ? state : state + ", " + reason;
  }
}
