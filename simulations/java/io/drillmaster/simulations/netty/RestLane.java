package io.drillmaster.simulations.netty;

import io.drillmaster.openvidu.RestRequest;
import io.drillmaster.time.Ticker;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;

/**
 * The HTTP client of one event loop: a small pool of keep-alive connections to the cluster's base
 * URL. A connection carries one request at a time; idle ones that the other side ends are dropped
 * at once, so that a request is never lost on a stale one known to be stale. Used on its loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails ends the channel, which is noticed
public final class RestLane {
  /**
   * Requests in flight at once. While a master hangs, each of its sessions keeps one connection
   * busy until the balancer gives up; as many again must still get through.
   */
  static final int CONNECTIONS_MAX = 256;

  /** Kept for the next request; more only cost descriptors. */
  static final int IDLE_MAX = 8;

  /** One request per session waits at most, and a worker has no more sessions than this. */
  static final int WAITING_MAX = 100_000;

  private static final int ANSWER_BYTES_MAX = 1024 * 1024;

  private record Waiting(RestRequest request, RestListener listener) {}

  private final EventLoop loop;
  private final Dialer dialer;
  private final Endpoint base;
  private final String authorization;
  private final LoopClock clock;
  private final Deque<RestConnection> idle = new ArrayDeque<>();
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int connections;

  /**
   * A lane.
   *
   * @param authorization the header of every request
   */
  public RestLane(
      EventLoop loop, Dialer dialer, Endpoint base, String authorization, LoopClock clock) {
    this.loop = loop;
    this.dialer = dialer;
    this.base = base;
    this.authorization = authorization;
    this.clock = clock;
  }

  /** Makes the attempt; the listener hears later, never before this returns. */
  public void request(RestRequest request, RestListener listener) {
    RestConnection free = idle.pollLast();
    if (free != null) {
      free.carry(request, listener);
    } else if (connections < CONNECTIONS_MAX) {
      open(request, listener);
    } else if (waiting.size() < WAITING_MAX) {
      waiting.add(new Waiting(request, listener));
    } else {
      loop.execute(
          () ->
              listener.unanswered(
                  false, WAITING_MAX + " requests wait already", clock.ticker().nanos()));
    }
  }

  private void open(RestRequest request, RestListener listener) {
    connections++;
    RestConnection connection = new RestConnection(this, request, listener);
    ChannelFuture dialing =
        dialer.dial(
            loop,
            base,
            fresh ->
                fresh
                    .pipeline()
                    .addLast(
                        clock.stamp(),
                        new HttpClientCodec(),
                        new HttpObjectAggregator(ANSWER_BYTES_MAX),
                        connection));
    connection.dialing(dialing.channel());
    dialing.addListener(
        (ChannelFutureListener)
            done -> {
              if (!done.isSuccess()) {
                connection.notConnected(Causes.words(done.cause()));
              }
            });
  }

  /** A connection has nothing to do any more. */
  void free(RestConnection connection) {
    Waiting next = waiting.poll();
    if (next != null) {
      connection.carry(next.request(), next.listener());
    } else if (idle.size() < IDLE_MAX) {
      idle.addLast(connection);
    } else {
      connection.close();
    }
  }

  /** A connection is gone. */
  void gone(RestConnection connection) {
    connections--;
    idle.remove(connection);
    Waiting next = waiting.poll();
    if (next != null) {
      open(next.request(), next.listener());
    }
  }

  /** Closes what is idle; what is busy closes when answered. */
  public void close() {
    for (RestConnection each : new ArrayDeque<>(idle)) {
      each.close();
    }
  }

  EventLoop loop() {
    return loop;
  }

  Endpoint base() {
    return base;
  }

  String authorization() {
    return authorization;
  }

  ReadStamp stamp() {
    return clock.stamp();
  }

  Ticker ticker() {
    return clock.ticker();
  }
}
