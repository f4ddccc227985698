package io.drillmaster.twin.media;

/** What a media node tells a master over their link. */
public sealed interface MediaMessage {

  /**
   * First on every link.
   *
   * @param id of the media node
   * @param processId differs when the process behind the id is a new one
   */
  record Hello(String id, String processId) implements MediaMessage {}

  /** The answer to a command, with an SDP where one is expected. */
  record Answered(long ask, String sdp) implements MediaMessage {}

  /** The command was not executed. */
  record Refused(long ask, String why) implements MediaMessage {}

  /** A candidate of one endpoint, on the link of the master that asked for the endpoint. */
  record Candidate(
      String sessionId,
      long life,
      String endpoint,
      String candidate,
      String sdpMid,
      int sdpMLineIndex)
      implements MediaMessage {}
}
