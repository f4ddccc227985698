package io.drillmaster.twin;

import io.drillmaster.process.Child;
import io.drillmaster.process.ChildCommand;
import io.drillmaster.process.Launch;
import io.drillmaster.twin.store.StoreAddress;
import java.nio.file.Path;

/**
 * Where the nodes of one twin run: at which addresses, and how they are started. It has the twin's
 * folder at the path that it has here. Thread-safe.
 */
public interface Site extends AutoCloseable {

  /** Where a balancer takes clients, and a master the balancers, at their own addresses. */
  int ENTRY_PORT = 4443;

  /** Gives what listens there an address. */
  @FunctionalInterface
  interface Addresses {
    /**
     * The address of something that listens there.
     *
     * @param host last byte, see {@link TwinHosts}
     * @param usualPort its port where every host has an address of its own
     * @return ip:port
     */
    String address(int host, int usualPort);
  }

  /**
   * Which node is wanted.
   *
   * @param host last byte of its address
   * @param folder its own, which exists
   * @param command what to run; the secrets are in its environment
   */
  record NodeOrder(TwinRole role, int host, Path folder, ChildCommand command) {}

  /**
   * Which store is wanted.
   *
   * @param name in messages
   * @param address where it listens, and its password
   * @param folder its own, which exists
   * @param log gets what it prints
   */
  record StoreOrder(String name, StoreAddress address, Path folder, Path log) {}

  /** The addresses of this site. */
  Addresses addresses();

  /** How a child of this program is started there. */
  Launch launch();

  /**
   * Starts a node; it need not serve on return.
   *
   * @throws io.drillmaster.process.ChildFailed when it cannot be started
   */
  Child start(NodeOrder order);

  /**
   * Starts the store; it need not serve on return.
   *
   * @throws io.drillmaster.process.ChildFailed when it cannot be started
   */
  Child startStore(StoreOrder order);

  /** Everything on it has been ended: gives back what it holds. */
  @Override
  void close();
}
