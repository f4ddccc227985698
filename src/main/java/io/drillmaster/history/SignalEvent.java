package io.drillmaster.history;

import org.jspecify.annotations.Nullable;

/**
 * A signal was sent or received. The acknowledgement is the {@link OperationEvent.Completed} of
 * {@code op}. (sender name, seq) is used once in a run.
 */
public sealed interface SignalEvent extends Event {

  String who();

  String session();

  /** What a signal is for. */
  enum Purpose {
    /** To everybody in the room. */
    ROOM,
    /** To oneself: its receipt proves service (checks.md 2.5). */
    PROOF
  }

  /**
   * About to be sent; stamped before the write.
   *
   * @param con the sender's connection
   * @param life the sender's life; null = unknown
   * @param intendedAt when it should have been sent; latency counts from here
   */
  record Sent(
      long at,
      long op,
      String who,
      String session,
      long epoch,
      String con,
      @Nullable Long life,
      long seq,
      Purpose purpose,
      long intendedAt)
      implements SignalEvent {}

  /**
   * Its notification arrived.
   *
   * @param con the receiver's connection
   * @param from the `from` of the notification; null = none
   * @param sender name in the payload
   * @param senderSession session in the payload
   * @param senderCon connection in the payload
   * @param life life in the payload; null = none
   */
  record Received(
      long at,
      String who,
      String session,
      long epoch,
      String con,
      @Nullable String from,
      String sender,
      String senderSession,
      String senderCon,
      @Nullable Long life,
      long seq,
      Purpose purpose,
      long intendedAt)
      implements SignalEvent {}
}
