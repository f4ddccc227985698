package io.drillmaster.twin.role;

import io.drillmaster.time.ClockAnchor;
import java.util.Set;

/**
 * What a master is told at its start.
 *
 * @param node stable name, for example {@code m1}
 * @param nodeId id in health JSON, for example {@code master_127.7.0.11}
 * @param instanceId value of AWS_INSTANCE_ID in the configuration; new for every process
 * @param address host:port where peers dial pipes and proxied REST calls
 * @param socketScheme ws or wss, of the URLs in tokens
 * @param publicAddress host:port of the balancer, as written into tokens
 * @param clusterId constant of the cluster, in webhooks
 * @param holdsNodeLock whether this process holds the node's file lock and so may seal older boots
 * @param seed of the role's random ids
 * @param anchor turns monotonic time into wall time
 * @param bugs switched on
 */
public record MasterConfig(
    String node,
    String nodeId,
    String instanceId,
    String address,
    String socketScheme,
    String publicAddress,
    String clusterId,
    boolean holdsNodeLock,
    long seed,
    ClockAnchor anchor,
    RoleClocks clocks,
    Set<Bug> bugs) {

  public MasterConfig {
    bugs = Set.copyOf(bugs);
  }
}
