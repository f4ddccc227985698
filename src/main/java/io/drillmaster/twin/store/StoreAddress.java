package io.drillmaster.twin.store;

import java.time.Duration;

/**
 * Where the store is and how long a command may take.
 *
 * @param password never printed
 * @param timeout after which a command counts as failed
 */
public record StoreAddress(String host, int port, String password, Duration timeout) {

  /** Shorter than a lease, so that a renewal fails before validity ends. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

  /** An address with the default time-out. */
  public StoreAddress(String host, int port, String password) {
    this(host, port, password, DEFAULT_TIMEOUT);
  }

  @Override
  public String toString() {
    return "StoreAddress[" + host + ":" + port + "]";
  }
}
