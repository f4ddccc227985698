package io.drillmaster.drill;

import java.time.Duration;

/**
 * The clocks of the protocol on both sides (checks.md 2.2, decision D9).
 *
 * @param name how drill files and reports call the set
 * @param divisor what the real clocks are divided by; 1 = real
 */
public record ProtocolClocks(String name, int divisor) {

  /** As captured from the real server and SDK. */
  public static final ProtocolClocks REAL = new ProtocolClocks("real", 1);

  /** Everything divided by three, client and server alike, the lease never below 2.5 s. */
  public static final ProtocolClocks FAST = new ProtocolClocks("fast", 3);

  private static final Duration LEASE_FLOOR = Duration.ofMillis(2500);

  private Duration scaled(long millis) {
    return Duration.ofMillis(millis / divisor);
  }

  /** W: how long the server keeps a participant whose socket is gone; 10 s. */
  public Duration window() {
    return scaled(10_000);
  }

  /** Client heartbeat; 5 s. */
  public Duration pingEvery() {
    return scaled(5_000);
  }

  /** How long the client awaits a pong; 5 s. */
  public Duration pingTimeout() {
    return scaled(5_000);
  }

  /** PING: the server's watchdog; three heartbeats, 15 s. */
  public Duration watchdog() {
    return scaled(15_000);
  }

  /** SILENT = PING + W: a silent client is evicted after this; 25 s. */
  public Duration silent() {
    return watchdog().plus(window());
  }

  /** EVCLOSE: the server closes the socket of an evicted participant after this; 10 s. */
  public Duration evictedClose() {
    return scaled(10_000);
  }

  /** DOC: an eviction earlier than this after a sign of life is early; 7 s. */
  public Duration documentedWindow() {
    return scaled(7_000);
  }

  /** PONG: the client's worst notice of a silent server; 10 s. */
  public Duration worstNotice() {
    return pingEvery().plus(pingTimeout());
  }

  /** STALL = PONG + 5 s: a proof overdue by this opens an obligation; 15 s. */
  public Duration stall() {
    return worstNotice().plus(scaled(5_000));
  }

  /** HOLD: how long service must hold after coming back; 16 s. */
  public Duration hold() {
    return scaled(16_000);
  }

  /** Client request time-out; 10 s. */
  public Duration requestTimeout() {
    return scaled(10_000);
  }

  /** Wait before every retry of an upgrade but the first; 3 s. */
  public Duration retryEvery() {
    return scaled(3_000);
  }

  /** A join attempt is abandoned and repeated with a new token after this; 10 s. */
  public Duration joinTimeout() {
    return scaled(10_000);
  }

  /** Every participant proves its service at least this often in steady state; 5 s. */
  public Duration proofEvery() {
    return scaled(5_000);
  }

  /** A proof after coming back is repeated this often until one is served; 1 s. */
  public Duration proofRetry() {
    return scaled(1_000);
  }

  /** T_lease of a master; 5 s, never below 2.5 s. */
  public Duration lease() {
    Duration scaled = scaled(5_000);
    return scaled.compareTo(LEASE_FLOOR) < 0 ? LEASE_FLOOR : scaled;
  }

  /** How long a lost media node is retried before its sessions end; 3 s. */
  public Duration mediaReconnection() {
    return scaled(3_000);
  }

  /** Settling after losses that were all cuts: W + margin; 12 s. */
  public Duration settleAfterCut() {
    return window().plus(MARGIN);
  }

  /** Settling after silence: SILENT + margin; 27 s. */
  public Duration settleAfterSilence() {
    return silent().plus(MARGIN);
  }

  /** The margin of every settling time; 2 s, not scaled. */
  public static final Duration MARGIN = Duration.ofSeconds(2);

  /** A known set by its name. */
  public static ProtocolClocks named(String name) {
    for (ProtocolClocks clocks : new ProtocolClocks[] {REAL, FAST}) {
      if (clocks.name.equals(name)) {
        return clocks;
      }
    }
    throw new IllegalArgumentException(
        "protocol clocks: '" + name + "' is not known; use real or fast");
  }
}
