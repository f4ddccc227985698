package io.drillmaster.twin.role;

import org.jspecify.annotations.Nullable;

/** A JSON-RPC session: outlives its link by the reconnection window. */
final class RpcSession {

  final String id;

  /** Null while the socket is known to be closed. */
  @Nullable Link link;

  @Nullable Participant participant;

  /** Whether a joinRoom was ever tried: decides the wording of 803. */
  boolean triedToJoin;

  /** Whether its participant has left or was evicted: only echo is answered. */
  boolean isEvicted;

  /** Whether nobody will ever connect to it again: notifications go nowhere. */
  boolean isRemoved;

  /** An earlier end without a close frame; makes later closes with a reason evict too. */
  boolean hadAbruptEnd;

  /** When its link was lost for the first time; the least number before it. */
  long firstLostNanos = Long.MIN_VALUE;

  long pingIntervalNanos;
  long lastPingNanos;
  Timers.@Nullable Timer watchdog;
  Timers.@Nullable Timer window;

  RpcSession(String id) {
    this.id = id;
  }
}
