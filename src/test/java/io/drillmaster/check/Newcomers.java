package io.drillmaster.check;

import io.drillmaster.history.OperationEvent.Kind;
import java.util.List;
import java.util.Random;

/**
 * Who comes to a generated cluster in the outage and after it: a new session and a read while the
 * victim is gone, then sockets in equal shares, and a session for the replacement to own.
 */
final class Newcomers {

  /** More on each master than a check of shares needs. */
  private static final int SOCKETS_EACH = 36;

  private Newcomers() {}

  /** What is read when everybody has left. */
  static void leave(Histories histories, double at, List<String> survivors) {
    for (int i = 0; i < 8; i++) {
      histories.list(at + i * 0.1);
    }
    survivors.forEach(master -> histories.owns(at + 0.5, master));
    histories.owns(at + 0.5, "m4").mediaNodes(at + 0.5, "media_1");
    histories.store(at + 1, "ov:life", 14, 14).store(at + 1, "ov:node", 4, 0);
  }

  static void come(Histories histories, Random random, List<String> survivors) {
    double at = 1 + random.nextDouble();
    histories
        .rest(at, "newcomer", "new", Kind.CREATE_SESSION, 502)
        .rest(at + 0.5, "newcomer", "new", Kind.CREATE_SESSION, 200)
        .rest(at + 0.6, "newcomer", "new", Kind.CREATE_CONNECTION, 200)
        .health(at, true);
    histories.healthOf(6, "m4").rest(8, "late", "late", Kind.CREATE_SESSION, 200);
    histories.rest(8.1, "late", "late", Kind.CREATE_CONNECTION, 200);
    histories.owns(9, "m4", "late", 9_000);
    for (int i = 0; i < SOCKETS_EACH; i++) {
      double next = 8 + i * 0.1 + random.nextDouble() / 10;
      histories.open(next, "visitor-a" + i, "door", "m4", false);
      histories.open(next, "visitor-b" + i, "door", survivors.get(0), false);
      histories.open(next, "visitor-c" + i, "door", survivors.get(1), false);
    }
  }
}
