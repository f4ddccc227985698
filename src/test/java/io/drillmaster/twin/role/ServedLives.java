package io.drillmaster.twin.role;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Served proofs by session and life, four numbers each, and the interleaving rule of OneLife: two
 * lives L and K of a session were both in service if each has a proof that was answered before the
 * other's last one was asked.
 */
final class ServedLives {

  private record Span(long minOkNanos, long maxInvokeNanos, String firstBy, String lastBy) {}

  private final Map<String, Map<Long, Span>> bySession = new TreeMap<>();
  private int proofs;

  /** A proof by somebody: asked, and answered. */
  void proof(String sessionId, long life, long invokeNanos, long okNanos, String by) {
    proofs++;
    Map<Long, Span> lives = bySession.computeIfAbsent(sessionId, id -> new TreeMap<>());
    Span old = lives.getOrDefault(life, new Span(Long.MAX_VALUE, Long.MIN_VALUE, "", ""));
    boolean isFirst = okNanos < old.minOkNanos();
    boolean isLast = invokeNanos > old.maxInvokeNanos();
    lives.put(
        life,
        new Span(
            Math.min(okNanos, old.minOkNanos()),
            Math.max(invokeNanos, old.maxInvokeNanos()),
            isFirst ? by : old.firstBy(),
            isLast ? by : old.lastBy()));
  }

  int proofs() {
    return proofs;
  }

  int lives() {
    return bySession.values().stream().mapToInt(Map::size).sum();
  }

  /** Every pair of lives that were in service at once, in words. */
  List<String> violations() {
    List<String> found = new ArrayList<>();
    bySession.forEach(
        (sessionId, lives) ->
            lives.forEach(
                (older, a) ->
                    lives.forEach(
                        (younger, b) -> {
                          if (older < younger
                              && a.minOkNanos() < b.maxInvokeNanos()
                              && b.minOkNanos() < a.maxInvokeNanos()) {
                            found.add(
                                sessionId + ": life " + older + " " + a + " and " + younger + " "
                                    + b);
                          }
                        })));
    return found;
  }
}
