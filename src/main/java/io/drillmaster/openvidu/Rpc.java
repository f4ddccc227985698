package io.drillmaster.openvidu;

import io.drillmaster.openvidu.Observation.By;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The JSON-RPC side of one socket after another: request ids, unanswered requests, heartbeat, and
 * the stamps of the current socket epoch. Single-threaded.
 */
final class Rpc {

  /** The SDK's close code and text on the wire whenever it ends a connection for good. */
  static final SocketEnd CLOSED_BY_CLIENT = SocketEnd.frame(4102, "Connection closed by client");

  /** Those with which it abandons a socket in order to reconnect. */
  static final SocketEnd CLOSED_FOR_RECONNECTION =
      SocketEnd.frame(4104, "Connection closed for reconnection");

  /**
   * A request without an answer yet.
   *
   * @param subject the stream it speaks of; null = none
   */
  record Pending(int id, long op, OperationKind kind, long at, @Nullable String subject) {}

  private static final int NO_PING = -1;

  private final Host host;
  private final LongSupplier ids;
  private final List<Pending> pending = new ArrayList<>(4);
  private int nextId;
  private long epoch;
  private long upgradeOp;
  private long lastFrameAt;
  private int pingId = NO_PING;
  private long pingAt;
  private long lastPingAt;
  private long lastPongAt;

  Rpc(Host host, LongSupplier ids) {
    this.host = host;
    this.ids = ids;
  }

  /** A new JSON-RPC client, as the SDK makes one for every join: ids from 0. */
  void restart() {
    nextId = 0;
  }

  /** A socket was opened. */
  void opened(long newEpoch, long op) {
    epoch = newEpoch;
    upgradeOp = op;
    lastFrameAt = 0;
    pingId = NO_PING;
    pingAt = 0;
    lastPingAt = 0;
    lastPongAt = 0;
  }

  boolean isOpen() {
    return epoch != 0;
  }

  long epoch() {
    return epoch;
  }

  /** The upgrade of the current socket. */
  long upgradeOp() {
    return upgradeOp;
  }

  void frameAt(long now) {
    lastFrameAt = now;
  }

  int takeId() {
    return nextId++;
  }

  /** Notes an operation that the caller sends next; returns its id. */
  long begin(int id, OperationKind kind, long now) {
    return begin(id, kind, now, null, 0, 1);
  }

  long begin(
      int id, OperationKind kind, long now, @Nullable String subject, long parent, int attempt) {
    long op = ids.getAsLong();
    pending.add(new Pending(id, op, kind, now, subject));
    host.observe(new Observation.Invoked(now, op, parent, attempt, epoch, kind));
    return op;
  }

  /** Takes the request with this id; null when none waits for it. */
  @Nullable Pending take(int id) {
    for (int i = 0; i < pending.size(); i++) {
      if (pending.get(i).id() == id) {
        return pending.remove(i);
      }
    }
    return null;
  }

  /** When the oldest unanswered request was sent; {@link Deadlines#NEVER} when there is none. */
  long oldestAt() {
    return pending.isEmpty() ? Deadlines.NEVER : pending.get(0).at();
  }

  Pending takeOldest() {
    return pending.remove(0);
  }

  void complete(Pending request, Outcome outcome, int code, @Nullable String detail, long now) {
    host.observe(
        new Observation.Completed(now, request.op(), request.kind(), outcome, code, detail));
  }

  /**
   * Sends a heartbeat.
   *
   * @param intervalMillis told to the server with the first one on a socket; 0 = not the first
   */
  void ping(long intervalMillis, long now) {
    pingId = takeId();
    pingAt = now;
    host.send(
        intervalMillis > 0 ? Requests.firstPing(pingId, intervalMillis) : Requests.ping(pingId));
  }

  boolean isPing(int id) {
    return id == pingId;
  }

  void pong(long now) {
    pingId = NO_PING;
    lastPingAt = pingAt;
    lastPongAt = now;
    pingAt = 0;
  }

  /** We end the socket: the close frame goes out, and what was unanswered stays unknown. */
  void close(SocketEnd end, boolean willing, long now) {
    if (isOpen()) {
      host.close(end.code(), end.reason());
      ended(By.SELF, end, willing, now);
    }
  }

  /** The socket ended. */
  void ended(By by, SocketEnd end, boolean willing, long now) {
    for (Pending request : pending) {
      complete(request, Outcome.INFO, 0, "the socket ended before an answer", now);
    }
    pending.clear();
    host.observe(
        new Observation.Closed(
            now, epoch, by, end, willing, lastFrameAt, lastPingAt, lastPongAt, pingAt));
    epoch = 0;
    pingId = NO_PING;
  }
}
