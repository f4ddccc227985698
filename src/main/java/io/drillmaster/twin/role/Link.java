package io.drillmaster.twin.role;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client's channel as its owner sees it, whichever entry it came through. */
abstract class Link {

  final String ip;
  final String finalUserId;

  /** RPC sessions whose notifications go to this link. */
  final List<RpcSession> bound = new ArrayList<>(1);

  /** The RPC session that requests of this link belong to. */
  @Nullable RpcSession rpc;

  /** Interval stated by the first ping; 0 before it. */
  long pingIntervalNanos;

  long lastPingNanos;
  boolean isOpen = true;

  Link(String ip, String finalUserId) {
    this.ip = ip;
    this.finalUserId = finalUserId;
  }

  /** A frame for the client. */
  abstract void send(String text);

  /** A close frame for the client. */
  abstract void close(int code, String reason);

  /** An end without a close frame. */
  abstract void cut();
}
