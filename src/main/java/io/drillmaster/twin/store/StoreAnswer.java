package io.drillmaster.twin.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the store answers to a {@link StoreCommand}. */
public sealed interface StoreAnswer {

  /** The command took effect, or there was nothing to do. */
  record Done() implements StoreAnswer {}

  /**
   * What became of a media node that a master could not reach.
   *
   * @param isTerminated for the whole cluster: most masters say so, or it is known no longer
   */
  record MediaVerdict(boolean isTerminated) implements StoreAnswer {}

  /**
   * A new incarnation exists and holds its lease.
   *
   * @param incarnation {@code node#boot}
   * @param boot unique number, increasing, also across a store restarted empty
   * @param epoch id of the store's contents
   * @param deadlogPosition entries in the log of the dead at this moment
   * @param older incarnations of the same node that are not sealed
   */
  record Booted(
      String incarnation, long boot, String epoch, long deadlogPosition, List<String> older)
      implements StoreAnswer {
    public Booted {
      older = List.copyOf(older);
    }
  }

  /** Outcome of a renewal. */
  enum Renewal implements StoreAnswer {
    /** The lease is good for its full length from before the question. */
    RENEWED,
    /** No such lease any more: halt. */
    EXPIRED,
    /** The store's contents are others than at boot: halt. */
    OTHER_EPOCH,
    /** The store does not hold what it said it had written: halt. */
    LOST_WRITES
  }

  /**
   * A living incarnation.
   *
   * @param state {@code up} or {@code draining}
   * @param hasLease whether its lease exists
   */
  record Node(String incarnation, String nodeId, String address, String state, boolean hasLease) {

    /** The stable name of the node. */
    public String node() {
      return incarnation.substring(0, incarnation.indexOf('#'));
    }
  }

  /** Incarnations that are not dead, ordered by name. */
  record NodeList(List<Node> nodes) implements StoreAnswer {
    public NodeList {
      nodes = List.copyOf(nodes);
    }
  }

  /** Outcome of a creation. */
  sealed interface Creation extends StoreAnswer {}

  /**
   * The caller owns this new life.
   *
   * @param afterCrash whether the life before it ended by the crash of its owner
   */
  record Created(long life, long createdAtMillis, boolean afterCrash) implements Creation {}

  /** The session has an open life already; only its owner may say 409. */
  record Exists(Session session) implements Creation {}

  /** The caller's own lease is gone. */
  record Fenced() implements Creation {}

  /** The store was born too recently; owners of its predecessor may still be valid. */
  record Quarantined(long leftMillis) implements Creation {}

  /**
   * The record of an open life.
   *
   * @param owner its incarnation
   * @param address where the owner is reached
   * @param mediaNode absent before the first join
   */
  record Session(
      String sessionId,
      String owner,
      String address,
      long life,
      long createdAtMillis,
      @Nullable String mediaNode) {}

  /**
   * What is known about a session id.
   *
   * @param session the open life, if there is one
   * @param life number of the latest life, bumped by a crash; absent when never created
   * @param endedBy cause of the end of the latest life; {@code crash} after sealing
   */
  record Found(@Nullable Session session, @Nullable Long life, @Nullable String endedBy)
      implements StoreAnswer {}

  /** Outcome of a placement. */
  sealed interface Placement extends StoreAnswer {}

  /** The life is pinned to this media node. */
  record Placed(String mediaNode) implements Placement {}

  /** No media node is running. */
  record NoMediaNode() implements Placement {}

  /** The life is over, or another incarnation owns the session. */
  record NotOwned() implements Placement {}

  /** Outcome of an end. */
  enum Ending implements StoreAnswer {
    /** The life is over. */
    ENDED,
    /** Nothing changed: the life was over already or is somebody else's. */
    NOT_OWNED
  }

  /** Outcome of a seal. */
  sealed interface Sealing extends StoreAnswer {}

  /** The lease still exists: not sealed. */
  record SealRefused() implements Sealing {}

  /** Somebody sealed it before, or it never existed. */
  record SealedBefore() implements Sealing {}

  /** The incarnation is sealed now; this caller tells the world. */
  record SealedNow(String address, String nodeId, List<LostLife> lost) implements Sealing {
    public SealedNow {
      lost = List.copyOf(lost);
    }
  }

  /** A life that ended by sealing its owner. */
  record LostLife(String sessionId, long life, long createdAtMillis) {}

  /** Whether an incarnation is sealed. */
  record Sealed(boolean sealed) implements StoreAnswer {}

  /**
   * What a sweep saw.
   *
   * @param expired incarnations that are not sealed and have no lease
   * @param dead entries of the log of the dead after the asked position, in order
   * @param position number of entries read now
   */
  record Swept(List<String> expired, List<String> dead, long position) implements StoreAnswer {
    public Swept {
      expired = List.copyOf(expired);
      dead = List.copyOf(dead);
    }
  }

  /**
   * A media node of the registry.
   *
   * @param load number of lives placed on it
   */
  record MediaNode(
      String id, String ip, String uri, String status, int load, List<String> sessionIds) {
    public MediaNode {
      sessionIds = List.copyOf(sessionIds);
    }
  }

  /** The registry, ordered by id. */
  record MediaList(List<MediaNode> nodes) implements StoreAnswer {
    public MediaList {
      nodes = List.copyOf(nodes);
    }
  }
}
