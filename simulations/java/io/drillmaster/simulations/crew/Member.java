package io.drillmaster.simulations.crew;

import io.drillmaster.chronicle.Chronicle;
import io.drillmaster.openvidu.Credentials;
import io.drillmaster.openvidu.Host;
import io.drillmaster.openvidu.Observation;
import io.drillmaster.openvidu.Participant;
import io.drillmaster.openvidu.ParticipantPlan;
import io.drillmaster.openvidu.SocketEnd;
import io.drillmaster.openvidu.SocketFacts;
import io.drillmaster.simulations.netty.ClientSocket;
import io.drillmaster.simulations.netty.Endpoint;
import io.drillmaster.simulations.netty.SocketListener;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One participant at work: the state machine on its event loop, its socket, its timer and who waits
 * for it. All methods but those that hand over ({@code quiet}, {@code endStay}, {@code drop},
 * {@code credentials}, {@code noCredentials}) are called on the loop.
 */
public final class Member implements Host, SocketListener {
  private final Crew crew;
  private final Desk desk;
  private final Seat seat;
  private final Chronicle chronicle;
  private final Participant participant;
  private final SessionBackEnd backEnd;
  private final Milestones milestones;
  private final Alarm alarm;
  private @Nullable ClientSocket socket;
  private @Nullable Runnable afterJoin;
  private @Nullable Runnable afterStay;
  private @Nullable Runnable afterLeave;
  private int dialled;
  private boolean stayEnded;
  private boolean finished;

  Member(Crew crew, Desk desk, Seat seat, ParticipantPlan plan, Milestones milestones) {
    this.crew = crew;
    this.desk = desk;
    this.seat = seat;
    this.chronicle = new Chronicle(seat.name(), seat.session());
    this.milestones = milestones;
    this.participant = new Participant(plan, crew.plan().settings(), this);
    this.backEnd = crew.backEnd(seat.session(), desk);
    this.alarm = new Alarm(desk.alarms(), this::woken);
  }

  /** Its place. */
  public Seat seat() {
    return seat;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  /** Joins; then follows when it is in for the first time, or will never be. */
  void join(Runnable then) {
    afterJoin = then;
    act(() -> participant.start(desk.now()));
  }

  /** Then follows when the control says that the stay is over. */
  public void stay(Runnable then) {
    if (stayEnded || finished) {
      then.run();
    } else {
      afterStay = then;
    }
  }

  /** Then follows when that time is over, or the control says that the stay is. */
  public void stay(long nanos, Runnable then) {
    stay(then);
    if (afterStay == then) {
      var unused = desk.loop().schedule(() -> release(then), nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void release(Runnable then) {
    if (afterStay == then) {
      afterStay = null;
      then.run();
    }
  }

  /** Leaves politely; then follows when it has left. */
  public void leave(Runnable then) {
    if (finished) {
      then.run();
      return;
    }
    afterLeave = then;
    act(() -> participant.leave(desk.now()));
  }

  /** No more room signals; any thread. */
  void quiet() {
    handOver(() -> participant.quiet(desk.now()));
  }

  /** Ends its stay after a while; any thread. */
  void endStay(long afterNanos) {
    var unused = desk.loop().schedule(this::stayOver, afterNanos, TimeUnit.NANOSECONDS);
  }

  private void stayOver() {
    stayEnded = true;
    Runnable joined = afterJoin;
    afterJoin = null;
    run(joined);
    Runnable stayed = afterStay;
    afterStay = null;
    run(stayed);
  }

  /** Cuts everything; any thread. */
  public void drop() {
    handOver(() -> participant.drop(desk.now()));
  }

  void credentials(Credentials credentials) {
    handOver(() -> participant.credentials(credentials, desk.now()));
  }

  void noCredentials(String why) {
    handOver(() -> participant.noCredentials(why, desk.now()));
  }

  private void handOver(Runnable input) {
    if (!desk.loop().isShuttingDown()) {
      desk.loop().execute(() -> act(input));
    }
  }

  private void act(Runnable input) {
    if (!finished) {
      crew.guarded(input);
      finishWhenDone();
    }
  }

  private void woken(long now) {
    act(() -> participant.wake(now));
  }

  private void finishWhenDone() {
    if (finished || !participant.isDone()) {
      return;
    }
    finished = true;
    alarm.off();
    milestones.end(desk.now(), "left before it was back");
    backEnd.forget(this);
    crew.finished(this);
    stayOver();
    Runnable left = afterLeave;
    afterLeave = null;
    run(left);
  }

  /** Whoever waits may act on this participant again: not from within its own input. */
  private void run(@Nullable Runnable waiting) {
    if (waiting != null) {
      desk.loop().execute(waiting);
    }
  }

  // --- what the participant wants done

  @Override
  public void connect(String url, boolean reconnect) {
    abandon();
    String routed = crew.plan().fronts().route(url, seat.name(), dialled++);
    socket = crew.open(desk, Endpoint.of(routed), this);
  }

  private void abandon() {
    ClientSocket old = socket;
    socket = null;
    if (old != null) {
      old.cut();
    }
  }

  @Override
  public void send(String frame) {
    ClientSocket current = socket;
    if (current != null) {
      current.send(frame);
    }
  }

  @Override
  public void close(int code, String reason) {
    ClientSocket current = socket;
    socket = null;
    if (current != null) {
      current.close(code, reason);
    }
  }

  @Override
  public void wakeAt(long atNanos) {
    alarm.at(atNanos);
  }

  @Override
  public void askCredentials(Credentials.Kind kind) {
    backEnd.ask(this, kind);
  }

  @Override
  public void observe(Observation what) {
    crew.record(chronicle, what);
    milestones.note(what);
    if (what instanceof Observation.Back && afterJoin != null) {
      Runnable joined = afterJoin;
      afterJoin = null;
      run(joined);
    }
  }

  // --- what the socket tells

  @Override
  public void upgraded(ClientSocket from, SocketFacts facts, long at) {
    if (from == socket) {
      act(() -> participant.upgraded(facts, at));
    }
  }

  @Override
  public void refused(ClientSocket from, int status, String detail, long at) {
    if (from == socket) {
      socket = null;
      act(() -> participant.upgradeRefused(status, detail, at));
    }
  }

  @Override
  public void failed(ClientSocket from, String why, long at) {
    if (from == socket) {
      socket = null;
      act(() -> participant.upgradeFailed(why, at));
    }
  }

  @Override
  public void frame(ClientSocket from, String text, long at) {
    if (from == socket) {
      act(() -> participant.frame(text, at));
    }
  }

  @Override
  public void ended(ClientSocket from, SocketEnd end, long at) {
    if (from == socket) {
      socket = null;
      act(() -> participant.closed(end, at));
    }
  }
}
