package io.drillmaster.simulations.crew;

import io.drillmaster.chronicle.Chronicle;
import io.drillmaster.history.Recorder;
import io.drillmaster.openvidu.Observation;
import io.drillmaster.openvidu.ParticipantPlan;
import io.drillmaster.simulations.netty.ClientSocket;
import io.drillmaster.simulations.netty.Dialer;
import io.drillmaster.simulations.netty.Endpoint;
import io.drillmaster.simulations.netty.LoopClock;
import io.drillmaster.simulations.netty.RestLane;
import io.drillmaster.simulations.netty.SocketListener;
import io.drillmaster.time.Ticker;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The participants of one worker and all that they share. Thread-safe; each participant stays on
 * its event loop, each session's back end on one.
 */
public final class Crew {
  /** Polite leaving at once would be a storm of its own: this many leave per second. */
  private static final int LEAVES_PER_SECOND = 5_000;

  private final CrewPlan plan;
  private final Recorder recorder;
  private final Ticker ticker;
  private final Dialer dialer;
  private final SignalSample sample;
  private final Map<EventLoop, Desk> desks = new ConcurrentHashMap<>();
  private final Map<String, SessionBackEnd> backEnds = new ConcurrentHashMap<>();
  private final Set<Member> members = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private volatile boolean quiet;
  private volatile boolean leaving;

  /**
   * A crew.
   *
   * @param recorder gets every observation
   */
  public Crew(CrewPlan plan, Recorder recorder, Ticker ticker) {
    this.plan = plan;
    this.recorder = recorder;
    this.ticker = ticker;
    this.dialer = Dialer.to(plan.fronts(), plan.reach(), plan.source());
    this.sample = SignalSample.of(plan.seats().participants(), plan.signalEvery());
  }

  public CrewPlan plan() {
    return plan;
  }

  /** Which participants' signals are drawn. */
  public SignalSample sample() {
    return sample;
  }

  /** Completes when recording or a state machine failed: the history is no longer whole. */
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** The next free seat; empty when all are taken, or the load has been told to leave. */
  public Optional<Seat> takeSeat() {
    return leaving ? Optional.empty() : plan.seats().next();
  }

  /** What participants do when the simulation says nothing else. */
  public Behaviour usual() {
    return new Behaviour(plan.publish(), plan.publish(), plan.signalEvery());
  }

  /**
   * Puts a participant on its seat; called on its loop.
   *
   * @param then follows, later, when it is in for the first time or will never be
   */
  public void join(
      EventLoop loop, Seat seat, Behaviour behaviour, Chart chart, Consumer<Member> then) {
    long every = behaviour.signalEvery().toNanos();
    ParticipantPlan who =
        new ParticipantPlan(
            seat.session(),
            seat.name(),
            behaviour.publishes(),
            behaviour.subscribes(),
            every,
            phase(seat, every));
    Milestones milestones = new Milestones(chart, seat.name(), sample.contains(seat.ordinal()));
    Member member = new Member(this, desk(loop), seat, who, milestones);
    members.add(member);
    member.join(() -> then.accept(member));
    if (quiet) {
      member.quiet();
    }
    if (leaving) {
      member.endStay(0);
    }
  }

  /** Intended times are spread evenly over the period, by seed, so that rooms do not beat. */
  private long phase(Seat seat, long everyNanos) {
    return everyNanos == 0 ? 0 : Math.floorMod(mixed(plan.seed() + seat.ordinal()), everyNanos);
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): a good hash of 64 bits. */
  private static long mixed(long value) {
    long z = (value + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private Desk desk(EventLoop loop) {
    return desks.computeIfAbsent(loop, this::newDesk);
  }

  private Desk newDesk(EventLoop loop) {
    LoopClock clock = LoopClock.of(ticker);
    List<RestLane> lanes =
        plan.fronts().urls().stream()
            .map(url -> Endpoint.of(url.toString()))
            .map(front -> new RestLane(loop, dialer, front, plan.authorization(), clock))
            .toList();
    AlarmClock alarms = new AlarmClock(ticker, (nanos, task) -> schedule(loop, nanos, task));
    return new Desk(loop, clock, lanes, alarms, LoopLag.on(loop, ticker));
  }

  private static void schedule(EventLoop loop, long nanos, Runnable task) {
    var unused = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  SessionBackEnd backEnd(String session, Desk first) {
    return backEnds.computeIfAbsent(session, id -> new SessionBackEnd(this, first, id));
  }

  ClientSocket open(Desk desk, Endpoint to, SocketListener listener) {
    return ClientSocket.open(desk.loop(), dialer, to, desk.clock(), listener);
  }

  /** Nobody signals a room any more. */
  public void quiet() {
    quiet = true;
    members.forEach(Member::quiet);
  }

  /** All stays end; nobody joins any more. */
  public void endStay() {
    leaving = true;
    long step = TimeUnit.SECONDS.toNanos(1) / LEAVES_PER_SECOND;
    members.forEach(member -> member.endStay(member.seat().ordinal() * step));
  }

  /** Everything is cut; nobody joins any more. */
  public void drop() {
    leaving = true;
    members.forEach(Member::drop);
  }

  /** Whether the load has been told to leave. */
  public boolean isLeaving() {
    return leaving;
  }

  /** The present stamp. */
  public long now() {
    return ticker.nanos();
  }

  /** How many are at work. */
  public int present() {
    return members.size();
  }

  /** The worst event-loop lag since the last call, in nanoseconds. */
  public long takeLagNanosMax() {
    return desks.values().stream().mapToLong(desk -> desk.lag().takeNanosMax()).max().orElse(0);
  }

  /** Waits until all loops have done what was handed to them before, for at most that long each. */
  public void flushLoops(Duration bound) throws InterruptedException {
    for (EventLoop loop : desks.keySet()) {
      try {
        if (!loop.isShuttingDown()) {
          loop.submit(() -> {}).get(bound.toNanos(), TimeUnit.NANOSECONDS);
        }
      } catch (ExecutionException | TimeoutException stuck) {
        fail(new IllegalStateException("an event loop did not answer within " + bound, stuck));
      }
    }
  }

  void finished(Member member) {
    members.remove(member);
  }

  void record(Chronicle chronicle, Observation what) {
    try {
      chronicle.event(what).ifPresent(recorder::record);
    } catch (RuntimeException full) {
      fail(full);
    }
  }

  /** Runs an input of a state machine; its failure is ours, not the cluster's, and ends the run. */
  void guarded(Runnable input) {
    try {
      input.run();
    } catch (RuntimeException bug) {
      fail(bug);
    }
  }

  private void fail(Throwable cause) {
    failure.complete(cause);
  }
}
