package io.drillmaster.chaos;

import io.drillmaster.drill.Signature;
import io.drillmaster.run.port.Node;
import io.drillmaster.time.Ticker;
import java.net.URI;
import java.time.Duration;
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
     * @param silence how long no answer counts as silence
     * @param seat own address to speak from; empty = the operating system's choice
     * @throws IllegalStateException when the node does not take the connection; the message says
     *     why
     * @throws InterruptedException when the thread is interrupted
     */
    Witness open(Node node, Duration silence, String seat) throws InterruptedException;
  }

  /** Nobody can look at the node from here: the driver's word must do. */
  Witness BLIND =
      new Witness() {
        @Override
        public Optional<Signature> seen(long actedAt, long now) {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  /**
   * Sockets through the balancer, so many that one of them sits on the victim but for bad luck in
   * 10,000: what they show is what clients feel.
   *
   * @param front scheme, host and port of the balancer
   * @param masters that share the sockets
   * @throws IllegalStateException when the balancer does not take them
   */
  static Witness through(URI front, int masters, Duration silence, Ticker ticker)
      throws InterruptedException {
    return FrontWitness.open(front, masters, silence, ticker);
  }

  /** WebSockets that ping, to masters and media nodes; lines of talk to balancers and stores. */
  static Factory sockets(Ticker ticker) {
    return (node, silence, seat) ->
        switch (node.role()) {
          case MASTER, MEDIA_NODE -> SocketWitness.open(node, silence, seat, ticker);
          case BALANCER, STORE -> TalkWitness.open(node, silence, ticker);
        };
  }

  /**
   * What the socket has shown since the act.
   *
   * @param actedAt monotonic stamp of the act
   * @param now monotonic stamp
   * @return empty while the node answers, or has not been silent for long enough
   */
  Optional<Signature> seen(long actedAt, long now);

  @Override
  void close();
}
