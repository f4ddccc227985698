package io.drillmaster.simulations.crew;

import io.drillmaster.openvidu.Observation;
import io.drillmaster.openvidu.Observation.Purpose;
import io.drillmaster.openvidu.Observation.Way;
import io.drillmaster.openvidu.OperationKind;
import io.drillmaster.openvidu.Outcome;

/**
 * What of one participant's observations Gatling's charts show: {@code join} (from the intention to
 * the first proof), {@code resume}, {@code rejoin}, {@code rebuild} and, for all three together,
 * {@code lost} (from the loss to the proven return), and {@code signal} (from the intended time to
 * its own receipt, as the room sees it). Rendering costs 15 CPU-s per million events, so pings and
 * proofs are left out and signals are drawn of a sample of participants. Judges read the history,
 * never this. Confined to the participant's event loop.
 */
final class Milestones {
  private static final long NEVER = Long.MIN_VALUE;

  private final Chart chart;
  private final String name;
  private final boolean drawsSignals;
  private long intendedAt = NEVER;
  private boolean joined;
  private long outSince = NEVER;
  private long signalOp = NEVER;
  private long signalIntendedAt;

  /**
   * The milestones of one participant.
   *
   * @param name of the participant, as its signals carry it
   * @param drawsSignals whether it belongs to the sample
   */
  Milestones(Chart chart, String name, boolean drawsSignals) {
    this.chart = chart;
    this.name = name;
    this.drawsSignals = drawsSignals;
  }

  void note(Observation what) {
    if (what instanceof Observation.Received received) {
      receipt(received);
    } else if (what instanceof Observation.Sent sent) {
      if (sent.purpose() == Purpose.ROOM) {
        signalOp = sent.op();
        signalIntendedAt = sent.intendedAt();
      }
    } else if (what instanceof Observation.Completed completed) {
      refusal(completed);
    } else if (what instanceof Observation.Intends intends) {
      intendedAt = intends.in() ? intends.at() : intendedAt;
    } else if (what instanceof Observation.Closed closed) {
      if (!closed.willing()) {
        out(closed.at());
      }
    } else if (what instanceof Observation.Told told) {
      out(told.at());
    } else if (what instanceof Observation.Back back) {
      back(back);
    } else if (what instanceof Observation.Gone gone) {
      end(gone.at(), gone.why());
    }
  }

  private void receipt(Observation.Received received) {
    if (drawsSignals
        && received.payload().purpose() == Purpose.ROOM
        && received.payload().sender().equals(name)) {
      chart.ok("signal", received.payload().intendedAt(), received.at());
    }
  }

  private void refusal(Observation.Completed completed) {
    if (drawsSignals
        && completed.kind() == OperationKind.SIGNAL
        && completed.outcome() != Outcome.OK
        && completed.op() == signalOp) {
      String detail = completed.detail();
      chart.ko("signal", signalIntendedAt, completed.at(), detail == null ? "no answer" : detail);
    }
  }

  private void out(long at) {
    if (joined && outSince == NEVER) {
      outSince = at;
    }
  }

  private void back(Observation.Back back) {
    outSince = NEVER;
    joined = true;
    if (back.way() == Way.JOINED) {
      chart.ok("join", back.since(), back.at());
    } else {
      chart.ok(event(back.way()), back.since(), back.at());
      chart.ok("lost", back.since(), back.at());
    }
  }

  private static String event(Way way) {
    return switch (way) {
      case JOINED -> "join";
      case RESUMED -> "resume";
      case REJOINED -> "rejoin";
      case REBUILT -> "rebuild";
    };
  }

  /** It has left, or given up; what was open failed. */
  void end(long at, String why) {
    if (!joined && intendedAt != NEVER) {
      chart.ko("join", intendedAt, at, why);
    } else if (outSince != NEVER) {
      chart.ko("lost", outSince, at, why);
    }
    intendedAt = NEVER;
    outSince = NEVER;
  }
}
