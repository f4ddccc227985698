package io.drillmaster.twin.group;

import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.balancer.Rotation;
import io.drillmaster.twin.balancer.Target;
import io.drillmaster.twin.role.Bug;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the balancers' list of targets, the same at all of them: every master that was not
 * replaced, dead ones included, because it is each balancer's own checks that must find those. On
 * the keeper's thread.
 */
final class BalancerDesk {

  private static final Logger LOG = LoggerFactory.getLogger(BalancerDesk.class);

  private final AdminClient client;
  private final boolean isForgetful;
  private final Set<String> replaced = new HashSet<>();
  private final Set<String> addresses = new LinkedHashSet<>();

  /** Addresses of balancers that have not taken the present list. */
  private final Set<String> due = new LinkedHashSet<>();

  BalancerDesk(AdminClient client, Set<Bug> bugs) {
    this.client = client;
    this.isForgetful = bugs.contains(Bug.REPLACEMENT_NEVER_JOINS);
  }

  /** Where another balancer's admin port is. */
  void isAt(String admin) {
    addresses.add(admin);
  }

  /** The list has changed. */
  void due() {
    due.addAll(addresses);
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
   * Tells those balancers that do not know yet; a refusal of one keeps nobody else from knowing,
   * and is tried again by the next call.
   */
  void register(Iterable<TwinNode> nodes) {
    for (String address : List.copyOf(due)) {
      try {
        client.register(address, targets(nodes));
        due.remove(address);
      } catch (IOException unreachable) {
        LOG.warn(
            "the balancer at {} does not take its targets: {}", address, unreachable.getMessage());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** What every balancer is told. */
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

  /**
   * Whether every one of so many masters is in the rotation of every balancer, and connected to all
   * media nodes.
   */
  boolean isServing(List<TwinNode> nodes, int masters, int mediaNodes) {
    try {
      for (String address : addresses) {
        List<Rotation.Standing> standings = client.targets(address);
        if (standings.size() != masters
            || standings.stream().anyMatch(s -> s.health() != Rotation.Health.HEALTHY)) {
          return false;
        }
      }
      return !addresses.isEmpty() && areConnected(nodes, mediaNodes);
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
