package io.drillmaster.check;

import static io.drillmaster.check.Stamps.happened;

import java.util.ArrayList;
import java.util.List;

/**
 * What an outage's time went into (checks.md 4.7). Phases telescope: each begins where the one
 * before ended, an absent one has no length, and their sum is the recovery time.
 */
final class Phases {

  static final List<String> NAMES =
      List.of(
          "notice",
          "hollow wait",
          "retries",
          "upgrade",
          "connect",
          "told",
          "credentials",
          "join",
          "proof");

  private Phases() {}

  /** Nanoseconds of each phase, beside {@link #NAMES}, of an outage that ended. */
  static List<Long> of(Recoveries.Item item) {
    Outage outage = item.outage();
    long[] ends = {
      outage.noticedAt,
      outage.hollowClosedAt,
      outage.upgradeBegunAt,
      outage.upgradedAt,
      outage.connectAnsweredAt,
      outage.toldAt,
      outage.credentialsAt,
      outage.joinedAt,
      item.end()
    };
    List<Long> lengths = new ArrayList<>(ends.length);
    long before = item.start();
    for (long end : ends) {
      long reached = happened(end) ? Math.min(Math.max(before, end), item.end()) : before;
      lengths.add(reached - before);
      before = reached;
    }
    return lengths;
  }
}
