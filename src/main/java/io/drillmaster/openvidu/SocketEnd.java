package io.drillmaster.openvidu;

/**
 * How the other side, or the network, ended a socket.
 *
 * @param ending what the wire showed
 * @param code WebSocket close code; {@link #ABNORMAL} without a close frame
 * @param reason text of the close frame; empty = none
 */
public record SocketEnd(Ending ending, int code, String reason) {

  /** The close code that stands for "no close frame" (RFC 6455, 7.1.5). */
  public static final int ABNORMAL = 1006;

  /** The end of the stream without a close frame. */
  public static final SocketEnd FIN = new SocketEnd(Ending.FIN, ABNORMAL, "");

  /** A reset connection. */
  public static final SocketEnd RST = new SocketEnd(Ending.RST, ABNORMAL, "");

  /** What the wire showed; FIN and RST are kept apart here and equal in judgement (D4). */
  public enum Ending {
    FRAME,
    FIN,
    RST
  }

  /** Ended by a close frame of the other side. */
  public static SocketEnd frame(int code, String reason) {
    return new SocketEnd(Ending.FRAME, code, reason);
  }
}
