package io.drillmaster.chaos;

import io.drillmaster.drill.Signature;
import io.drillmaster.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Many sockets through a balancer, of which nobody knows where each one entered: the first that
 * shows anything shows the fault. Thread-safe.
 */
final class FrontWitness implements Witness {
  /** With this chance at most no socket sits on the victim. */
  private static final double MISSED_MOST = 1e-4;

  /** So many for a dozen masters; more would be a load. */
  private static final int SOCKETS_MOST = 128;

  /** Eight in the shortest silence; so many sockets must not be a load either. */
  private static final Duration PING_EVERY = Duration.ofMillis(250);

  private final List<Witness> sockets;

  FrontWitness(List<? extends Witness> sockets) {
    this.sockets = List.copyOf(sockets);
  }

  /** See {@link Witness#through}. */
  static FrontWitness open(URI front, int masters, Duration silence, Ticker ticker)
      throws InterruptedException {
    List<SocketWitness> sockets = new ArrayList<>();
    boolean isOpen = false;
    try {
      URI address = address(front);
      for (int i = sockets(masters); i > 0; i--) {
        sockets.add(SocketWitness.open("the balancer", address, silence, PING_EVERY, ticker));
      }
      isOpen = true;
      return new FrontWitness(sockets);
    } finally {
      if (!isOpen) {
        sockets.forEach(Witness::close);
      }
    }
  }

  /** An entry takes an upgrade for a session that nobody has. */
  static URI address(URI front) {
    String scheme = front.toString().startsWith("https") ? "wss" : "ws";
    return URI.create(scheme + "://" + front.getRawAuthority() + "/openvidu?sessionId=probe");
  }

  /** (1 - 1/masters)^sockets is the chance to miss one of them. */
  static int sockets(int masters) {
    if (masters < 2) {
      return 1;
    }
    double needed = Math.log(MISSED_MOST) / Math.log1p(-1.0 / masters);
    return (int) Math.min(SOCKETS_MOST, Math.ceil(needed));
  }

  /** Asks all, so that each goes on pinging. */
  @Override
  public Optional<Signature> seen(long actedAt, long now) {
    List<Signature> shown = new ArrayList<>();
    for (Witness socket : sockets) {
      socket.seen(actedAt, now).ifPresent(shown::add);
    }
    return shown.stream().findFirst();
  }

  @Override
  public void close() {
    sockets.forEach(Witness::close);
  }
}
