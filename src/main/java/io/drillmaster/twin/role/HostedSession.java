package io.drillmaster.twin.role;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One open life of a session at its owner. */
final class HostedSession {

  final String sessionId;
  final long life;
  final long createdAtMillis;
  final SessionProperties properties;
  final Map<String, Connection> connections = new LinkedHashMap<>();
  final Map<String, Participant> participants = new LinkedHashMap<>();
  final List<Runnable> afterEnd = new ArrayList<>();

  @Nullable String mediaNode;

  /** Joins that wait for the store. */
  int joining;

  /** How many connections were ever created in it. */
  long connectionsMade;

  boolean wasJoined;

  /** The store was asked to end this life: it serves nobody any more. */
  boolean isEnding;

  /** Whether it lost somebody without a goodbye. */
  boolean hasLostMembers;

  /** Whether it took the place of one that crashed. */
  boolean isAfterCrash;

  /** Whether it never serves: only under a bug. */
  boolean isWedged;

  /** What clients are told of its life and creation; other than the truth only under a bug. */
  long toldLife;

  long toldCreatedAtMillis;

  /** The last signal to the room, for those that repeat it; empty before the first. */
  String lastSignal = "";

  HostedSession(String sessionId, long life, long createdAtMillis, SessionProperties properties) {
    this.sessionId = sessionId;
    this.life = life;
    this.createdAtMillis = createdAtMillis;
    this.properties = properties;
    this.toldLife = life;
    this.toldCreatedAtMillis = createdAtMillis;
  }

  /** What a session is created with, already validated; echoed in its JSON. */
  record SessionProperties(
      String customSessionId,
      String mediaMode,
      String recordingMode,
      Map<String, @Nullable Object> recordingDefaults,
      String forcedVideoCodec,
      boolean allowTranscoding,
      @Nullable Object mediaNode) {}
}
