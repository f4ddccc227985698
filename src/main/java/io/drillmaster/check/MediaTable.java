package io.drillmaster.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which media node a product id or a media address means (checks.md 2.6), learned from the target's
 * inventory and from REST.
 */
final class MediaTable {

  private final Map<String, String> nodeById = new HashMap<>();
  private final Map<String, Set<String>> idsByAddress = new HashMap<>();
  private final Map<String, Set<String>> nodesByAddress = new HashMap<>();

  /** The inventory: a node advertises an address and goes by a product id; both may be empty. */
  void node(String node, String address, String id) {
    if (!id.isEmpty()) {
      nodeById.put(id, node);
    }
    if (!address.isEmpty()) {
      nodesByAddress.computeIfAbsent(address, key -> new HashSet<>(2)).add(node);
    }
  }

  /** A REST list: an id has an address. */
  void listed(String id, String address) {
    if (!address.isEmpty()) {
      idsByAddress.computeIfAbsent(address, key -> new HashSet<>(2)).add(id);
    }
  }

  /** What a product id is called: the inventory's name, or the id where there is none. */
  String ofId(String id) {
    String node = nodeById.get(id);
    if (node != null) {
      return node;
    }
    for (Map.Entry<String, Set<String>> listed : idsByAddress.entrySet()) {
      Set<String> nodes = nodesByAddress.get(listed.getKey());
      if (listed.getValue().contains(id) && nodes != null && nodes.size() == 1) {
        return nodes.iterator().next();
      }
    }
    return id;
  }

  /**
   * The nodes that a set of addresses maps to; addresses of two nodes (docker bridges) and names
   * (mDNS) say nothing. Empty = unmapped.
   */
  Set<String> ofAddresses(List<String> addresses) {
    Set<String> found = new TreeSet<>();
    for (String address : addresses) {
      Set<String> nodes = ofAddress(address);
      if (nodes.size() == 1) {
        found.addAll(nodes);
      }
    }
    return found;
  }

  /** All nodes that an address is known of. */
  Set<String> ofAddress(String address) {
    Set<String> found = new TreeSet<>(nodesByAddress.getOrDefault(address, Set.of()));
    for (String id : idsByAddress.getOrDefault(address, Set.of())) {
      found.add(ofId(id));
    }
    return found;
  }

  static boolean isName(String address) {
    return address.endsWith(".local");
  }
}
