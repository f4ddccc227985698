package io.drillmaster.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a participant learned about itself and the other members of its session, and what it
 * intends.
 */
public sealed interface MemberEvent extends Event {

  String who();

  String session();

  /** Another member as named by a server. */
  record Peer(String con, List<String> streams) {
    public Peer {
      streams = List.copyOf(streams);
    }
  }

  /** What a participant means to do. */
  enum Intention {
    JOIN,
    LEAVE
  }

  /** It now means to be in, or out of, the session; obligations end at an intent to leave. */
  record Intends(long at, String who, String session, Intention intention) implements MemberEvent {}

  /**
   * joinRoom was answered.
   *
   * @param rpc short hash of the JSON-RPC session id
   * @param life opaque, equality only; null = the server sent none
   * @param peers the other members per the answer's `value`
   */
  record Joined(
      long at,
      long op,
      String who,
      String session,
      long epoch,
      String con,
      String rpc,
      @Nullable Long life,
      List<Peer> peers)
      implements MemberEvent {
    public Joined {
      peers = List.copyOf(peers);
    }
  }

  /** `connect` was answered with success; this alone proves nothing. */
  record Reconnected(
      long at,
      long op,
      String who,
      String session,
      long epoch,
      String con,
      String rpc,
      @Nullable Long life)
      implements MemberEvent {}

  /** sessionStatus was answered; {@code life} null = the answer had none. */
  record LifeTold(long at, long op, String who, String session, String con, @Nullable Long life)
      implements MemberEvent {}

  /** What the SDK's rule makes of what it was told. */
  enum Verdict {
    NODE_CRASHED,
    NETWORK_DISCONNECT,
    /** Evicted by notification with another reason. */
    EVICTED
  }

  /** Where it comes from. */
  enum Via {
    /** `masterNodeCrashedNotification`. */
    CRASH_NOTIFICATION,
    /** The answer of sessionStatus differs, equals or is missing. */
    SESSION_STATUS,
    /** `connect` failed and no life was ever known. */
    CONNECT_ERROR,
    /** `participantEvicted` for oneself. */
    EVICTION
  }

  /**
   * It was told that its membership is over.
   *
   * @param life the life it was a member of; null = unknown
   * @param reason the server's own word, e.g. of an eviction; empty = none
   */
  record Told(
      long at,
      String who,
      String session,
      long epoch,
      String con,
      @Nullable Long life,
      Verdict verdict,
      Via via,
      String reason)
      implements MemberEvent {}

  /** What a member notification says of its subject. */
  enum Change {
    JOINED,
    LEFT,
    EVICTED,
    PUBLISHED,
    UNPUBLISHED
  }

  /**
   * A member or stream notification arrived.
   *
   * @param con the receiver's own connection
   * @param subject the connection it speaks of
   * @param stream the stream; null = none
   * @param reason as sent; null = the notification has none
   */
  record Noticed(
      long at,
      String who,
      String session,
      long epoch,
      String con,
      Change change,
      String subject,
      @Nullable String stream,
      @Nullable String reason)
      implements MemberEvent {}
}
