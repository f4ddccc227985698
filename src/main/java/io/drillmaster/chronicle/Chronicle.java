package io.drillmaster.chronicle;

import io.drillmaster.history.Event;
import io.drillmaster.history.MediaEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import io.drillmaster.openvidu.Observation;
import java.util.Optional;

/**
 * What one participant observes, as events of the history, one to one: adds who and which session.
 * Pure; called for every observation of every participant, so the frequent ones come first.
 *
 * @param who the participant's name
 * @param session its session
 */
public record Chronicle(String who, String session) {

  /** The event; empty for what is a conclusion from others: judges draw their own. */
  public Optional<Event> event(Observation what) {
    boolean isConclusion =
        what instanceof Observation.Back
            || what instanceof Observation.Gone
            || what instanceof Observation.NoCredentials;
    return isConclusion ? Optional.empty() : Optional.of(recorded(what));
  }

  private Event recorded(Observation what) {
    if (what instanceof Observation.Received o) {
      return received(o);
    } else if (what instanceof Observation.Sent o) {
      return sent(o);
    } else if (what instanceof Observation.Invoked o) {
      return new OperationEvent.Invoked(
          o.at(), o.op(), o.parent(), o.attempt(), who, session, o.epoch(), Namesake.of(o.kind()));
    } else if (what instanceof Observation.Completed o) {
      return new OperationEvent.Completed(
          o.at(),
          o.op(),
          who,
          Namesake.of(o.kind()),
          Namesake.of(o.outcome()),
          o.code(),
          o.detail());
    } else if (what instanceof Observation.Noticed o) {
      return new MemberEvent.Noticed(
          o.at(),
          who,
          session,
          o.epoch(),
          o.con(),
          Namesake.of(o.change()),
          o.subject(),
          o.stream(),
          o.reason());
    } else if (what instanceof Observation.Addresses o) {
      return new MediaEvent.Addresses(
          o.at(),
          who,
          session,
          o.epoch(),
          o.con(),
          Namesake.of(o.where()),
          o.stream(),
          o.addresses());
    } else if (what instanceof Observation.Opened o) {
      return opened(o);
    } else if (what instanceof Observation.Closed o) {
      return closed(o);
    }
    return membership(what);
  }

  private Event membership(Observation what) {
    if (what instanceof Observation.Intends o) {
      return new MemberEvent.Intends(
          o.at(), who, session, o.in() ? MemberEvent.Intention.JOIN : MemberEvent.Intention.LEAVE);
    } else if (what instanceof Observation.Joined o) {
      return new MemberEvent.Joined(
          o.at(),
          o.op(),
          who,
          session,
          o.epoch(),
          o.con(),
          o.rpc(),
          o.life(),
          o.peers().stream()
              .map(peer -> new MemberEvent.Peer(peer.con(), peer.streams()))
              .toList());
    } else if (what instanceof Observation.Reconnected o) {
      return new MemberEvent.Reconnected(
          o.at(), o.op(), who, session, o.epoch(), o.con(), o.rpc(), o.life());
    } else if (what instanceof Observation.LifeTold o) {
      return new MemberEvent.LifeTold(o.at(), o.op(), who, session, o.con(), o.life());
    } else if (what instanceof Observation.Told o) {
      return new MemberEvent.Told(
          o.at(),
          who,
          session,
          o.epoch(),
          o.con(),
          o.life(),
          Namesake.of(o.verdict()),
          Namesake.of(o.via()),
          o.reason());
    }
    throw new IllegalArgumentException(
        "no history event is known for observation " + what.getClass().getSimpleName());
  }

  private Event received(Observation.Received o) {
    var payload = o.payload();
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
        Namesake.of(payload.purpose()),
        payload.intendedAt());
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
        Namesake.of(o.purpose()),
        o.intendedAt());
  }

  private Event opened(Observation.Opened o) {
    return new SocketEvent.Opened(
        o.at(),
        o.op(),
        who,
        session,
        o.epoch(),
        o.facts().local(),
        o.facts().remote(),
        o.facts().server(),
        o.reconnect());
  }

  private Event closed(Observation.Closed o) {
    return new SocketEvent.Closed(
        o.at(),
        who,
        session,
        o.epoch(),
        Namesake.of(o.by()),
        Namesake.of(o.end().ending()),
        o.willing(),
        o.end().code(),
        o.end().reason(),
        o.lastFrameAt(),
        o.lastPingAt(),
        o.lastPongAt(),
        o.pendingPingAt());
  }
}
