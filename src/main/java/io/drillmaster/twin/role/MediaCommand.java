package io.drillmaster.twin.role;

/**
 * What an owner asks of a media node. Every command carries session and life; the node remembers
 * the highest life of each session and refuses a lower one. {@code endpoint} names one peer
 * connection: the stream id for its publisher, {@code connectionId_streamId} for a subscriber.
 */
public sealed interface MediaCommand {

  /** The session it belongs to. */
  String sessionId();

  /** The life it belongs to. */
  long life();

  /** The peer connection it concerns; empty for the whole session. */
  String endpoint();

  /** A client offers (publisher, or subscriber in client-offer style); answered with an SDP. */
  record Offer(String sessionId, long life, String endpoint, String sdpOffer)
      implements MediaCommand {}

  /** The node shall offer to a subscriber; answered with an SDP. */
  record PrepareOffer(String sessionId, long life, String endpoint) implements MediaCommand {}

  /** The client's answer to a prepared offer; answered with an empty SDP. */
  record Answer(String sessionId, long life, String endpoint, String sdpAnswer)
      implements MediaCommand {}

  /** A candidate of the client; not answered. */
  record Candidate(String sessionId, long life, String endpoint, String candidate)
      implements MediaCommand {}

  /** Releases one endpoint; not answered. */
  record Release(String sessionId, long life, String endpoint) implements MediaCommand {}

  /** Releases everything of the life; not answered. */
  record ReleaseSession(String sessionId, long life) implements MediaCommand {
    @Override
    public String endpoint() {
      return "";
    }
  }
}
