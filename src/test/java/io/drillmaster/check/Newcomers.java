package io.drillmaster.check;

import io.drillmaster.history.OperationEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Who comes to a generated cluster in the outage and after it: a new session and a read while the
 * victim is gone, then sockets in equal shares, and a session for the replacement to own.
 */
final class Newcomers {

  /** More on each master, by each balancer, than a check of shares needs. */
  private static final int SOCKETS_EACH = 36;

  private Newcomers() {}

  /** What is read when everybody has left, of those masters that serve then. */
  static void leave(Histories histories, double at, List<String> serving) {
    for (int i = 0; i < 2 * serving.size() + 2; i++) {
      histories.list(at + i * 0.1).mediaNodes(at + i * 0.1, "media_1");
    }
    serving.forEach(master -> histories.owns(at + 0.5, master));
    histories.store(at + 1, "ov:life", 14, 14).store(at + 1, "ov:node", 5, 0);
  }

  static void come(Histories histories, Random random, List<String> survivors) {
    outage(histories, 1 + random.nextDouble(), "newcomer", "new");
    replaced(histories, 6, "m4", "late");
    visitors(histories, random, 8, with("m4", survivors));
  }

  /** The replacement is lost at this time, and is replaced in its turn. */
  static void comeAgain(Histories histories, Random random, double lostAt, List<String> survivors) {
    histories.unreached(lostAt + 0.5, "b1", "m4").rotation(lostAt + 2, "m4", false);
    histories.rotation(lostAt + 5.5, "m5", true);
    outage(histories, lostAt + 1 + random.nextDouble(), "newcomer2", "new2");
    replaced(histories, lostAt + 6, "m5", "late2");
    visitors(histories, random, lostAt + 8, with("m5", survivors));
  }

  private static List<String> with(String node, List<String> others) {
    List<String> all = new ArrayList<>(others);
    all.add(node);
    return all;
  }

  /** One who is refused first and let in then, and a read, while a fault is at work. */
  static void outage(Histories histories, double at, String who, String session) {
    histories
        .rest(at, who, session, Kind.CREATE_SESSION, 502)
        .rest(at + 0.5, who, session, Kind.CREATE_SESSION, 200)
        .rest(at + 0.6, who, session, Kind.CREATE_CONNECTION, 200)
        .health(at, true);
  }

  /** A replacement answers, and then owns a new session. */
  static void replaced(Histories histories, double at, String node, String session) {
    histories.healthOf(at, node).rest(at + 2, session, session, Kind.CREATE_SESSION, 200);
    histories.rest(at + 2.1, session, session, Kind.CREATE_CONNECTION, 200);
    histories.owns(at + 3, node, session, 9_000);
  }

  /** New sockets, as many on each of the masters. */
  static void visitors(Histories histories, Random random, double at, List<String> masters) {
    for (int i = 0; i < SOCKETS_EACH * histories.balancers().size(); i++) {
      double next = at + i * 0.1 + random.nextDouble() / 10;
      for (String master : masters) {
        String who = "visitor-%s-%s-%d".formatted(Math.round(at), master, i);
        histories.open(next, who, "door", master, false);
      }
    }
  }
}
