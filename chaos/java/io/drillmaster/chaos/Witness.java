package io.drillmaster.chaos;

import io.drillmaster.drill.Signature;
import io.drillmaster.run.port.Node;
import java.util.Optional;

/**
 * The harness's own probe socket to one node, opened before a fault, which shows what the wire
 * shows (decision D4).
 */
public interface Witness extends AutoCloseable {
  /** Opens witnesses. */
  @FunctionalInterface
  interface Factory {
    /**
     * Opens one.
     *
     * @throws IllegalStateException when the node does not take the connection; the message says
     *     why
     * @throws InterruptedException when the thread is interrupted
     */
    Witness open(Node node) throws InterruptedException;
  }

  /**
   * What the socket has shown since the act.
   *
   * @param actedAt monotonic stamp of the act
   * @param now monotonic stamp
   * @return empty while the node answers, or has not been silent for 2 s
   */
  Optional<Signature> seen(long actedAt, long now);

  @Override
  void close();
}
