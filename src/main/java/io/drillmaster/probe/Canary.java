package io.drillmaster.probe;

import io.drillmaster.openvidu.Credentials;
import io.drillmaster.openvidu.Host;
import io.drillmaster.openvidu.Observation;
import io.drillmaster.openvidu.Participant;
import io.drillmaster.openvidu.ParticipantPlan;
import io.drillmaster.openvidu.SocketEnd;
import io.drillmaster.openvidu.SocketFacts;
import io.drillmaster.run.port.Fronts;
import io.drillmaster.time.Ticker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One canary: a participant and the socket it uses. On the loop only. */
final class Canary implements Host {
  /** A close frame is answered within this or the connection is cut. */
  private static final Duration CLOSE_BOUND = Duration.ofSeconds(3);

  /** What the SDK says when a page closes the session's socket (protocol file 6.2). */
  private static final SocketEnd WALKED_OUT = SocketEnd.frame(4102, "Connection closed by client");

  private final ParticipantPlan plan;
  private final Fronts fronts;
  private final Passage passage;
  private final CanaryLoop loop;
  private final Consumer<Observation> observer;
  private final BiConsumer<Canary, Credentials.Kind> desk;
  private final Runnable changed;
  private final Participant participant;
  private final Alarm alarm;
  private final Set<CanarySocket> closing = new HashSet<>();
  private int dialled;
  private boolean isMute;
  private @Nullable CanarySocket socket;

  /**
   * A canary that has not begun.
   *
   * @param crew whose settings, loop and cluster it has
   * @param observer takes what it observes
   * @param desk is asked for its tokens
   * @param changed is run after each thing that happened to it
   */
  Canary(
      ParticipantPlan plan,
      CanaryCrew crew,
      Consumer<Observation> observer,
      BiConsumer<Canary, Credentials.Kind> desk,
      Runnable changed) {
    this.plan = plan;
    this.fronts = crew.access().fronts();
    this.passage = crew.rest().passage();
    this.loop = crew.loop();
    this.observer = observer;
    this.desk = desk;
    this.changed = changed;
    this.participant = new Participant(plan, crew.settings(), this);
    this.alarm = new Alarm(loop, () -> happen(() -> participant.wake(loop.now())));
  }

  /** Something happens to it. */
  void happen(Runnable input) {
    input.run();
    changed.run();
  }

  String name() {
    return plan.name();
  }

  Participant participant() {
    return participant;
  }

  @Override
  public void connect(String url, boolean reconnect) {
    if (socket != null) {
      socket.cut();
    }
    Ears ears = new Ears();
    String routed = fronts.route(url, plan.name(), dialled++);
    CanarySocket next = new CanarySocket(routed, ears, Ticker.system(), passage);
    ears.socket = next;
    socket = next;
    next.connect();
  }

  @Override
  public void send(String frame) {
    if (socket != null) {
      socket.write(frame);
    }
  }

  @Override
  public void close(int code, String reason) {
    CanarySocket left = socket;
    socket = null;
    if (left != null && isMute) {
      left.ignore();
      closing.add(left);
    } else if (left != null) {
      left.abandon(code, reason);
      closing.add(left);
      loop.at(loop.now() + CLOSE_BOUND.toNanos(), () -> end(left));
    }
  }

  private void end(CanarySocket left) {
    left.cut();
    closing.remove(left);
  }

  /** Falls silent for good, as a client does whose network is gone: the socket stays open. */
  void fallSilent() {
    isMute = true;
    participant.desert(SocketEnd.FIN, loop.now());
  }

  /** Closes its socket with the SDK's words, and has not asked to leave. */
  void walkOut() {
    participant.desert(WALKED_OUT, loop.now());
  }

  /** Cuts everything. */
  void drop() {
    participant.drop(loop.now());
    closing.forEach(CanarySocket::cut);
    if (socket != null) {
      socket.cut();
    }
  }

  @Override
  public void wakeAt(long atNanos) {
    alarm.at(atNanos);
  }

  @Override
  public void askCredentials(Credentials.Kind kind) {
    desk.accept(this, kind);
  }

  @Override
  public void observe(Observation what) {
    observer.accept(what);
  }

  /** Brings what the current socket heard to the loop; of earlier ones nothing. */
  private final class Ears implements CanarySocket.Listener {
    private @Nullable CanarySocket socket;

    private void hear(Runnable input) {
      loop.execute(
          () -> {
            if (Canary.this.socket == socket) {
              happen(input);
            }
          });
    }

    @Override
    public void upgraded(SocketFacts facts, long at) {
      hear(() -> participant.upgraded(facts, at));
    }

    @Override
    public void refused(int status, String detail, long at) {
      hear(() -> participant.upgradeRefused(status, detail, at));
    }

    @Override
    public void failed(String why, long at) {
      hear(() -> participant.upgradeFailed(why, at));
    }

    @Override
    public void frame(String text, long at) {
      hear(() -> participant.frame(text, at));
    }

    @Override
    public void closed(SocketEnd end, long at) {
      hear(() -> participant.closed(end, at));
    }
  }
}
