package io.drillmaster.openvidu;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing a participant, or its back end, observed or is about to do. The host that drives it
 * adds who and which session, and makes history events of them one to one. Stamps are monotonic
 * nanoseconds; operation and epoch ids come from the supplier the host gave.
 */
public sealed interface Observation {

  /** When. */
  long at();

  /** Another member as named by the server. */
  record Peer(String con, List<String> streams) {
    public Peer {
      streams = List.copyOf(streams);
    }
  }

  /** It now means to be in the session ({@code in}), or out of it. */
  record Intends(long at, boolean in) implements Observation {}

  /**
   * An operation begins; stamped before the write.
   *
   * @param parent what it is a part of: for a second or later attempt the first one, for joinRoom
   *     and connect the upgrade of their socket; 0 = none
   * @param attempt 1 for the first
   * @param epoch the socket epoch it is sent on; 0 = none
   */
  record Invoked(long at, long op, long parent, int attempt, long epoch, OperationKind kind)
      implements Observation {}

  /**
   * An operation ended; stamped after the read.
   *
   * @param code HTTP status, upgrade status or JSON-RPC error code; 0 = none
   * @param detail what else was said; null = nothing
   */
  record Completed(
      long at, long op, OperationKind kind, Outcome outcome, int code, @Nullable String detail)
      implements Observation {}

  /** An upgrade was accepted: a socket epoch begins. */
  record Opened(long at, long op, long epoch, SocketFacts facts, boolean reconnect)
      implements Observation {}

  /** Who ended a socket. */
  enum By {
    SELF,
    PEER,
    NETWORK
  }

  /**
   * A socket epoch ended, or was given up by us.
   *
   * @param willing whether we meant it to end; an unwilling end is a loss
   * @param lastFrameAt stamp of the last frame received; 0 = none
   * @param lastPingAt stamp of the last ping that was answered; 0 = none
   * @param lastPongAt stamp of its pong; 0 = none
   * @param pendingPingAt stamp of a ping still unanswered; 0 = none
   */
  record Closed(
      long at,
      long epoch,
      By by,
      SocketEnd end,
      boolean willing,
      long lastFrameAt,
      long lastPingAt,
      long lastPongAt,
      long pendingPingAt)
      implements Observation {}

  /**
   * joinRoom was answered.
   *
   * @param rpc short hash of the JSON-RPC session id
   * @param life null = the server sent none
   * @param peers the other members per the answer's {@code value}
   */
  record Joined(
      long at, long op, long epoch, String con, String rpc, @Nullable Long life, List<Peer> peers)
      implements Observation {
    public Joined {
      peers = List.copyOf(peers);
    }
  }

  /** {@code connect} was answered with success; this alone proves nothing. */
  record Reconnected(long at, long op, long epoch, String con, String rpc, @Nullable Long life)
      implements Observation {}

  /** sessionStatus was answered; {@code life} null = the answer had none. */
  record LifeTold(long at, long op, String con, @Nullable Long life) implements Observation {}

  /** What the SDK's rule makes of what it was told. */
  enum Verdict {
    NODE_CRASHED,
    NETWORK_DISCONNECT,
    EVICTED
  }

  /** Where that comes from. */
  enum Via {
    CRASH_NOTIFICATION,
    SESSION_STATUS,
    CONNECT_ERROR,
    EVICTION
  }

  /**
   * It was told that its membership is over.
   *
   * @param life the life it was a member of; null = unknown
   * @param reason the server's own word; empty = none
   */
  record Told(
      long at, long epoch, String con, @Nullable Long life, Verdict verdict, Via via, String reason)
      implements Observation {}

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
   * @param con own connection
   * @param subject the connection it speaks of
   * @param stream null = none
   * @param reason as sent; null = the notification has none
   */
  record Noticed(
      long at,
      long epoch,
      String con,
      Change change,
      String subject,
      @Nullable String stream,
      @Nullable String reason)
      implements Observation {}

  /** What a signal is for. */
  enum Purpose {
    /** To everybody in the room. */
    ROOM,
    /** To oneself: its receipt proves service (checks.md 2.5). */
    PROOF
  }

  /**
   * A signal is about to be sent; stamped before the write. It follows the {@link Invoked} of the
   * same operation, whose {@link Completed} is the acknowledgement.
   *
   * @param intendedAt when it should have been sent
   */
  record Sent(
      long at,
      long op,
      long epoch,
      String con,
      @Nullable Long life,
      long seq,
      Purpose purpose,
      long intendedAt)
      implements Observation {}

  /**
   * A signal of this run arrived.
   *
   * @param con own connection
   * @param from the {@code from} of the notification; null = none
   * @param payload what the sender wrote
   */
  record Received(long at, long epoch, String con, @Nullable String from, SignalPayload payload)
      implements Observation {}

  /** Where media addresses stood. */
  enum Where {
    ANSWER,
    OFFER,
    CANDIDATE
  }

  /**
   * Media addresses were seen: of host and server-reflexive candidates or of the connection line,
   * without ports, 0.0.0.0 left out.
   *
   * @param con own connection
   */
  record Addresses(
      long at, long epoch, String con, Where where, String stream, List<String> addresses)
      implements Observation {
    public Addresses {
      addresses = List.copyOf(addresses);
    }
  }

  /** How somebody came to be served. */
  enum Way {
    JOINED,
    RESUMED,
    REJOINED,
    REBUILT
  }

  /**
   * The participant believes itself served (again): its proof came back. For live charts; judges
   * draw their own conclusion from the other observations.
   *
   * @param since when it began to be out: intent to join, loss of the socket, or being told
   */
  record Back(long at, Way way, long since) implements Observation {}

  /** The application gave up by its policy, or was put out for good. */
  record Gone(long at, String why) implements Observation {}

  /** The application's back end gave up getting a token; it is asked again after a pause. */
  record NoCredentials(long at, String why) implements Observation {}
}
