package io.drillmaster.twin.role;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON-RPC session layer: which socket speaks for whom, ping and watchdog, the reconnection
 * window, takeover (protocol file, sections 3 and 6).
 */
final class RpcSessions {

  static final String NO_PING = "Close for not receive ping from client";
  private static final String FOR_RECONNECTION = "Connection closed for reconnection";
  private static final int NORMAL_CLOSURE = 1000;
  private static final int MISSED_PINGS = 3;

  /** A day: longer than any session, and far from an overflow. */
  private static final long INTERVAL_MAX_MILLIS = Duration.ofDays(1).toMillis();

  private final RoleContext context;
  private final Hosting hosting;
  private final Map<String, RpcSession> byId = new HashMap<>();

  RpcSessions(RoleContext context, Hosting hosting) {
    this.context = context;
    this.hosting = hosting;
  }

  /** The RPC session of a request; a new one when the link has none or names an unknown one. */
  RpcSession of(Link link, RpcRequest request) {
    Object named = request.params().get("sessionId");
    RpcSession current = link.rpc;
    if (named != null) {
      RpcSession known = byId.get(String.valueOf(named));
      return known != null ? known : fresh(link);
    }
    return current != null ? current : fresh(link);
  }

  private RpcSession fresh(Link link) {
    RpcSession rpc = new RpcSession(context.ids.rpcSession());
    byId.put(rpc.id, rpc);
    bind(link, rpc);
    return rpc;
  }

  private void bind(Link link, RpcSession rpc) {
    link.rpc = rpc;
    rpc.link = link;
    if (!link.bound.contains(rpc)) {
      link.bound.add(rpc);
    }
    if (link.pingIntervalNanos > 0) {
      heard(rpc, link.pingIntervalNanos, link.lastPingNanos);
    }
  }

  /** Answers a ping; a {@code null} params gets no answer and does not count. */
  void ping(Link link, RpcRequest request) {
    if (request.shape() == RpcRequest.Shape.NULL) {
      return;
    }
    link.lastPingNanos = context.nowNanos();
    if (link.pingIntervalNanos == 0) {
      link.pingIntervalNanos = Duration.ofMillis(interval(request, context.clocks)).toNanos();
    }
    RpcSession rpc = link.rpc;
    if (rpc != null) {
      heard(rpc, link.pingIntervalNanos, link.lastPingNanos);
    }
    link.send(RpcCodec.result(request.id(), Fields.of("value", "pong")));
  }

  /** The interval in milliseconds that a ping states, within reason; else the assumed one. */
  static long interval(RpcRequest request, RoleClocks clocks) {
    return request.params().get("interval") instanceof Number interval && interval.longValue() > 0
        ? Math.min(interval.longValue(), INTERVAL_MAX_MILLIS)
        : clocks.assumedPingInterval().toMillis();
  }

  /** The interval of the first ping is kept for the life of the RPC session. */
  private void heard(RpcSession rpc, long intervalNanos, long atNanos) {
    if (rpc.pingIntervalNanos == 0) {
      rpc.pingIntervalNanos = intervalNanos;
    }
    rpc.lastPingNanos = atNanos;
    arm(rpc);
  }

  private void arm(RpcSession rpc) {
    if (rpc.watchdog == null && rpc.pingIntervalNanos > 0 && !isUnwatched(rpc)) {
      long due = rpc.lastPingNanos + MISSED_PINGS * rpc.pingIntervalNanos;
      rpc.watchdog = context.timers.at(due, () -> watch(rpc));
    }
  }

  private boolean isUnwatched(RpcSession rpc) {
    Participant p = rpc.participant;
    return p != null && p.wasResumed && context.has(Bug.WATCHDOG_UNARMED);
  }

  private void watch(RpcSession rpc) {
    rpc.watchdog = null;
    Link link = rpc.link;
    if (link == null || rpc.isRemoved) {
      return;
    }
    long due = rpc.lastPingNanos + MISSED_PINGS * rpc.pingIntervalNanos;
    if (context.nowNanos() < due) {
      arm(rpc);
      return;
    }
    close(link, NO_PING);
    lost(rpc, Ended.BY_WATCHDOG);
  }

  private static void close(Link link, String reason) {
    link.isOpen = false;
    link.close(NORMAL_CLOSURE, reason);
  }

  /** Resumes an RPC session on this link, also taking it over from a living one. */
  void connect(Link link, RpcRequest request) {
    Object named = request.params().get("sessionId");
    if (named == null) {
      RpcSession rpc = fresh(link);
      link.send(RpcCodec.result(request.id(), Fields.of("value", "OK", "sessionId", rpc.id)));
      return;
    }
    RpcSession rpc = byId.get(String.valueOf(named));
    if (rpc == null) {
      link.send(RpcCodec.error(request.id(), RpcError.reconnection()));
      return;
    }
    moveTo(link, rpc);
    link.send(
        RpcCodec.result(
            request.id(), Fields.of("value", "reconnection successful", "sessionId", rpc.id)));
    if (context.has(Bug.REPLAYED_SIGNALS) && rpc.participant != null) {
      hosting.replayTo(rpc.participant);
    }
  }

  private void moveTo(Link link, RpcSession rpc) {
    Link old = rpc.link;
    if (old != null && old != link) {
      old.bound.remove(rpc);
      old.rpc = old.rpc == rpc ? null : old.rpc;
    }
    forgetWindow(rpc);
    if (rpc.participant != null && old != link) {
      rpc.participant.wasResumed = true;
    }
    bind(link, rpc);
    rpc.lastPingNanos = context.nowNanos();
    arm(rpc);
  }

  private void forgetWindow(RpcSession rpc) {
    if (rpc.window != null) {
      if (!context.has(Bug.OLD_TIMER)) {
        rpc.window.cancel();
      }
      rpc.window = null;
    }
  }

  /** How a socket ended: decides whether its participant is evicted after the window. */
  enum Ended {
    CUT,
    CLOSED,
    CLOSED_WITH_REASON,
    BY_WATCHDOG;

    static Ended of(boolean closeFrame, String reason) {
      if (!closeFrame) {
        return CUT;
      }
      boolean isHarmless = reason.isEmpty() || reason.equals(FOR_RECONNECTION);
      return isHarmless ? CLOSED : CLOSED_WITH_REASON;
    }
  }

  /** The link is gone. */
  void closed(Link link, Ended how) {
    if (!link.isOpen) {
      return;
    }
    link.isOpen = false;
    for (RpcSession rpc : List.copyOf(link.bound)) {
      if (rpc.link == link) {
        lost(rpc, how);
      }
    }
  }

  private void lost(RpcSession rpc, Ended how) {
    rpc.link = null;
    if (how == Ended.CLOSED_WITH_REASON && !rpc.hadAbruptEnd) {
      // Captured: a close with any other reason text leaves a participant that is never evicted.
      remove(rpc);
      return;
    }
    rpc.hadAbruptEnd |= how == Ended.CUT;
    rpc.window = context.timers.at(windowEnds(rpc), () -> expire(rpc));
    if (context.has(Bug.FALSE_OBITUARY) && rpc.participant != null) {
      hosting.sayLost(rpc.participant);
    }
  }

  /** Every loss has a window of its own. */
  private long windowEnds(RpcSession rpc) {
    Duration window = context.clocks.window();
    if (context.has(Bug.HASTY_EVICTION)) {
      return context.nowNanos() + window.dividedBy(5).toNanos();
    }
    if (rpc.firstLostNanos == Long.MIN_VALUE) {
      rpc.firstLostNanos = context.nowNanos();
    }
    return context.has(Bug.WINDOW_FROM_FIRST_LOSS)
        ? rpc.firstLostNanos + window.toNanos()
        : context.nowNanos() + window.toNanos();
  }

  private void expire(RpcSession rpc) {
    rpc.window = null;
    if (rpc.isRemoved) {
      return;
    }
    remove(rpc);
    Participant p = rpc.participant;
    if (p != null) {
      hosting.evict(p, Hosting.LOST);
    }
  }

  /**
   * The participant of an RPC session is gone: only echo is answered from now on, and the socket,
   * or its successor, is closed later.
   */
  void evicted(RpcSession rpc) {
    rpc.participant = null;
    if (rpc.isRemoved) {
      return;
    }
    rpc.isEvicted = true;
    context.after(context.clocks.closeAfterEviction(), () -> closeEvicted(rpc));
  }

  private void closeEvicted(RpcSession rpc) {
    if (rpc.isRemoved) {
      return;
    }
    remove(rpc);
    Link link = rpc.link;
    rpc.link = null;
    if (link != null && link.isOpen) {
      close(link, "");
    }
  }

  private void remove(RpcSession rpc) {
    rpc.isRemoved = true;
    byId.remove(rpc.id, rpc);
  }

  int size() {
    return byId.size();
  }
}
