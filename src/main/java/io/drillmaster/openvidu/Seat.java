package io.drillmaster.openvidu;

import org.jspecify.annotations.Nullable;

/** What the server gave a participant at its last join; single-threaded. */
final class Seat {

  /** Own connection id; empty before the first credentials. */
  String con = "";

  /** JSON-RPC session id, the credential of {@code connect}; empty = never joined. */
  String rpcSession = "";

  /** Opaque, compared for equality only; null = never told. */
  @Nullable Long life;

  /** Whether the server makes the offers of subscriptions (mediasoup). */
  boolean serverOffers;

  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  /** Short hash of the JSON-RPC session id (FNV-1a, 32 bits): tells ids apart, reveals none. */
  String rpcHash() {
    int hash = FNV_OFFSET;
    for (int i = 0; i < rpcSession.length(); i++) {
      hash = (hash ^ rpcSession.charAt(i)) * FNV_PRIME;
    }
    return String.format("%08x", hash);
  }
}
