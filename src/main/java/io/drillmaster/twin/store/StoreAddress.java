package io.drillmaster.twin.store;

import java.time.Duration;

/**
 * Where the store is and how long a command may take.
 *
 * @param password never printed
 * @param timeout after which a command counts as failed
 * @param source own address to come from; empty = the operating system's choice
 */
public record StoreAddress(
    String host, int port, String password, Duration timeout, String source) {

  /** Shorter than a lease, so that a renewal fails before validity ends. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

  /** An address with the default time-out. */
  public StoreAddress(String host, int port, String password) {
    this(host, port, password, DEFAULT_TIMEOUT, "");
  }

  /** The same store, reached from an address of one's own. */
  public StoreAddress from(String ip) {
    return new StoreAddress(host, port, password, timeout, ip);
  }

  @Override
  public String toString() {
    return "StoreAddress[" + host + ":" + port + "]";
  }
}
