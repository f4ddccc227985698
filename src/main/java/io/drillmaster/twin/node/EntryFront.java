package io.drillmaster.twin.node;

import io.drillmaster.twin.role.MasterInput;
import io.drillmaster.twin.wire.HttpExchange;
import io.drillmaster.twin.wire.Link;
import io.drillmaster.twin.wire.LinkEvents;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entry port: what the balancer's clients reach. Upgrades of {@code /openvidu} become client
 * sockets, REST goes through the gate to the role, health is answered here.
 */
final class EntryFront {

  /** Largest text message, as captured: 50 KiB (openvidu-protocol.md 3.3). */
  private static final int TEXT_BYTES_MAX = 51_200;

  private final MasterIo io;
  private final RestGate gate;
  private final RestCalls calls;
  private final Map<Long, Link> clients = new HashMap<>();

  EntryFront(MasterIo io, RestGate gate, RestCalls calls) {
    this.io = io;
    this.gate = gate;
    this.calls = calls;
  }

  /** Handles one request. */
  void route(HttpExchange exchange) {
    String path = exchange.path();
    if (path.equals("/openvidu/health") || (path.equals("/") && !exchange.wantsUpgrade())) {
      exchange.respond(io.isServing() ? 200 : 503, RestGate.commonHeaders(), "");
    } else if (!io.isServing()) {
      exchange.reset();
    } else if (path.equals("/openvidu") && exchange.wantsUpgrade()) {
      openClient(exchange);
    } else if (path.equals("/openvidu")) {
      refuseWithoutUpgrade(exchange);
    } else {
      calls.ask(exchange, gate, MasterInput.RestAsked::new);
    }
  }

  private void refuseWithoutUpgrade(HttpExchange exchange) {
    Map<String, String> headers = new HashMap<>(RestGate.commonHeaders());
    headers.putAll(gate.cookieFor(exchange.header("Cookie").orElse("")));
    headers.put("Connection", "close");
    headers.put("Content-Type", "text/plain;charset=UTF-8");
    exchange.respond(400, headers, "Can \"Upgrade\" only to \"WebSocket\".");
  }

  private void openClient(HttpExchange exchange) {
    long socket = io.nextNumber();
    String ip = exchange.header("X-Real-IP").orElseGet(exchange::remoteIp);
    MasterInput opened =
        new MasterInput.ClientOpened(
            socket,
            exchange.parameter("sessionId"),
            exchange.parameter("reconnect").equals("true"),
            ip);
    Map<String, String> headers = new HashMap<>(RestGate.commonHeaders());
    headers.put("Access-Control-Allow-Origin", "*");
    headers.putAll(gate.cookieFor(exchange.header("Cookie").orElse("")));
    exchange.upgrade(
        headers,
        TEXT_BYTES_MAX,
        new Client(socket),
        link -> {
          clients.put(socket, link);
          io.feed(opened);
        });
  }

  /** The link of a client's socket, while it is open. */
  @Nullable Link client(long socket) {
    return clients.get(socket);
  }

  /** Every open client socket. */
  Collection<Link> clients() {
    return clients.values();
  }

  private final class Client implements LinkEvents {
    private final long socket;

    Client(long socket) {
      this.socket = socket;
    }

    @Override
    public void text(String text) {
      io.feed(new MasterInput.ClientText(socket, text));
    }

    @Override
    public void ended(boolean closeFrame, int code, String reason) {
      if (clients.remove(socket) != null) {
        io.feed(new MasterInput.ClientClosed(socket, code, reason));
      }
    }
  }
}
