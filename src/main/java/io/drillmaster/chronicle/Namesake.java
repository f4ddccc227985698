package io.drillmaster.chronicle;

import io.drillmaster.history.MediaEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import io.drillmaster.openvidu.Observation;
import io.drillmaster.openvidu.OperationKind;
import io.drillmaster.openvidu.SocketEnd;

/**
 * The history's word for each of the participant's words. The two rooms do not see each other and
 * have their own; a word that is missing here does not compile.
 */
final class Namesake {

  private Namesake() {}

  static OperationEvent.Kind of(OperationKind word) {
    return switch (word) {
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

  static Outcome of(io.drillmaster.openvidu.Outcome word) {
    return switch (word) {
      case OK -> Outcome.OK;
      case FAIL -> Outcome.FAIL;
      case INFO -> Outcome.INFO;
    };
  }

  static SocketEvent.By of(Observation.By word) {
    return switch (word) {
      case SELF -> SocketEvent.By.SELF;
      case PEER -> SocketEvent.By.PEER;
      case NETWORK -> SocketEvent.By.NETWORK;
    };
  }

  static SocketEvent.Ending of(SocketEnd.Ending word) {
    return switch (word) {
      case FRAME -> SocketEvent.Ending.FRAME;
      case FIN -> SocketEvent.Ending.FIN;
      case RST -> SocketEvent.Ending.RST;
    };
  }

  static MemberEvent.Verdict of(Observation.Verdict word) {
    return switch (word) {
      case NODE_CRASHED -> MemberEvent.Verdict.NODE_CRASHED;
      case NETWORK_DISCONNECT -> MemberEvent.Verdict.NETWORK_DISCONNECT;
      case EVICTED -> MemberEvent.Verdict.EVICTED;
    };
  }

  static MemberEvent.Via of(Observation.Via word) {
    return switch (word) {
      case CRASH_NOTIFICATION -> MemberEvent.Via.CRASH_NOTIFICATION;
      case SESSION_STATUS -> MemberEvent.Via.SESSION_STATUS;
      case CONNECT_ERROR -> MemberEvent.Via.CONNECT_ERROR;
      case EVICTION -> MemberEvent.Via.EVICTION;
    };
  }

  static MemberEvent.Change of(Observation.Change word) {
    return switch (word) {
      case JOINED -> MemberEvent.Change.JOINED;
      case LEFT -> MemberEvent.Change.LEFT;
      case EVICTED -> MemberEvent.Change.EVICTED;
      case PUBLISHED -> MemberEvent.Change.PUBLISHED;
      case UNPUBLISHED -> MemberEvent.Change.UNPUBLISHED;
    };
  }

  static SignalEvent.Purpose of(Observation.Purpose word) {
    return switch (word) {
      case ROOM -> SignalEvent.Purpose.ROOM;
      case PROOF -> SignalEvent.Purpose.PROOF;
    };
  }

  static MediaEvent.Where of(Observation.Where word) {
    return switch (word) {
      case ANSWER -> MediaEvent.Where.ANSWER;
      case OFFER -> MediaEvent.Where.OFFER;
      case CANDIDATE -> MediaEvent.Where.CANDIDATE;
    };
  }
}
