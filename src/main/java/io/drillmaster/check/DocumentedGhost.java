package io.drillmaster.check;

/**
 * How the real product comes to keep a connection that is gone (protocol file 5 and 6.2): a finding
 * by itself, a failure where the drill is strict (checks.md 3.5).
 */
enum DocumentedGhost {
  /** Closed by the client with a reason text, and no leave was answered. */
  CLOSED_WITH_TEXT("closed with a reason text"),
  /** Its RPC session was closed by {@code closeSession}, which evicts nobody. */
  CLOSE_SESSION("ended by closeSession"),
  /** It joined on the socket of another that was evicted, and that eviction's timer closed it. */
  USED_SOCKET("on the socket of one that was evicted");

  private final String words;

  DocumentedGhost(String words) {
    this.words = words;
  }

  /** Completes "it was ...". */
  String words() {
    return words;
  }
}
