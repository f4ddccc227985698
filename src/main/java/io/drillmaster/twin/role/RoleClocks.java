package io.drillmaster.twin.role;

import java.time.Duration;

/**
 * Every duration of the roles. {@link #real()} has the captured values; {@link #dividedBy} makes
 * the stated fast profile.
 *
 * @param lease T_lease in the store
 * @param renewEvery between renewals
 * @param leaseMargin by which validity ends before the lease
 * @param sweepEvery between sweeps for expired leases
 * @param window how long a lost connection may be resumed
 * @param closeAfterEviction how long the socket of an evicted participant stays open
 * @param assumedPingInterval of a first ping that states none
 * @param mediaPatience how long a media node may be unreachable before its sessions end
 * @param mediaFailure after which a media command fails that was under way to a node just lost
 * @param suspense longest time a client waits for the fate of its owner
 * @param redial between attempts to reach a suspected owner
 * @param goneRetry how long an entry retries an owner that says "gone"
 * @param crashedClose after which the entry closes a notified socket
 */
public record RoleClocks(
    Duration lease,
    Duration renewEvery,
    Duration leaseMargin,
    Duration sweepEvery,
    Duration window,
    Duration closeAfterEviction,
    Duration assumedPingInterval,
    Duration mediaPatience,
    Duration mediaFailure,
    Duration suspense,
    Duration redial,
    Duration goneRetry,
    Duration crashedClose) {

  /** The shortest lease that survives the stalls of ten JVMs on two cores. */
  public static final Duration LEASE_MIN = Duration.ofMillis(2500);

  /** The clocks of the real thing (protocol file, section 11; HA specification, section 6). */
  public static RoleClocks real() {
    return new RoleClocks(
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        Duration.ofMillis(500),
        Duration.ofMillis(250),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofMillis(3500),
        Duration.ofSeconds(1),
        Duration.ofMillis(7000),
        Duration.ofMillis(250),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10));
  }

  /**
   * These clocks run faster. The lease never falls below {@link #LEASE_MIN}; margin, sweep and
   * redial stay, because stalls of the machine do not shrink.
   */
  public RoleClocks dividedBy(int factor) {
    if (factor < 1 || factor > 10) {
      throw new IllegalArgumentException(
          "clock factor " + factor + " is not allowed; use 1 (real) to 10");
    }
    if (factor == 1) {
      return this;
    }
    Duration newLease = atLeast(lease.dividedBy(factor), LEASE_MIN);
    return new RoleClocks(
        newLease,
        atLeast(renewEvery.dividedBy(factor), newLease.dividedBy(5)),
        leaseMargin,
        sweepEvery,
        window.dividedBy(factor),
        closeAfterEviction.dividedBy(factor),
        assumedPingInterval.dividedBy(factor),
        mediaPatience.dividedBy(factor),
        mediaFailure.dividedBy(factor),
        atLeast(suspense.dividedBy(factor), newLease.plusSeconds(1)),
        redial,
        goneRetry.dividedBy(factor),
        crashedClose.dividedBy(factor));
  }

  private static Duration atLeast(Duration value, Duration floor) {
    return value.compareTo(floor) < 0 ? floor : value;
  }
}
