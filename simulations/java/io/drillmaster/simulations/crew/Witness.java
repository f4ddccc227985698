package io.drillmaster.simulations.crew;

import io.drillmaster.history.Event;
import io.drillmaster.history.MediaEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import io.drillmaster.openvidu.Observation;
import io.drillmaster.openvidu.OperationKind;
import java.util.Optional;

/**
 * Makes history events of observations, one to one: adds who and which session. Pure.
 *
 * @param who the participant's name
 * @param session its session
 */
record Witness(String who, String session) {

  /** The event; empty for what is a conclusion from others: judges draw their own. */
  Optional<Event> event(Observation what) {
    boolean live =
        what instanceof Observation.Back
            || what instanceof Observation.Gone
            || what instanceof Observation.NoCredentials;
    return live ? Optional.empty() : Optional.of(recorded(what));
  }

  private Event recorded(Observation what) {
    if (what instanceof Observation.Received o) {
      return received(o);
    } else if (what instanceof Observation.Sent o) {
      return sent(o);
    } else if (what instanceof Observation.Invoked o) {
      return new OperationEvent.Invoked(
          o.at(), o.op(), o.parent(), o.attempt(), who, session, o.epoch(), kind(o.kind()));
    } else if (what instanceof Observation.Completed o) {
      return new OperationEvent.Completed(
          o.at(), o.op(), who, kind(o.kind()), outcome(o.outcome()), o.code(), o.detail());
    } else if (what instanceof Observation.Noticed o) {
      return new MemberEvent.Noticed(
          o.at(),
          who,
          session,
          o.epoch(),
          o.con(),
          change(o.change()),
          o.subject(),
          o.stream(),
          o.reason());
    } else if (what instanceof Observation.Addresses o) {
      return new MediaEvent.Addresses(
          o.at(), who, session, o.epoch(), o.con(), where(o.where()), o.stream(), o.addresses());
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
          verdict(o.verdict()),
          via(o.via()),
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
        purpose(payload.purpose()),
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
        purpose(o.purpose()),
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
        by(o.by()),
        ending(o.end().ending()),
        o.willing(),
        o.end().code(),
        o.end().reason(),
        o.lastFrameAt(),
        o.lastPingAt(),
        o.lastPongAt(),
        o.pendingPingAt());
  }

  static OperationEvent.Kind kind(OperationKind kind) {
    return switch (kind) {
      case CREATE_SESSION -> OperationEvent.Kind.CREATE_SESSION;
      case CREATE_CONNECTION -> OperationEvent.Kind.CREATE_CONNECTION;
      case DELETE_SESSION -> OperationEvent.Kind.DELETE_SESSION;
      case UPGRADE -> OperationEvent.Kind.UPGRADE;
      case JOIN -> OperationEvent.Kind.JOIN;
      case CONNECT -> OperationEvent.Kind.CONNECT;
      case SESSION_STATUS -> OperationEvent.Kind.SESSION_STATUS;
      case PUBLISH -> OperationEvent.Kind.PUBLISH;
      case SUBSCRIBE -> OperationEvent.Kind.SUBSCRIBE;
      case SIGNAL -> OperationEvent.Kind.SIGNAL;
      case PROOF -> OperationEvent.Kind.PROOF;
      case LEAVE -> OperationEvent.Kind.LEAVE;
    };
  }

  private static Outcome outcome(io.drillmaster.openvidu.Outcome outcome) {
    return switch (outcome) {
      case OK -> Outcome.OK;
      case FAIL -> Outcome.FAIL;
      case INFO -> Outcome.INFO;
    };
  }

  private static SocketEvent.By by(Observation.By by) {
    return switch (by) {
      case SELF -> SocketEvent.By.SELF;
      case PEER -> SocketEvent.By.PEER;
      case NETWORK -> SocketEvent.By.NETWORK;
    };
  }

  private static SocketEvent.Ending ending(io.drillmaster.openvidu.SocketEnd.Ending ending) {
    return switch (ending) {
      case FRAME -> SocketEvent.Ending.FRAME;
      case FIN -> SocketEvent.Ending.FIN;
      case RST -> SocketEvent.Ending.RST;
    };
  }

  private static MemberEvent.Verdict verdict(Observation.Verdict verdict) {
    return switch (verdict) {
      case NODE_CRASHED -> MemberEvent.Verdict.NODE_CRASHED;
      case NETWORK_DISCONNECT -> MemberEvent.Verdict.NETWORK_DISCONNECT;
      case EVICTED -> MemberEvent.Verdict.EVICTED;
    };
  }

  private static MemberEvent.Via via(Observation.Via via) {
    return switch (via) {
      case CRASH_NOTIFICATION -> MemberEvent.Via.CRASH_NOTIFICATION;
      case SESSION_STATUS -> MemberEvent.Via.SESSION_STATUS;
      case CONNECT_ERROR -> MemberEvent.Via.CONNECT_ERROR;
      case EVICTION -> MemberEvent.Via.EVICTION;
    };
  }

  private static MemberEvent.Change change(Observation.Change change) {
    return switch (change) {
      case JOINED -> MemberEvent.Change.JOINED;
      case LEFT -> MemberEvent.Change.LEFT;
      case EVICTED -> MemberEvent.Change.EVICTED;
      case PUBLISHED -> MemberEvent.Change.PUBLISHED;
      case UNPUBLISHED -> MemberEvent.Change.UNPUBLISHED;
    };
  }

  private static SignalEvent.Purpose purpose(Observation.Purpose purpose) {
    return switch (purpose) {
      case ROOM -> SignalEvent.Purpose.ROOM;
      case PROOF -> SignalEvent.Purpose.PROOF;
    };
  }

  private static MediaEvent.Where where(Observation.Where where) {
    return switch (where) {
      case ANSWER -> MediaEvent.Where.ANSWER;
      case OFFER -> MediaEvent.Where.OFFER;
      case CANDIDATE -> MediaEvent.Where.CANDIDATE;
    };
  }
}
