package io.drillmaster.simulations.netty;

import io.drillmaster.openvidu.SocketEnd;
import io.drillmaster.openvidu.SocketFacts;
import io.drillmaster.time.Ticker;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets some hundred connections of this process with itself begin, and end as those of a dead node
 * do. Otherwise the code of an ending would run for the first time, and slowly, when hundreds end
 * at once and each is to be stamped when it did.
 */
public final class Rehearsal {
  /** The JVM compiles a method after 200 calls. */
  private static final int ENDINGS = 400;

  /** So many at the same time, for the sake of the limit of open files. */
  private static final int AT_ONCE = 50;

  private static final int RESET_ONE_IN = 2;
  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final String KEY = "sec-websocket-key: ";

  private final Ticker ticker;
  private final LoopClock clock;
  private final Semaphore upgraded = new Semaphore(0);
  private final Semaphore ended = new Semaphore(0);

  private Rehearsal(Ticker ticker) {
    this.ticker = ticker;
    this.clock = LoopClock.of(ticker);
  }

  /**
   * Plays it.
   *
   * @return how many endings were heard; fewer than meant on a machine that is too busy
   * @throws IOException when no connection to 127.0.0.1 can be had
   * @throws InterruptedException when the thread is interrupted
   */
  public static int play(Ticker ticker) throws IOException, InterruptedException {
    return new Rehearsal(ticker).play();
  }

  private int play() throws IOException, InterruptedException {
    long until = ticker.nanos() + BOUND.toNanos();
    int heard = 0;
    EventLoopGroup group = loops();
    try (ServerSocket server = new ServerSocket(0, AT_ONCE, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout((int) BOUND.toMillis());
      Endpoint self = Endpoint.of("ws://127.0.0.1:" + server.getLocalPort() + "/");
      Dialer dialer = new Dialer(null);
      while (heard < ENDINGS && ticker.nanos() < until) {
        heard += round(group.next(), dialer, self, server);
      }
    } finally {
      var unused = group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
    return heard;
  }

  private static EventLoopGroup loops() {
    return new MultiThreadIoEventLoopGroup(
        1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  private int round(EventLoop loop, Dialer dialer, Endpoint self, ServerSocket server)
      throws IOException, InterruptedException {
    List<Socket> peers = new ArrayList<>();
    try {
      for (int i = 0; i < AT_ONCE; i++) {
        ClientSocket.open(loop, dialer, self, clock, new Ear());
        peers.add(server.accept());
      }
      for (Socket peer : peers) {
        answer(peer);
      }
      await(upgraded);
    } finally {
      for (int i = 0; i < peers.size(); i++) {
        if (i % RESET_ONE_IN == 0) {
          peers.get(i).setSoLinger(true, 0);
        }
        peers.get(i).close();
      }
    }
    return await(ended);
  }

  private static int await(Semaphore heard) throws InterruptedException {
    boolean all = heard.tryAcquire(AT_ONCE, BOUND.toMillis(), TimeUnit.MILLISECONDS);
    return all ? AT_ONCE : heard.drainPermits();
  }

  private static void answer(Socket peer) throws IOException {
    peer.setSoTimeout((int) BOUND.toMillis());
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(peer.getInputStream(), StandardCharsets.ISO_8859_1));
    String key = "";
    for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
      if (line.startsWith(KEY)) {
        key = line.substring(KEY.length());
      }
    }
    String head =
        "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
            + "sec-websocket-accept: "
            + Handshake.expected(key)
            + "\r\n\r\n";
    peer.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  private final class Ear implements SocketListener {
    @Override
    public void upgraded(ClientSocket socket, SocketFacts facts, long at) {
      upgraded.release();
    }

    @Override
    public void refused(ClientSocket socket, int status, String detail, long at) {
      ended.release();
    }

    @Override
    public void failed(ClientSocket socket, String why, long at) {
      ended.release();
    }

    @Override
    public void frame(ClientSocket socket, String text, long at) {
      // nobody says anything
    }

    @Override
    public void ended(ClientSocket socket, SocketEnd end, long at) {
      ended.release();
    }
  }
}
