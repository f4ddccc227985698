package io.drillmaster.twin;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which twin to start.
 *
 * @param masters 1 to 16
 * @param mediaNodes 1 to 16
 * @param balancers 1 to 4, each at an address of its own
 * @param clocks of balancer, scaling group and protocol
 * @param bugs names from the bug catalogue to switch on in every node
 * @param seed of the balancers' random choices of a target
 * @param folder the twin's own, made when missing: logs, access log, twin.json, secret
 * @param expectedSockets how many client sockets the whole twin must carry; decides the heaps (D17)
 * @param webhooks where masters post webhooks; may be empty
 * @param publicUrl scheme and authority that tokens carry, where something stands in front of the
 *     balancers, e.g. to end TLS; null = those of the first balancer
 */
public record TwinSpec(
    int masters,
    int mediaNodes,
    int balancers,
    TwinClocks clocks,
    List<String> bugs,
    long seed,
    Path folder,
    int expectedSockets,
    List<URI> webhooks,
    @Nullable URI publicUrl) {

  private static final int NODES_MAX = 16;
  private static final int BALANCERS_MAX = 4;
  private static final int SOCKETS_MAX = 100_000;

  public TwinSpec {
    range("masters", masters, 1, NODES_MAX);
    range("mediaNodes", mediaNodes, 1, NODES_MAX);
    range("balancers", balancers, 1, BALANCERS_MAX);
    range("expectedSockets", expectedSockets, 0, SOCKETS_MAX);
    bugs = List.copyOf(bugs);
    webhooks = List.copyOf(webhooks);
  }

  /** One with nothing in front of it. */
  public TwinSpec(
      int masters,
      int mediaNodes,
      int balancers,
      TwinClocks clocks,
      List<String> bugs,
      long seed,
      Path folder,
      int expectedSockets,
      List<URI> webhooks) {
    this(
        masters,
        mediaNodes,
        balancers,
        clocks,
        bugs,
        seed,
        folder,
        expectedSockets,
        webhooks,
        null);
  }

  /** One with one balancer. */
  public TwinSpec(
      int masters,
      int mediaNodes,
      TwinClocks clocks,
      List<String> bugs,
      long seed,
      Path folder,
      int expectedSockets,
      List<URI> webhooks) {
    this(masters, mediaNodes, 1, clocks, bugs, seed, folder, expectedSockets, webhooks);
  }

  private static void range(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "twin.%s: %d is not allowed; use %d to %d".formatted(key, value, least, most));
    }
  }
}
