package io.drillmaster.history;

import org.jspecify.annotations.Nullable;

/**
 * An operation was begun or ended. Each HTTP attempt and each upgrade attempt is an operation of
 * its own.
 */
public sealed interface OperationEvent extends Event {

  /** Unique within the run: writers take disjoint ranges. */
  long op();

  /** What was attempted. */
  enum Kind {
    CREATE_SESSION,
    CREATE_CONNECTION,
    DELETE_SESSION,
    REST_READ,
    UPGRADE,
    JOIN,
    CONNECT,
    SESSION_STATUS,
    PUBLISH,
    UNPUBLISH,
    SUBSCRIBE,
    SIGNAL,
    PROOF,
    LEAVE,
    /** {@code closeSession}: ends the RPC session on the socket, and evicts nobody. */
    CLOSE_SESSION
  }

  /**
   * Begun; stamped before the write.
   *
   * @param parent the operation this one is part of, e.g. the rebuild an HTTP attempt serves; 0 =
   *     none
   * @param attempt 1 for the first
   * @param epoch the socket epoch it was sent on; 0 = none
   */
  record Invoked(
      long at, long op, long parent, int attempt, String who, String session, long epoch, Kind kind)
      implements OperationEvent {}

  /**
   * Ended; stamped after the read.
   *
   * @param code HTTP status, upgrade status or JSON-RPC error code; 0 = none
   * @param detail what else was said, e.g. the error's text or the exception; null = nothing
   */
  record Completed(
      long at, long op, String who, Kind kind, Outcome outcome, int code, @Nullable String detail)
      implements OperationEvent {}
}
