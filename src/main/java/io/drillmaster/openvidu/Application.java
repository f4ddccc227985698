package io.drillmaster.openvidu;

import io.drillmaster.openvidu.Observation.Verdict;
import io.drillmaster.openvidu.Observation.Via;
import org.jspecify.annotations.Nullable;

/** What the SDK tells the application that uses it: events and settled promises. */
interface Application {

  /** joinRoom was answered: in the room. */
  void joined(Rpc.Pending request, Incoming.Answer answer, long now);

  /** The join failed and will not be tried again by the SDK. */
  void joinFailed(Credentials.Kind next, long now);

  /** Event {@code reconnecting}: the socket of a member is gone. */
  void reconnecting(long now);

  /** Event {@code reconnected}. */
  void reconnected(long now);

  /** Event {@code sessionDisconnected}, unasked; the SDK has closed its socket. */
  void disconnected(Verdict verdict, Via via, @Nullable String reason, long now);

  /** A proof came back. */
  void served(long now);

  /** leaveRoom is over, answered or not. */
  void left(long now);
}
