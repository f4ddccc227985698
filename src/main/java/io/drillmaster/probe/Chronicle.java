package io.drillmaster.probe;

import io.drillmaster.history.Event;
import io.drillmaster.history.MediaEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import io.drillmaster.openvidu.Observation;
import io.drillmaster.openvidu.SignalPayload;
import java.util.Optional;

/**
 * What a canary observes, as events of the history: adds who and which session. The words of both
 * sides are the same, which a test holds them to. Pure.
 *
 * @param who the canary's name
 * @param session its session
 */
record Chronicle(String who, String session) {
  /** The event; empty for what only live charts want to know. */
  Optional<Event> event(Observation what) {
    boolean isForCharts =
        what instanceof Observation.Back
            || what instanceof Observation.Gone
            || what instanceof Observation.NoCredentials;
    return isForCharts ? Optional.empty() : Optional.of(recorded(what));
  }

  private Event recorded(Observation what) {
    if (what instanceof Observation.Invoked o) {
      return new OperationEvent.Invoked(
          o.at(), o.op(), o.parent(), o.attempt(), who, session, o.epoch(), kind(o.kind()));
    } else if (what instanceof Observation.Completed o) {
      Outcome outcome = Outcome.valueOf(o.outcome().name());
      return new OperationEvent.Completed(
          o.at(), o.op(), who, kind(o.kind()), outcome, o.code(), o.detail());
    } else if (what instanceof Observation.Opened o) {
      return opened(o);
    } else if (what instanceof Observation.Closed o) {
      return closed(o);
    } else if (what instanceof Observation.Sent o) {
      return sent(o);
    } else if (what instanceof Observation.Received o) {
      return received(o);
    } else if (what instanceof Observation.Addresses o) {
      MediaEvent.Where where = MediaEvent.Where.valueOf(o.where().name());
      return new MediaEvent.Addresses(
          o.at(), who, session, o.epoch(), o.con(), where, o.stream(), o.addresses());
    }
    return membership(what);
  }

  private static OperationEvent.Kind kind(io.drillmaster.openvidu.OperationKind kind) {
    return OperationEvent.Kind.valueOf(kind.name());
  }

  private Event opened(Observation.Opened o) {
    var facts = o.facts();
    return new SocketEvent.Opened(
        o.at(),
        o.op(),
        who,
        session,
        o.epoch(),
        facts.local(),
        facts.remote(),
        facts.server(),
        o.reconnect());
  }

  private Event closed(Observation.Closed o) {
    return new SocketEvent.Closed(
        o.at(),
        who,
        session,
        o.epoch(),
        SocketEvent.By.valueOf(o.by().name()),
        SocketEvent.Ending.valueOf(o.end().ending().name()),
        o.willing(),
        o.end().code(),
        o.end().reason(),
        o.lastFrameAt(),
        o.lastPingAt(),
        o.lastPongAt(),
        o.pendingPingAt());
  }

  private Event sent(Observation.Sent o) {
    return new SignalEvent.Sent(
        o.at(),
        o.op(),
        who,
        session,
        o.epoch(),
        o.con(),
        o.life(),
        o.seq(),
        SignalEvent.Purpose.valueOf(o.purpose().name()),
        o.intendedAt());
  }

  private Event received(Observation.Received o) {
    SignalPayload payload = o.payload();
    return new SignalEvent.Received(
        o.at(),
        who,
        session,
        o.epoch(),
        o.con(),
        o.from(),
        payload.sender(),
        payload.session(),
        payload.con(),
        payload.life(),
        payload.seq(),
        SignalEvent.Purpose.valueOf(payload.purpose().name()),
        payload.intendedAt());
  }

  private Event membership(Observation what) {
    if (what instanceof Observation.Intends o) {
      MemberEvent.Intention intention =
          o.in() ? MemberEvent.Intention.JOIN : MemberEvent.Intention.LEAVE;
      return new MemberEvent.Intends(o.at(), who, session, intention);
    } else if (what instanceof Observation.Joined o) {
      var peers =
          o.peers().stream().map(peer -> new MemberEvent.Peer(peer.con(), peer.streams())).toList();
      return new MemberEvent.Joined(
          o.at(), o.op(), who, session, o.epoch(), o.con(), o.rpc(), o.life(), peers);
    } else if (what instanceof Observation.Reconnected o) {
      return new MemberEvent.Reconnected(
          o.at(), o.op(), who, session, o.epoch(), o.con(), o.rpc(), o.life());
    } else if (what instanceof Observation.LifeTold o) {
      return new MemberEvent.LifeTold(o.at(), o.op(), who, session, o.con(), o.life());
    } else if (what instanceof Observation.Told o) {
      MemberEvent.Verdict verdict = MemberEvent.Verdict.valueOf(o.verdict().name());
      MemberEvent.Via via = MemberEvent.Via.valueOf(o.via().name());
      return new MemberEvent.Told(
          o.at(), who, session, o.epoch(), o.con(), o.life(), verdict, via, o.reason());
    } else if (what instanceof Observation.Noticed o) {
      MemberEvent.Change change = MemberEvent.Change.valueOf(o.change().name());
      return new MemberEvent.Noticed(
          o.at(), who, session, o.epoch(), o.con(), change, o.subject(), o.stream(), o.reason());
    }
    throw new IllegalStateException("no event for " + what.getClass().getName());
  }
}
