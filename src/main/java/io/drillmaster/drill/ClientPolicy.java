package io.drillmaster.drill;

import java.time.Duration;

/**
 * How participants and their application behave, as data, so that "what if clients backed off with
 * jitter" is a drill. The defaults are those of openvidu-browser 2.32.2 and of the documented
 * application (protocol file, sections 7 and 8.2).
 *
 * @param name how reports call it
 * @param retryJitter share of {@code retryEvery} added at random to each wait, 0 to 1; the SDK has
 *     none
 * @param upgradeTimeout an upgrade neither answered nor refused is abandoned after this; zero =
 *     never, as the SDK
 * @param rejoinOnNetworkDisconnect whether the application joins again after networkDisconnect;
 *     otherwise it leaves
 * @param rebuildOnNodeCrashed whether the application rebuilds and joins again after nodeCrashed;
 *     otherwise it leaves
 * @param restRetryEvery pause between REST attempts during rebuilding, on 500-504 and 404
 * @param restAttemptTimeout of one REST attempt
 */
public record ClientPolicy(
    String name,
    double retryJitter,
    Duration upgradeTimeout,
    boolean rejoinOnNetworkDisconnect,
    boolean rebuildOnNodeCrashed,
    Duration restRetryEvery,
    Duration restAttemptTimeout) {

  public ClientPolicy {
    if (!(retryJitter >= 0 && retryJitter <= 1)) {
      throw new IllegalArgumentException(
          "retryJitter: " + retryJitter + " is not allowed; use 0 to 1");
    }
  }

  /** The real SDK and the documented application. */
  public static final ClientPolicy OPENVIDU_BROWSER =
      new ClientPolicy(
          "openvidu-browser-2.32.2",
          0,
          Duration.ZERO,
          true,
          true,
          Duration.ofMillis(100),
          Duration.ofSeconds(30));
}
