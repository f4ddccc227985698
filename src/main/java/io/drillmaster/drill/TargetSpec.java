package io.drillmaster.drill;

import java.util.List;

/** Which cluster a drill runs against, as data. */
public sealed interface TargetSpec {

  /** The word for its kind in drill files and reports. */
  String kind();

  /** Whether it tells entries, owners and rotation (decision D28). */
  boolean tellsPlaces();

  /**
   * An embedded cluster of this run's own.
   *
   * @param masters 1 to 16
   * @param mediaNodes 1 to 16
   * @param infrastructure clocks of balancer and scaling group
   * @param protocol clocks of the protocol, client and server alike
   * @param bugs names from the bug catalogue to switch on
   * @param tellsPlaces whether entries, owners and rotation are told; false = a cluster as it looks
   *     from outside (checks.md 5)
   */
  record Twin(
      int masters,
      int mediaNodes,
      InfrastructureClocks infrastructure,
      ProtocolClocks protocol,
      List<String> bugs,
      boolean tellsPlaces)
      implements TargetSpec {

    /** One that tells places. */
    public Twin(
        int masters,
        int mediaNodes,
        InfrastructureClocks infrastructure,
        ProtocolClocks protocol,
        List<String> bugs) {
      this(masters, mediaNodes, infrastructure, protocol, bugs, true);
    }

    public Twin {
      range("masters", masters);
      range("mediaNodes", mediaNodes);
      bugs = List.copyOf(bugs);
    }

    private static void range(String key, int value) {
      if (value < 1 || value > 16) {
        throw new IllegalArgumentException(
            "target.twin.%s: %d is not allowed; use 1 to 16".formatted(key, value));
      }
    }

    @Override
    public String kind() {
      return "twin";
    }
  }

  /**
   * A twin that somebody keeps standing with `twin up`.
   *
   * @param folder where `twin up` wrote what it started; the secret is read from there
   */
  record StandingTwin(String folder) implements TargetSpec {
    @Override
    public String kind() {
      return "standing-twin";
    }

    @Override
    public boolean tellsPlaces() {
      return true;
    }
  }
}
