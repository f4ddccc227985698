package io.drillmaster.twin;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.openvidu.Credentials;
import io.drillmaster.openvidu.Host;
import io.drillmaster.openvidu.Observation;
import io.drillmaster.openvidu.Participant;
import io.drillmaster.openvidu.ParticipantPlan;
import io.drillmaster.openvidu.Settings;
import io.drillmaster.openvidu.SocketEnd;
import io.drillmaster.openvidu.SocketFacts;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import io.drillmaster.twin.browser.Tab;
import io.drillmaster.twin.wire.Dialer;
import io.drillmaster.twin.wire.Link;
import io.drillmaster.twin.wire.LinkEvents;
import io.drillmaster.twin.wire.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** One participant of the load's kind on a socket of the twin's transport, its steps recorded. */
final class ParticipantUser implements Host {

  /** The SDK waits for ever; a test does not. */
  private static final Duration DIAL_BOUND = Duration.ofSeconds(30);

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Ticker ticker = Ticker.system();
  private final List<Tab.Step> steps = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong();
  private final Transport transport;
  private final String token;
  private final Participant participant;
  private volatile Observation.Told told;
  private volatile String local = "";
  private Socket socket;

  ParticipantUser(Transport transport, String session, String token) {
    this.transport = transport;
    this.token = token;
    this.participant =
        new Participant(
            new ParticipantPlan(session, "side", true, 0, 0),
            new Settings(
                "side",
                ProtocolClocks.REAL,
                ClientPolicy.OPENVIDU_BROWSER,
                ids::incrementAndGet,
                7),
            this);
  }

  /** Joins and publishes; gives its own ip:port. */
  String join() throws InterruptedException {
    transport.loop().execute(() -> participant.start(ticker.nanos()));
    if (!Pause.until(this::isServed, LOOK_EVERY, SOON)) {
      throw new AssertionError("the participant did not join: " + steps);
    }
    return local;
  }

  private boolean isServed() {
    return transport.loop().submit(participant::isServed).syncUninterruptibly().getNow();
  }

  /** What happened on its sockets so far. */
  List<Tab.Step> steps() {
    return List.copyOf(steps);
  }

  /** What it made of what it was told; null while it believes itself a member. */
  Observation.Told told() {
    return told;
  }

  /** Leaves politely: who is cut off is evicted later, and the news of it evicts others. */
  void leave() throws InterruptedException {
    transport.loop().execute(() -> participant.leave(ticker.nanos()));
    if (!Pause.until(this::isDone, LOOK_EVERY, SOON)) {
      throw new AssertionError("the participant did not leave: " + steps);
    }
  }

  private boolean isDone() {
    return transport.loop().submit(participant::isDone).syncUninterruptibly().getNow();
  }

  private void step(Tab.Kind kind, String text) {
    steps.add(new Tab.Step(kind, ticker.nanos() / 1e9, text));
  }

  @Override
  public void connect(String url, boolean reconnect) {
    step(Tab.Kind.OPENING, url);
    Socket next = new Socket();
    socket = next;
    new Dialer(transport).dial(URI.create(url), Map.of(), DIAL_BOUND, next, next::opened);
  }

  @Override
  public void send(String frame) {
    step(Tab.Kind.SENT, frame);
    socket.link.send(frame);
    socket.link.flush();
  }

  @Override
  public void close(int code, String reason) {
    if (socket != null && socket.link != null) {
      socket.link.close(code, reason);
    }
    socket = null;
  }

  @Override
  public void wakeAt(long atNanos) {
    Duration wait = Duration.ofNanos(Math.max(0, atNanos - ticker.nanos()));
    transport.later(wait, () -> participant.wake(ticker.nanos()));
  }

  @Override
  public void askCredentials(Credentials.Kind kind) {
    if (kind == Credentials.Kind.JOIN) {
      String con = "unknown until joined";
      transport
          .loop()
          .execute(() -> participant.credentials(new Credentials(token, con), ticker.nanos()));
    }
  }

  @Override
  public void observe(Observation what) {
    if (what instanceof Observation.Told verdict) {
      told = verdict;
    }
  }

  /** One socket; of earlier ones nothing is reported. */
  private final class Socket implements LinkEvents {
    private Link link;

    void opened(Link opened) {
      if (socket == this) {
        link = opened;
        local = Transport.text(opened.local());
        step(Tab.Kind.UPGRADED, "");
        participant.upgraded(new SocketFacts(local, "", null), ticker.nanos());
      } else {
        opened.reset();
      }
    }

    @Override
    public void text(String text) {
      if (socket == this) {
        step(Tab.Kind.RECEIVED, text);
        participant.frame(text, ticker.nanos());
      }
    }

    @Override
    public void ended(boolean closeFrame, int code, String reason) {
      if (socket != this) {
        return;
      }
      step(Tab.Kind.ENDED, "");
      socket = null;
      if (link == null) {
        participant.upgradeFailed("refused", ticker.nanos());
      } else {
        SocketEnd end = closeFrame ? SocketEnd.frame(code, reason) : SocketEnd.FIN;
        participant.closed(end, ticker.nanos());
      }
    }
  }
}
