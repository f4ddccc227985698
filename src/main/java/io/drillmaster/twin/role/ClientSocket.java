package io.drillmaster.twin.role;

import io.drillmaster.twin.store.StoreAnswer.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client's socket at its entry. */
final class ClientSocket {

  /** Where the entry stands with a socket (HA specification, entry states). */
  enum State {
    /** Asking the store who owns the session. */
    LOOKUP,
    /** Opening a pipe to the owner. */
    DIAL,
    /** Frames go through. */
    PIPED,
    /** There is no such session: the entry answers for nobody. */
    LOCAL,
    /** The pipe ended without a word: is the owner dead? */
    SUSPECT,
    /** The owner is sealed; the client was told. */
    CRASHED,
    /** Over. */
    CLOSED
  }

  final long number;
  final boolean isReconnect;
  final String ip;
  final List<String> waiting = new ArrayList<>();
  String sessionId;
  State state = State.LOOKUP;

  /** The owner's record while there is one. */
  @Nullable Session target;

  /** Number of the dialled pipe; 0 when there is none. */
  long pipe;

  /** The channel to the owner in this same master. */
  @Nullable Link local;

  /** Whether frames of this client ever reached the owner. */
  boolean wasPiped;

  /** In LOCAL: the private id that 803 names. */
  @Nullable String localId;

  boolean triedToJoin;

  /** In LOCAL: interval of the first ping, told to the owner if a session appears; 0 before it. */
  long pingIntervalMillis;

  ClientSocket(long number, String sessionId, boolean isReconnect, String ip) {
    this.number = number;
    this.sessionId = sessionId;
    this.isReconnect = isReconnect;
    this.ip = ip;
  }

  /** Takes the frames that wait, in their order. */
  List<String> drain() {
    List<String> frames = List.copyOf(waiting);
    waiting.clear();
    return frames;
  }

  /** Whether frames go, or are about to go, to the owner of this record. */
  boolean isAttachedTo(Session record) {
    return record.equals(target) && (state == State.PIPED || state == State.DIAL);
  }

  /** The incarnation that owns the session as far as this socket knows. */
  @Nullable String owner() {
    Session known = target;
    return known == null ? null : known.owner();
  }
}
