package io.drillmaster.openvidu;

import io.drillmaster.openvidu.Observation.Peer;
import io.drillmaster.openvidu.Observation.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Publishing and subscribing with SDP, of which only the addresses are kept. No media flows.
 * Single-threaded.
 */
final class Media {

  /** The server lost its streams but not the session: publish again (protocol file, 8.6). */
  private static final String MEDIA_SERVER_RECONNECT = "mediaServerReconnect";

  private static final String CONNECTION = "con_";

  private final ParticipantPlan plan;
  private final Host host;
  private final Rpc rpc;
  private final Seat seat;

  Media(ParticipantPlan plan, Host host, Rpc rpc, Seat seat) {
    this.plan = plan;
    this.host = host;
    this.rpc = rpc;
    this.seat = seat;
  }

  /** In the room anew: publish, and subscribe to what is there. */
  void joined(List<Peer> peers, long now) {
    if (plan.publishes()) {
      publish(now);
    }
    if (plan.subscribes()) {
      for (Peer peer : peers) {
        peer.streams().forEach(stream -> subscribe(stream, now));
      }
    }
  }

  /** A peer publishes. */
  void published(List<String> streams, long now) {
    if (plan.subscribes()) {
      streams.forEach(stream -> subscribe(stream, now));
    }
  }

  /** A stream of this connection has ended. */
  void unpublished(String con, @Nullable String reason, long now) {
    if (plan.publishes() && con.equals(seat.con) && MEDIA_SERVER_RECONNECT.equals(reason)) {
      publish(now);
    }
  }

  /** publishVideo was answered. */
  void publishAnswered(Incoming.Answer answer, long now) {
    String stream = answer.resultId() == null ? "" : answer.resultId();
    observe(Where.ANSWER, stream, answer.addresses(), now);
    trickle(seat.con);
  }

  /** receiveVideoFrom or prepareReceiveVideoFrom was answered. */
  void subscribeAnswered(Rpc.Pending request, Incoming.Answer answer, long now) {
    String stream = request.subject();
    if (stream == null) {
      return;
    }
    observe(answer.offers() ? Where.OFFER : Where.ANSWER, stream, answer.addresses(), now);
    if (answer.offers()) {
      int id = rpc.takeId();
      rpc.begin(id, OperationKind.SUBSCRIBE, now, stream, request.op(), 1);
      host.send(Requests.answerVideoFrom(id, stream));
      trickle(publisherOf(stream));
    } else if (!seat.serverOffers) {
      trickle(publisherOf(stream));
    }
  }

  /** The server trickled a candidate. */
  void candidate(Incoming.Candidate candidate, long now) {
    if (candidate.address() != null) {
      observe(Where.CANDIDATE, streamOf(candidate.endpoint()), List.of(candidate.address()), now);
    }
  }

  private void publish(long now) {
    int id = rpc.takeId();
    rpc.begin(id, OperationKind.PUBLISH, now);
    host.send(Requests.publishVideo(id));
  }

  private void subscribe(String stream, long now) {
    int id = rpc.takeId();
    rpc.begin(id, OperationKind.SUBSCRIBE, now, stream, 0, 1);
    host.send(
        seat.serverOffers
            ? Requests.prepareReceiveVideoFrom(id, stream)
            : Requests.receiveVideoFrom(id, stream));
  }

  private void trickle(String endpoint) {
    for (String candidate : Sdp.CANDIDATES) {
      host.send(Requests.onIceCandidate(rpc.takeId(), endpoint, candidate));
    }
  }

  private void observe(Where where, String stream, List<String> addresses, long now) {
    if (!addresses.isEmpty()) {
      host.observe(new Observation.Addresses(now, rpc.epoch(), seat.con, where, stream, addresses));
    }
  }

  /** The stream of an endpoint: a subscriber's is named after its own connection too. */
  private String streamOf(String endpoint) {
    return endpoint.startsWith(seat.con + "_")
        ? endpoint.substring(seat.con.length() + 1)
        : endpoint;
  }

  /** The connection a stream belongs to; only what follows the last con_ matters. */
  private static String publisherOf(String stream) {
    int at = stream.lastIndexOf(CONNECTION);
    return at < 0 ? stream : stream.substring(at);
  }
}
