package io.drillmaster.twin.role;

import io.drillmaster.twin.role.ClientSocket.State;
import io.drillmaster.twin.store.StoreAnswer.Found;
import io.drillmaster.twin.store.StoreCommand;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an entry answers when there is no owner: what a server says that knows no sessions. Never a
 * pong for a dead owner's session that a client still believes in: such a client was notified.
 */
final class LocalAnswers {

  private final RoleContext context;
  private final EntryRole entry;

  LocalAnswers(RoleContext context, EntryRole entry) {
    this.context = context;
    this.entry = entry;
  }

  void answer(ClientSocket socket, String frame) {
    RpcRequest request = RpcCodec.parse(frame);
    if (request == null) {
      return;
    }
    switch (request.method()) {
      case "ping" -> ping(socket, request);
      case "connect" -> connect(socket, request);
      case "sessionStatus" -> status(socket, request);
      case "joinRoom" -> join(socket, request, frame);
      default -> {
        RpcError error = RpcError.notJoined(privateId(socket), socket.triedToJoin);
        entry.send(socket, RpcCodec.error(request.id(), error));
      }
    }
  }

  private String privateId(ClientSocket socket) {
    String known = socket.localId;
    if (known == null) {
      known = context.ids.rpcSession();
      socket.localId = known;
    }
    return known;
  }

  private void ping(ClientSocket socket, RpcRequest request) {
    if (socket.state == State.CRASHED || request.shape() == RpcRequest.Shape.NULL) {
      return;
    }
    if (socket.pingIntervalMillis == 0) {
      socket.pingIntervalMillis = RpcSessions.interval(request, context.clocks);
    }
    entry.send(socket, RpcCodec.result(request.id(), Fields.of("value", "pong")));
  }

  private void connect(ClientSocket socket, RpcRequest request) {
    if (request.params().get("sessionId") == null) {
      Map<String, @Nullable Object> result =
          Fields.of("value", "OK", "sessionId", privateId(socket));
      entry.send(socket, RpcCodec.result(request.id(), result));
    } else {
      entry.send(socket, RpcCodec.error(request.id(), RpcError.reconnection()));
    }
  }

  /** Never an error, because the SDK would hang: without the store the socket is reset. */
  private void status(ClientSocket socket, RpcRequest request) {
    String sessionId = request.text("sessionId");
    context.ask(
        new StoreCommand.Lookup(sessionId == null ? socket.sessionId : sessionId),
        (Found found) -> {
          Map<String, @Nullable Object> result = toldOf(found, context);
          entry.send(socket, RpcCodec.result(request.id(), result));
        },
        why -> entry.reset(socket));
  }

  /** What a client is told of a session's life. */
  static Map<String, @Nullable Object> toldOf(Found found, RoleContext context) {
    if (found.life() == null) {
      return Fields.of();
    }
    return Fields.of("life", context.has(Bug.LIFE_RESET) ? Long.valueOf(1) : found.life());
  }

  /** The session may have been created since the upgrade: look again, then answer or go on. */
  private void join(ClientSocket socket, RpcRequest request, String frame) {
    String sessionId = request.text("session");
    if (sessionId == null) {
      RpcError error = RpcError.missing("session", request.method());
      entry.send(socket, RpcCodec.error(request.id(), error));
      return;
    }
    if (socket.state == State.CRASHED) {
      entry.send(socket, RpcCodec.error(request.id(), RpcError.noSession(sessionId)));
      return;
    }
    context.ask(
        new StoreCommand.Lookup(sessionId),
        (Found found) -> {
          if (socket.state == State.LOCAL && found.session() != null) {
            socket.sessionId = sessionId;
            if (socket.pingIntervalMillis > 0) {
              socket.waiting.add(firstPing(socket.pingIntervalMillis));
            }
            socket.waiting.add(frame);
            entry.lookup(socket);
          } else {
            socket.triedToJoin = true;
            entry.send(socket, RpcCodec.error(request.id(), RpcError.noSession(sessionId)));
          }
        },
        why -> entry.reset(socket));
  }

  /** Arms the owner's watchdog; without an id its answer matches nothing the client asked. */
  private static String firstPing(long intervalMillis) {
    return RpcCodec.notification("ping", Fields.of("interval", intervalMillis));
  }
}
