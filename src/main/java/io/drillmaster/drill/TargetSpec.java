package io.drillmaster.drill;

import java.util.List;
import java.util.Optional;

/** Which cluster a drill runs against, as data. */
public sealed interface TargetSpec {

  /** The word for its kind in drill files and reports. */
  String kind();

  /** Whether it tells entries, owners and rotation (decision D28). */
  boolean tellsPlaces();

  /** Whether the wire may show silence of a victim of that fault. */
  default boolean mayFallSilent(FaultKind kind) {
    return kind.expectedSignature() == Signature.SILENT;
  }

  /** Whether the wire may show the end of sockets to a victim of that fault. */
  default boolean mayCut(FaultKind kind) {
    return kind.expectedSignature() != Signature.SILENT;
  }

  /**
   * An embedded cluster of this run's own.
   *
   * @param masters 1 to 16
   * @param mediaNodes 1 to 16
   * @param balancers 1 to 4, each at an address of its own behind the cluster's one name
   * @param infrastructure clocks of balancer and scaling group
   * @param protocol clocks of the protocol, client and server alike
   * @param bugs names from the bug catalogue to switch on
   * @param tellsPlaces whether entries, owners and rotation are told; false = a cluster as it looks
   *     from outside (checks.md 5)
   * @param images of the containers that its nodes run in; empty = they are processes of this host
   */
  record Twin(
      int masters,
      int mediaNodes,
      int balancers,
      InfrastructureClocks infrastructure,
      ProtocolClocks protocol,
      List<String> bugs,
      boolean tellsPlaces,
      Optional<Images> images)
      implements TargetSpec {

    private static final int NODES_MAX = 16;

    /** An application load balancer has an address in each zone; a region has hardly more. */
    public static final int BALANCERS_MAX = 4;

    /** One that tells places, with one balancer. */
    public Twin(
        int masters,
        int mediaNodes,
        InfrastructureClocks infrastructure,
        ProtocolClocks protocol,
        List<String> bugs) {
      this(masters, mediaNodes, 1, infrastructure, protocol, bugs, true);
    }

    /** One of processes. */
    public Twin(
        int masters,
        int mediaNodes,
        int balancers,
        InfrastructureClocks infrastructure,
        ProtocolClocks protocol,
        List<String> bugs,
        boolean tellsPlaces) {
      this(
          masters,
          mediaNodes,
          balancers,
          infrastructure,
          protocol,
          bugs,
          tellsPlaces,
          Optional.empty());
    }

    /** The same in containers. */
    public Twin in(Images chosen) {
      return new Twin(
          masters,
          mediaNodes,
          balancers,
          infrastructure,
          protocol,
          bugs,
          tellsPlaces,
          Optional.of(chosen));
    }

    public Twin {
      range("masters", masters, NODES_MAX);
      range("mediaNodes", mediaNodes, NODES_MAX);
      range("balancers", balancers, BALANCERS_MAX);
      bugs = List.copyOf(bugs);
    }

    /** How many nodes play a part. */
    public int nodes(Role role) {
      return switch (role) {
        case MASTER -> masters;
        case MEDIA_NODE -> mediaNodes;
        case BALANCER -> balancers;
        case STORE -> 1;
      };
    }

    private static void range(String key, int value, int most) {
      if (value < 1 || value > most) {
        throw new IllegalArgumentException(
            "target.twin.%s: %d is not allowed; use 1 to %d".formatted(key, value, most));
      }
    }

    @Override
    public String kind() {
      return images.isPresent() ? "containers" : "twin";
    }
  }

  /**
   * What the containers of a twin are made from.
   *
   * @param node name of the image with this program
   * @param store name of an image with redis-server
   */
  record Images(String node, String store) {}

  /**
   * A CloudFormation stack of OpenVidu on AWS. Credentials are those that the AWS SDK finds.
   *
   * @param stack its name
   * @param region e.g. eu-west-1
   * @param account the only one that is allowed, twelve digits; empty = whichever the credentials
   *     lead to
   * @param url scheme, host and port that clients use
   * @param secretFrom where OPENVIDU_SECRET is read from
   */
  record Aws(
      String stack, String region, Optional<String> account, String url, SecretFrom secretFrom)
      implements TargetSpec {
    @Override
    public String kind() {
      return "aws";
    }

    @Override
    public boolean tellsPlaces() {
      return false;
    }

    /** Crash and vanish are the same call there; nobody has measured what its wire shows. */
    @Override
    public boolean mayFallSilent(FaultKind kind) {
      return kind == FaultKind.CRASH || kind == FaultKind.VANISH;
    }

    @Override
    public boolean mayCut(FaultKind kind) {
      return true;
    }
  }

  /**
   * A running cluster of somebody else's, of which nothing but its URL is known: no fault reaches
   * it.
   *
   * @param entrance the way in
   */
  record Attach(Entrance entrance) implements TargetSpec {
    @Override
    public String kind() {
      return "attach" + (entrance.insecure() ? Entrance.INSECURE : "");
    }

    @Override
    public boolean tellsPlaces() {
      return false;
    }
  }

  /**
   * A running cluster of somebody else's whose machines a file lists, see {@link
   * io.drillmaster.drill.Inventory}.
   *
   * @param file its path
   * @param insecure whether whoever answers is believed; never from a file
   */
  record Inventoried(String file, boolean insecure) implements TargetSpec {
    @Override
    public String kind() {
      return "inventory" + (insecure ? Entrance.INSECURE : "");
    }

    @Override
    public boolean tellsPlaces() {
      return false;
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
