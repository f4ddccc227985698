package io.drillmaster.drill;

import java.util.List;

/** Which cluster a drill runs against, as data. */
public sealed interface TargetSpec {

  /** The word for its kind in drill files and reports. */
  String kind();

  /**
   * An embedded cluster of this run's own.
   *
   * @param masters 1 to 16
   * @param mediaNodes 1 to 16
   * @param infrastructure clocks of balancer and scaling group
   * @param protocol clocks of the protocol, client and server alike
   * @param bugs names from the bug catalogue to switch on
   */
  record Twin(
      int masters,
      int mediaNodes,
      InfrastructureClocks infrastructure,
      ProtocolClocks protocol,
      List<String> bugs)
      implements TargetSpec {
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
  }
}
