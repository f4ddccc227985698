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
 * The server port: what the owner answers for its own sessions. Peer entries dial their pipes and
 * proxy their REST calls to it; a probe that calls it without naming an incarnation asks this one,
 * about its own sessions only.
 */
final class PeerFront {

  /** Names the owner that the caller wants. */
  static final String INCARNATION = "X-Drillmaster-Incarnation";

  /** Where entries dial pipes. */
  static final String PIPE = "/openvidu/pipe";

  private static final String SESSIONS = "/openvidu/api/sessions";
  private static final int FRAME_BYTES_MAX = 1 << 20;

  private final MasterIo io;
  private final RestGate gate;
  private final RestCalls calls;
  private final Map<Long, Link> entries = new HashMap<>();
  private final Map<Long, HttpExchange> asking = new HashMap<>();
  private String incarnation = "";

  PeerFront(MasterIo io, RestGate gate, RestCalls calls) {
    this.io = io;
    this.gate = gate;
    this.calls = calls;
  }

  /** Tells which incarnation this is. */
  void serveAs(String mine) {
    incarnation = mine;
  }

  /** Handles one request. */
  void route(HttpExchange exchange) {
    String wanted = exchange.header(INCARNATION).orElse(incarnation);
    if (!io.isServing()) {
      exchange.reset();
    } else if (exchange.wantsUpgrade() && exchange.path().equals(PIPE)) {
      long pipe = io.nextNumber();
      asking.put(pipe, exchange);
      String ip = exchange.header("X-Real-IP").orElseGet(exchange::remoteIp);
      io.feed(new MasterInput.EntryOpened(pipe, wanted, ip));
    } else {
      boolean isProbe = exchange.header(INCARNATION).isEmpty();
      calls.ask(
          exchange,
          gate,
          (request, call) ->
              isProbe && !call.path().startsWith(SESSIONS)
                  ? new MasterInput.RestAsked(request, call)
                  : new MasterInput.PeerRestAsked(request, wanted, call));
    }
  }

  /** Accepts a pipe. */
  void accept(long pipe) {
    HttpExchange exchange = asking.remove(pipe);
    if (exchange != null) {
      exchange.upgrade(Map.of(), FRAME_BYTES_MAX, new Entry(pipe), link -> entries.put(pipe, link));
    }
  }

  /** Refuses a pipe: another incarnation is wanted. */
  void refuse(long pipe) {
    HttpExchange exchange = asking.remove(pipe);
    if (exchange != null) {
      exchange.respond(410, Map.of(), "");
    }
  }

  /** The link of an accepted pipe, while it is open. */
  @Nullable Link entry(long pipe) {
    return entries.get(pipe);
  }

  /** Every accepted pipe. */
  Collection<Link> entries() {
    return entries.values();
  }

  private final class Entry implements LinkEvents {
    private final long pipe;

    Entry(long pipe) {
      this.pipe = pipe;
    }

    @Override
    public void text(String text) {
      io.feed(new MasterInput.EntryText(pipe, text));
    }

    @Override
    public void ended(boolean closeFrame, int code, String reason) {
      if (entries.remove(pipe) != null) {
        io.feed(new MasterInput.EntryClosed(pipe, closeFrame, reason));
      }
    }
  }
}
