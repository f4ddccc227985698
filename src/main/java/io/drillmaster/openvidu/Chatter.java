package io.drillmaster.openvidu;

import io.drillmaster.openvidu.Deadlines.Timer;
import io.drillmaster.openvidu.Observation.Purpose;

/**
 * Numbered signals: to the room at intended times, and to oneself as proofs of service.
 * Single-threaded.
 */
final class Chatter {

  /**
   * Room signals whose time came while the participant was out are sent late when it is back, but
   * at most this many, so that a long outage does not end in a flood.
   */
  static final int OVERDUE_SIGNALS_MAX = 3;

  private static final long UNSET = Long.MIN_VALUE;

  private final ParticipantPlan plan;
  private final Settings settings;
  private final Host host;
  private final Rpc rpc;
  private final Deadlines deadlines;
  private final Seat seat;
  private final long proofPeriodNanos;
  private final long proofRetryNanos;

  private long nextSeq = 1;
  private long firstSeqOfAttachment;
  private long nextSignalAt = UNSET;
  private boolean quiet;

  Chatter(
      ParticipantPlan plan, Settings settings, Host host, Rpc rpc, Deadlines deadlines, Seat seat) {
    this.plan = plan;
    this.settings = settings;
    this.host = host;
    this.rpc = rpc;
    this.deadlines = deadlines;
    this.seat = seat;
    this.proofPeriodNanos = settings.proofPeriod().toNanos();
    this.proofRetryNanos = settings.clocks().proofRetry().toNanos();
  }

  /** In the room, for the first time or again: prove it at once, and go on talking. */
  void attached(long now) {
    firstSeqOfAttachment = nextSeq;
    deadlines.set(Timer.PROOF, now);
    if (nextSignalAt == UNSET) {
      nextSignalAt = now + plan.signalPhaseNanos();
    }
    armSignal(now);
  }

  void detached() {
    deadlines.cancel(Timer.PROOF);
    deadlines.cancel(Timer.SIGNAL);
  }

  void quiet() {
    quiet = true;
    deadlines.cancel(Timer.SIGNAL);
  }

  /**
   * Proves service.
   *
   * @param served whether service is proven; if not, the next proof follows soon
   */
  void prove(boolean served, long now) {
    deadlines.set(Timer.PROOF, now + (served ? proofPeriodNanos : proofRetryNanos));
    send(Purpose.PROOF, now, now);
  }

  /** Sends the room signal whose time has come. */
  void signal(long now) {
    long intendedAt = nextSignalAt;
    nextSignalAt += plan.signalEveryNanos();
    send(Purpose.ROOM, intendedAt, now);
    armSignal(now);
  }

  /** Whether this signal, just received, proves that its receiver is served. */
  boolean isOwnProof(SignalPayload payload) {
    return payload.purpose() == Purpose.PROOF
        && payload.seq() >= firstSeqOfAttachment
        && payload.sender().equals(plan.name())
        && payload.con().equals(seat.con);
  }

  private void armSignal(long now) {
    long period = plan.signalEveryNanos();
    if (period == 0 || quiet) {
      return;
    }
    long overdue = now < nextSignalAt ? 0 : (now - nextSignalAt) / period + 1;
    if (overdue > OVERDUE_SIGNALS_MAX) {
      nextSignalAt += (overdue - OVERDUE_SIGNALS_MAX) * period;
    }
    deadlines.set(Timer.SIGNAL, nextSignalAt);
  }

  private void send(Purpose purpose, long intendedAt, long now) {
    long seq = nextSeq++;
    SignalPayload payload =
        new SignalPayload(
            settings.nonce(),
            plan.session(),
            plan.name(),
            seat.con,
            seat.life,
            seq,
            purpose,
            intendedAt);
    int id = rpc.takeId();
    boolean toRoom = purpose == Purpose.ROOM;
    long op = rpc.begin(id, toRoom ? OperationKind.SIGNAL : OperationKind.PROOF, now);
    host.observe(
        new Observation.Sent(now, op, rpc.epoch(), seat.con, seat.life, seq, purpose, intendedAt));
    host.send(
        toRoom
            ? Requests.signalToRoom(id, payload.text())
            : Requests.signalTo(id, seat.con, payload.text()));
  }
}
