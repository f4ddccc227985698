package io.drillmaster.twin.group;

import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.balancer.Rotation;
import io.drillmaster.twin.balancer.Target;
import io.drillmaster.twin.role.Bug;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the balancer's list of targets: every master that was not replaced, dead ones included,
 * because it is the balancer's own checks that must find those. On the keeper's thread.
 */
final class BalancerDesk {

  private static final Logger LOG = LoggerFactory.getLogger(BalancerDesk.class);

  private final AdminClient client;
  private final boolean isForgetful;
  private final Set<String> replaced = new HashSet<>();
  private String address = "";
  private boolean isDue;

  BalancerDesk(AdminClient client, Set<Bug> bugs) {
    this.client = client;
    this.isForgetful = bugs.contains(Bug.REPLACEMENT_NEVER_JOINS);
  }

  /** Where the balancer's admin port is. */
  void isAt(String admin) {
    address = admin;
  }

  /** The list has changed. */
  void due() {
    isDue = true;
  }

  /** Takes the lost nodes of a replacement's role off the list. */
  void replacedBy(TwinNode replacement, Iterable<TwinNode> nodes) {
    if (isForgetful) {
      replaced.add(replacement.incarnation());
    }
    for (TwinNode node : nodes) {
      if (node.state() != TwinNode.State.RUNNING && node.role() == replacement.role()) {
        replaced.add(node.incarnation());
      }
    }
  }

  /**
   * Tells the balancer, if there is something to tell; a refusal is tried again by the next call.
   */
  void register(Iterable<TwinNode> nodes) {
    if (!isDue || address.isEmpty()) {
      return;
    }
    try {
      client.register(address, targets(nodes));
      isDue = false;
    } catch (IOException unreachable) {
      LOG.warn("the balancer does not take its targets: {}", unreachable.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the balancer is told. */
  List<Target> targets(Iterable<TwinNode> nodes) {
    List<Target> targets = new ArrayList<>();
    for (TwinNode node : nodes) {
      String entry = node.addresses().get(TwinNode.ENTRY);
      if (entry != null && !replaced.contains(node.incarnation())) {
        targets.add(new Target(node.name(), node.incarnation(), entry));
      }
    }
    return targets;
  }

  /** Whether every one of so many masters is in rotation and connected to all media nodes. */
  boolean isServing(List<TwinNode> nodes, int masters, int mediaNodes) {
    try {
      List<Rotation.Standing> standings = client.targets(address);
      return standings.size() == masters
          && standings.stream().allMatch(s -> s.health() == Rotation.Health.HEALTHY)
          && areConnected(nodes, mediaNodes);
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean areConnected(List<TwinNode> nodes, int mediaNodes)
      throws IOException, InterruptedException {
    for (TwinNode node : nodes) {
      String server = node.addresses().get(TwinNode.SERVER);
      if (server != null) {
        String list = client.get(server, "/openvidu/api/media-nodes");
        if (ClusterCodec.connectedMediaNodes(list) < mediaNodes) {
          return false;
        }
      }
    }
    return true;
  }
}
