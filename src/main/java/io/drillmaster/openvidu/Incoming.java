package io.drillmaster.openvidu;

import io.drillmaster.openvidu.Observation.Peer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A frame from the server, reduced to what a client acts upon or records. */
public sealed interface Incoming {

  /**
   * A successful response. Which fields are there depends on the request; absent ones are null, or
   * empty lists.
   *
   * @param id of the request
   * @param resultId connection id (joinRoom) or stream id (publishVideo)
   * @param rpcSession JSON-RPC session id
   * @param life of joinRoom or sessionStatus
   * @param mediaServer of joinRoom
   * @param peers of joinRoom
   * @param offers whether the addresses stood in an SDP offer of the server, not in an answer
   * @param addresses media addresses of the SDP, see {@link Sdp#addresses}
   */
  record Answer(
      int id,
      @Nullable String resultId,
      @Nullable String rpcSession,
      @Nullable Long life,
      @Nullable String mediaServer,
      List<Peer> peers,
      boolean offers,
      List<String> addresses)
      implements Incoming {

    /** One that says only that the request was carried out. */
    static Answer ack(int id, @Nullable String rpcSession) {
      return new Answer(id, null, rpcSession, null, null, List.of(), false, List.of());
    }
  }

  /** An error response. */
  record Refusal(int id, int code, String message) implements Incoming {}

  /** {@code participantJoined}. */
  record MemberJoined(String con) implements Incoming {}

  /** {@code participantLeft}. */
  record MemberLeft(String con, @Nullable String reason) implements Incoming {}

  /** {@code participantEvicted}. */
  record MemberEvicted(String con, @Nullable String reason) implements Incoming {}

  /** {@code participantPublished}. */
  record Published(String con, List<String> streams) implements Incoming {
    public Published {
      streams = List.copyOf(streams);
    }
  }

  /** {@code participantUnpublished}. */
  record Unpublished(String con, @Nullable String reason) implements Incoming {}

  /** {@code iceCandidate}; {@code address} null = one that says nothing about the media node. */
  record Candidate(String endpoint, @Nullable String address) implements Incoming {}

  /** {@code sendMessage}; {@code from} null = sent by REST. */
  record Signal(@Nullable String from, String type, String data) implements Incoming {}

  /** {@code masterNodeCrashedNotification}. */
  record MasterCrashed() implements Incoming {}
}
