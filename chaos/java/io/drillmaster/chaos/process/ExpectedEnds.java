package io.drillmaster.chaos.process;

import io.drillmaster.chaos.Intent;
import io.drillmaster.drill.Role;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which processes of a twin end because of a fault: its victims, and where the store was struck
 * every master, which must halt once it cannot renew its lease. Thread-safe.
 */
final class ExpectedEnds {

  private final Set<String> harmed = ConcurrentHashMap.newKeySet();
  private volatile boolean isStoreStruck;

  /** A fault is being injected. */
  void harmed(Intent intent) {
    harmed.add(intent.incarnation());
    isStoreStruck |= intent.role() == Role.STORE;
  }

  /** Whether the end of this node was to be expected. */
  boolean contains(TwinNode node) {
    return harmed.contains(node.incarnation()) || (isStoreStruck && node.role() == TwinRole.MASTER);
  }
}
