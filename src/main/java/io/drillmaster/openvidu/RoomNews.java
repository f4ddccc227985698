package io.drillmaster.openvidu;

import io.drillmaster.openvidu.Observation.Change;
import org.jspecify.annotations.Nullable;

/**
 * What a participant hears of its room: members, streams, candidates and signals. It records them
 * and hands streams on. Single-threaded.
 */
final class RoomNews {

  private final String nonce;
  private final Host host;
  private final Rpc rpc;
  private final Seat seat;
  private final Media media;

  RoomNews(String nonce, Host host, Rpc rpc, Seat seat, Media media) {
    this.nonce = nonce;
    this.host = host;
    this.rpc = rpc;
    this.seat = seat;
    this.media = media;
  }

  /** Records a signal of this run and returns what it carries; null for all others. */
  @Nullable SignalPayload signal(Incoming.Signal signal, long now) {
    SignalPayload payload =
        signal.type().equals(SignalPayload.TYPE) ? SignalPayload.parse(signal.data(), nonce) : null;
    if (payload != null) {
      host.observe(new Observation.Received(now, rpc.epoch(), seat.con, signal.from(), payload));
    }
    return payload;
  }

  void notified(Incoming message, long now) {
    if (message instanceof Incoming.MemberJoined joined) {
      notice(Change.JOINED, joined.con(), null, null, now);
    } else if (message instanceof Incoming.MemberLeft left) {
      notice(Change.LEFT, left.con(), null, left.reason(), now);
    } else if (message instanceof Incoming.MemberEvicted evicted) {
      notice(Change.EVICTED, evicted.con(), null, evicted.reason(), now);
    } else if (message instanceof Incoming.Published published) {
      for (String stream : published.streams()) {
        notice(Change.PUBLISHED, published.con(), stream, null, now);
      }
      media.published(published.streams(), now);
    } else if (message instanceof Incoming.Unpublished unpublished) {
      notice(Change.UNPUBLISHED, unpublished.con(), null, unpublished.reason(), now);
      media.unpublished(unpublished.con(), unpublished.reason(), now);
    } else if (message instanceof Incoming.Candidate candidate) {
      media.candidate(candidate, now);
    } else {
      throw new IllegalStateException("message " + message.getClass().getSimpleName());
    }
  }

  private void notice(
      Change change, String subject, @Nullable String stream, @Nullable String reason, long now) {
    host.observe(
        new Observation.Noticed(now, rpc.epoch(), seat.con, change, subject, stream, reason));
  }
}
