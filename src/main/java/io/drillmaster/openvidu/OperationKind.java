package io.drillmaster.openvidu;

/** What was attempted; each value is one attempt, never a loop of them. */
public enum OperationKind {
  /** {@code POST /sessions}. */
  CREATE_SESSION,
  /** {@code POST /sessions/ID/connection}. */
  CREATE_CONNECTION,
  /** {@code DELETE /sessions/ID}. */
  DELETE_SESSION,
  /** One WebSocket upgrade. */
  UPGRADE,
  /** {@code joinRoom}. */
  JOIN,
  /** {@code connect} after a reconnection. */
  CONNECT,
  /** {@code sessionStatus}. */
  SESSION_STATUS,
  /** {@code publishVideo}. */
  PUBLISH,
  /** {@code receiveVideoFrom}, or {@code prepareReceiveVideoFrom} where the server offers. */
  SUBSCRIBE,
  /** {@code sendMessage} to the room. */
  SIGNAL,
  /** {@code sendMessage} to oneself. */
  PROOF,
  /** {@code leaveRoom}. */
  LEAVE
}
