package io.drillmaster.check;

import io.drillmaster.history.OperationEvent.Kind;
import java.util.Random;

/** Who comes to a generated cluster in the outage: a new session, and a read. */
final class Newcomers {

  private Newcomers() {}

  static void come(Histories histories, Random random) {
    double at = 1 + random.nextDouble();
    histories
        .rest(at, "newcomer", "new", Kind.CREATE_SESSION, 502)
        .rest(at + 0.5, "newcomer", "new", Kind.CREATE_SESSION, 200)
        .rest(at + 0.6, "newcomer", "new", Kind.CREATE_CONNECTION, 200)
        .health(at, true);
  }
}
