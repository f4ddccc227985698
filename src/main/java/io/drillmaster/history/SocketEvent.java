package io.drillmaster.history;

import org.jspecify.annotations.Nullable;

/**
 * A socket epoch began or ended. An epoch is one accepted upgrade; its id is unique within the run.
 */
public sealed interface SocketEvent extends Event {

  String who();

  long epoch();

  /** Who ended a socket. */
  enum By {
    /** We did. */
    SELF,
    /** The other side, with a close frame. */
    PEER,
    /** The connection ended without a close frame. */
    NETWORK
  }

  /**
   * How the end looked on the wire; FIN and RST are kept apart here and equal in judgement (D4).
   */
  enum Ending {
    FRAME,
    FIN,
    RST
  }

  /**
   * Upgrade accepted.
   *
   * @param op its upgrade operation
   * @param local own ip:port, which the balancer's access line names too
   * @param remote ip:port connected to
   * @param server the `Server` header of the answer; null = none
   * @param reconnect whether it was asked for with `reconnect=true`
   */
  record Opened(
      long at,
      long op,
      String who,
      String session,
      long epoch,
      String local,
      String remote,
      @Nullable String server,
      boolean reconnect)
      implements SocketEvent {}

  /**
   * Ended, or given up by us.
   *
   * @param willing whether we meant it to end (leaving, rejoining after being told); an unwilling
   *     end is a loss
   * @param code WebSocket close code; 1006 without a close frame
   * @param reason text of the close frame; empty = none
   * @param lastFrameAt stamp of the last frame received; 0 = none
   * @param lastPingAt stamp of the last ping that was answered; 0 = none
   * @param lastPongAt stamp of its pong; 0 = none
   * @param pendingPingAt stamp of a ping still unanswered; 0 = none
   */
  record Closed(
      long at,
      String who,
      String session,
      long epoch,
      By by,
      Ending ending,
      boolean willing,
      int code,
      String reason,
      long lastFrameAt,
      long lastPingAt,
      long lastPongAt,
      long pendingPingAt)
      implements SocketEvent {}
}
