package io.drillmaster.report;

import io.drillmaster.drill.Load;

/**
 * How many a fault is expected to hit. Numbers are expectations over random placement, rounded.
 *
 * @param participants hit in any way
 * @param sockets participants whose socket ends or falls silent
 * @param sessions sessions that end and are rebuilt
 * @param formula how {@code participants} was computed, in words
 */
public record BlastRadius(long participants, long sockets, long sessions, String formula) {

  /**
   * Of losing {@code down} of {@code of} masters: a participant is hit through its entry or its
   * owner, which are independent (design section 1).
   */
  public static BlastRadius ofMasters(Load load, int down, int of) {
    double share = share(down, of);
    double hit = 1 - (1 - share) * (1 - share);
    return new BlastRadius(
        Math.round(load.participants() * hit),
        Math.round(load.participants() * share),
        Math.round(load.sessions() * share),
        "1 - (1 - %d/%d)^2 of %s".formatted(down, of, Words.count(load.participants())));
  }

  /** Of losing {@code down} of {@code of} media nodes: their sessions end, no socket breaks. */
  public static BlastRadius ofMediaNodes(Load load, int down, int of) {
    double share = share(down, of);
    return new BlastRadius(
        Math.round(load.participants() * share),
        0,
        Math.round(load.sessions() * share),
        "%d/%d of %s".formatted(down, of, Words.count(load.participants())));
  }

  private static double share(int down, int of) {
    if (of < 1 || down < 0 || down > of) {
      throw new IllegalArgumentException(
          "%d of %d nodes is not allowed; use 0 to all of at least 1".formatted(down, of));
    }
    return (double) down / of;
  }

  /** In words: ~556 hit (333 lose a socket, ~83 sessions rebuilt). */
  public String text() {
    return "~%s hit (%s lose a socket, ~%s rebuilt)"
        .formatted(
            Words.count(participants), Words.count(sockets), Words.count(sessions, "session"));
  }
}
