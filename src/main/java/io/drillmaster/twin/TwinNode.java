package io.drillmaster.twin;

import io.drillmaster.process.ProcessId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One incarnation of one node of the twin: a process from its start to its end. A replacement is
 * another node with another name and address; a restart is the same name with another incarnation.
 *
 * @param name m1, m2, ... for masters, n1, ... for media nodes, b1, ... for balancers, store
 * @param role its part
 * @param incarnation unique among all processes of the twin, as the store names it: m1#3
 * @param id how the cluster's own REST names it: AWS_INSTANCE_ID of a master, media_... of a media
 *     node, else the name
 * @param process of the operating system
 * @param addresses ip:port by what listens there: entry and server (master), media (media node),
 *     front and admin (balancer), redis (store)
 * @param advertised the address in SDP and candidates of a media node, empty for others
 * @param log where its standard error goes
 * @param state whether it runs, as its scaling group sees it
 * @param startedNanos monotonic stamp of its being ready
 */
public record TwinNode(
    String name,
    TwinRole role,
    String incarnation,
    String id,
    ProcessId process,
    Map<String, String> addresses,
    String advertised,
    Path log,
    State state,
    long startedNanos) {

  /** What a master's clients, through the balancer, talk to. */
  public static final String ENTRY = "entry";

  /** Where a master answers for its own sessions only. */
  public static final String SERVER = "server";

  /** Where a media node takes commands. */
  public static final String MEDIA = "media";

  /** Where a balancer takes the cluster's clients. */
  public static final String FRONT = "front";

  /** Where a balancer is told its targets. */
  public static final String ADMIN = "admin";

  /** Where the store listens. */
  public static final String REDIS = "redis";

  /** Whether a node is there. */
  public enum State {
    /** Up and registered. A stopped process counts as running until it is found dead. */
    RUNNING,
    /** Declared dead by the cluster while its process still exists (stopped, or cut off). */
    LOST,
    /** Its process has ended. */
    GONE
  }

  public TwinNode {
    addresses = Map.copyOf(addresses);
  }

  /** The ip:port of one listener. */
  public Optional<String> address(String listener) {
    return Optional.ofNullable(addresses.get(listener));
  }

  /** The same node in another state. */
  public TwinNode as(State next) {
    return new TwinNode(
        name, role, incarnation, id, process, addresses, advertised, log, next, startedNanos);
  }
}
